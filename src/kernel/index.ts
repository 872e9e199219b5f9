/**
 * The synchronous centre: events in, effects out.
 */
export type * from './effects.ts';
export type { Approved } from './risk/approved.ts';
export * from './strategy.ts';
