/** Garbage on every wire of the client, at length: 100,000 messages by socket and 100,000 answers by REST. */
import { expect, test } from 'vitest';
import type { AccountFamily } from '../../src/domain/index.ts';
import { fuzzAnswers, fuzzVenue } from '../support/fuzz-answers.ts';
import { expectSound } from '../support/fuzz-checks.ts';
import { fuzzSockets } from '../support/fuzz-sockets.ts';

const FAMILIES: readonly AccountFamily[] = ['classic', 'unified'];

test.each(FAMILIES)('50,000 messages into the sockets of the %s family', async (family) => {
  const fuzzed = await fuzzSockets(family, { seed: 7, messages: 17_500 });
  expectSound(fuzzed);
  expect(fuzzed.received).toBeGreaterThanOrEqual(50_000);
});

test.each(FAMILIES)('50,000 answers of REST to the %s family', (family) => {
  expect(fuzzAnswers(family, { seed: 7, answers: 50_000 })).toEqual({ read: 50_000, wrong: [] });
});

test.each(FAMILIES)('4,000 calls of a venue of the %s family', async (family) => {
  expect(await fuzzVenue(family, { seed: 7, calls: 4_000 })).toEqual({ called: 4_000, wrong: [] });
});
