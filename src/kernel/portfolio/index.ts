/**
 * Positions and cash.
 */
export { OVERLAP_MS } from './booked-ids.ts';
export type { LedgerState } from './ledger.ts';
export * from './portfolio.ts';
export * from './position.ts';
