/**
 * The synchronous centre: events in, effects out.
 */

export { type Assessment, assessEntry, type EntryWish } from './assessing.ts';
export type * from './effects.ts';
export { availableOf } from './entries.ts';
export { followedSymbols } from './following.ts';
export * from './kernel.ts';
export * from './market/index.ts';
export * from './orders/index.ts';
export * from './portfolio/index.ts';
export * from './risk/index.ts';
export { byHandIn, configIn } from './snapshot.ts';
export { equityOf, isInUniverse, type KernelState, limitsOf, quotesOf } from './state.ts';
export * from './strategy.ts';
