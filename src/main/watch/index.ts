/**
 * Watching a run: metrics and health.
 */
export { type RunWatch, watchRun } from './run-watch.ts';
