/**
 * Faults on purpose: what the embedded exchange does wrong when it is told to.
 * Invariant: off unless a rule is added; the same seed, rules and requests give the same faults.
 */
export type { FaultStatus } from './active-rule.ts';
export { FaultBook } from './fault-book.ts';
export { FaultyLine } from './faulty-line.ts';
export { FundingHours } from './kinds/funding-interval.ts';
export { FAULTS } from './kinds/index.ts';
export { registerRequestFaults } from './request-faults.ts';
