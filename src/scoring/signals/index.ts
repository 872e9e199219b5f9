/**
 * Signals from scores.
 * Invariant: pure; a signal is a proposal, never an order.
 */
export { atLevel, type Direction, directionOf, type ScoredQuote } from './direction.ts';
export { DEFAULT_RULES, resolveRules, type Signal, type SignalRules } from './signal.ts';
export { type ScoredMarket, type SignalDecision, SignalDesk, type SignalDeskState } from './signal-desk.ts';
