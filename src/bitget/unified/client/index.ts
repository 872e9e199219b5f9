/**
 * A Unified account as the engine uses it.
 */
export { unifiedInstruments } from './instruments.ts';
export { UnifiedBookFeed, UnifiedMarketFeed } from './market-feed.ts';
export { UnifiedVenue } from './venue.ts';
