/**
 * The tests for every strategy, in this suite's test runner.
 */
import { describe, it } from 'vitest';
import type { StrategyDefinition } from '../../src/kernel/index.ts';
import { describeStrategy as declare } from '../../src/strategies/test-kit/index.ts';

export { decideAgain, play, randomWalk as generatedBars, testInstrument } from '../../src/strategies/test-kit/index.ts';

export const describeStrategy = <Names extends string>(
  definition: StrategyDefinition<Names>,
  params: Readonly<Record<string, number>> = {},
): void => declare(definition, { describe, it }, { params });
