/**
 * Sizing, the circuit breaker and the gate that every entry passes.
 */
export type { Approved } from './approved.ts';
export * from './breaker.ts';
export * from './gate.ts';
export type { AdditionView, RiskView, Rule } from './rule.ts';
export { rules } from './rules/index.ts';
export { lossRoom } from './rules/liquidation-distance.ts';
export * from './sizing.ts';
