/**
 * What the author of a strategy needs to test it, with whatever test runner: bars, a run over them, and the rules for all.
 */
export { type BarRow, type BarsOptions, bars, randomWalk } from './bars.ts';
export { type DescribeOptions, describeStrategy, type TestRunner } from './describe-strategy.ts';
export { decideAgain, play, type RunOptions, runStrategy, type Step, type StrategyRun } from './play.ts';
export { testInstrument } from './test-instrument.ts';
