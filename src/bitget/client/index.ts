/**
 * Bitget as the engine uses it: a venue, a market feed, books, and the REST client and socket beneath them.
 * Invariant: no file of another area opens a connection to Bitget.
 */
export { BitgetBookFeed, type BookListener, type BookUpdate } from './book-feed.ts';
export { type BookChange, BookKeeper, type BookRow } from './book-keeper.ts';
export { type BitgetEnvironment, NETWORKS } from './environments.ts';
export { InstrumentBook } from './instrument-book.ts';
export { BitgetMarketFeed, type BitgetMarketFeedOptions } from './market-feed.ts';
export { type MarketListing, marketList } from './market-list.ts';
export { hourlyCandles, type MarketSnapshot, marketSnapshot } from './market-snapshot.ts';
export { type BitgetRest, type BitgetRestOptions, createBitgetRest } from './rest.ts';
export type { CallOutcome, RestObserver, RestVitals } from './rest-observer.ts';
export { isLoopback, secureUrl } from './secure-url.ts';
export { type BitgetSocket, type BitgetSocketOptions, createBitgetSocket } from './socket.ts';
export type { SocketSettings, SocketState } from './socket-options.ts';
export { BitgetVenue } from './venue.ts';
export type { BitgetVenueOptions, OrderPath } from './venue-options.ts';
