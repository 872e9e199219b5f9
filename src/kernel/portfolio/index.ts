/**
 * Positions and cash.
 */
export { adoptedPosition } from './adopted-position.ts';
export { OVERLAP_MS } from './booked-ids.ts';
export type { LedgerState } from './ledger.ts';
export * from './portfolio.ts';
export * from './position.ts';
