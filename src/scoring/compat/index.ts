/**
 * The score by the published formulas.
 * Invariant: pure; levels are those of the ticker's own high, low and close.
 */
export { compatScore } from './compat-score.ts';
