/**
 * The strategies: one folder each, one line in the registry; and what the author of another one needs.
 * Invariant: pure; a strategy sees closed bars and its own position, and proposes.
 */
export {
  defineStrategy,
  type Intent,
  type Param,
  type Params,
  type PositionView,
  type Strategy,
  type StrategyContext,
  type StrategyDefinition,
  type StrategyView,
  type TakeProfit,
  type TraderView,
} from '../kernel/index.ts';
export { type EntryIdea, entryAt } from './entry-at-distance.ts';
export { asStrategy } from './own-strategy.ts';
export { resolveParams, strategies, strategyAmong, strategyByName } from './registry.ts';
export { strategic } from './strategic/strategic.ts';
