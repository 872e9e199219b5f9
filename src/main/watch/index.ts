/**
 * Watching a run: metrics, health, and how old its market data are.
 */
export { watchFreshness } from './freshness.ts';
export { type RunWatch, watchRun } from './run-watch.ts';
