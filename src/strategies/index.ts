/**
 * The strategies: one folder each, one line in the registry.
 * Invariant: pure; a strategy sees closed bars and its own position, and proposes.
 */
export { resolveParams, strategies, strategyByName } from './registry.ts';
export { strategic } from './strategic/strategic.ts';
