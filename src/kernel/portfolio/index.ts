/**
 * Positions and cash.
 */
export type { LedgerState } from './ledger.ts';
export * from './portfolio.ts';
export * from './position.ts';
