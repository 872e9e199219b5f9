/**
 * Markets made from a seed.
 * Invariant: pure; the same options give the same updates.
 */
export { createSyntheticSource, type SyntheticOptions } from './synthetic-source.ts';
