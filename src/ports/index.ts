/**
 * What the engine needs of the world, as types only.
 */
export type * from './clock.ts';
export type * from './journal.ts';
export type * from './line-store.ts';
export type * from './locks.ts';
export type * from './market-feed.ts';
export * from './monitor.ts';
export type * from './notifier.ts';
export type * from './universe.ts';
export type * from './venue.ts';
