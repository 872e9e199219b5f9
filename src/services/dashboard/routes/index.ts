/**
 * The dashboard's routes; the page imports its typed calls from here.
 * Invariant: runs in a browser.
 */
export * from './from-others.ts';
export * from './get-candles.ts';
export * from './get-equity.ts';
export * from './get-fills.ts';
export * from './get-health.ts';
export * from './get-journal.ts';
export * from './get-overview.ts';
export * from './kill.ts';
export * from './pause.ts';
export * from './resume.ts';
