/**
 * The engine: inbox, dispatch, recovery, reconciliation, views.
 */
export type * from './api.ts';
export * from './create-api.ts';
export * from './engine.ts';
export * from './history/index.ts';
export type { Step } from './inbox.ts';
export * from './mirror/index.ts';
export { Projections, type ProjectionsOptions } from './projections/index.ts';
export * from './replay.ts';
