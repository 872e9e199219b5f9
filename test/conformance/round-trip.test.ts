/** Random valid requests keep their meaning on the way to the exchange and back: a short run. */
import fc from 'fast-check';
import { test } from 'vitest';
import { requests, roundTrips, type Setting } from '../support/round-trip.ts';

const SETTINGS: readonly Setting[] = [
  ['classic', 'hedge', 'short'],
  ['classic', 'one-way', 'long'],
  ['unified', 'hedge', 'long'],
  ['unified', 'one-way', 'short'],
];

test.each(SETTINGS)('%s, %s, %s', async (...setting) => {
  const check = await roundTrips(setting);
  await fc.assert(fc.asyncProperty(requests(6), check), { numRuns: 1, endOnFailure: true });
});
