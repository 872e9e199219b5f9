/** Random valid requests keep their meaning on the way to the exchange and back, in every setting and by either way. */
import fc from 'fast-check';
import { test } from 'vitest';
import type { PositionMode, PositionSide } from '../../src/domain/index.ts';
import { requests, roundTrips } from '../support/round-trip.ts';

const MODES: readonly PositionMode[] = ['hedge', 'one-way'];
const SIDES: readonly PositionSide[] = ['long', 'short'];
const WAYS = [
  ['classic', 'rest'],
  ['unified', 'rest'],
  ['unified', 'socket'],
] as const;

const CASES = WAYS.flatMap(([family, way]) =>
  MODES.flatMap((mode) => SIDES.map((side) => [family, way, mode, side] as const)),
);

test.each(CASES)('%s by %s, %s, %s', async (family, way, mode, side) => {
  const check = await roundTrips([family, mode, side], way);
  await fc.assert(fc.asyncProperty(requests(10), check), { numRuns: 20, endOnFailure: true });
});
