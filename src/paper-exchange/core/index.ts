/**
 * The embedded exchange's trading core.
 * Invariant: pure; imports domain and nothing else.
 */
export type * from './market-update.ts';
export { type ModelLines, modelLines } from './model-lines.ts';
export { PaperExchange } from './paper-exchange.ts';
export { PREMIUM_DECIMALS } from './price-minutes.ts';
export type * from './types.ts';
