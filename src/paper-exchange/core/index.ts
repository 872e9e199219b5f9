/**
 * The embedded exchange's trading core.
 * Invariant: pure; imports domain and nothing else.
 */
export type * from './market-update.ts';
export { PaperExchange } from './paper-exchange.ts';
export { DEFAULT_SLIPPAGE } from './slippage.ts';
export type * from './types.ts';
