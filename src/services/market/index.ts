/**
 * Public market data as all services see it: one desk, one cache, one question upstream for many who ask.
 */
export * from './fresh-cache.ts';
export * from './market-desk.ts';
export type * from './market-upstream.ts';
export * from './market-view.ts';
