/**
 * An engine seen from another thread.
 */
export * from './engine-mirror.ts';
export type * from './mirror-batch.ts';
export * from './mirror-feed.ts';
