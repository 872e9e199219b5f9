/**
 * Everything about Bitget that the rest of Viper may use.
 * Invariant: field names of the exchange stay inside this folder and the embedded exchange's server.
 */
export { type AccountFamily, InvalidInput, TradingError } from '../domain/index.ts';
export * from './api/index.ts';
export * from './client/index.ts';
export * from './desk/index.ts';
export * from './errors/index.ts';
export * from './family.ts';
export * from './legacy/index.ts';
export { type Credentials, Secret } from './signing/index.ts';
export { UnifiedBookFeed, UnifiedMarketFeed, UnifiedVenue, unifiedInstruments } from './unified/index.ts';
