/** Garbage on every wire of the client: a short run of what the slow suite does at length. */
import { expect, test } from 'vitest';
import type { AccountFamily } from '../../src/domain/index.ts';
import { expectSound } from '../support/fuzz-checks.ts';
import { fuzzSockets } from '../support/fuzz-sockets.ts';

test.each<AccountFamily>(['classic', 'unified'])(
  'sockets of the %s family stand malformed messages',
  async (family) => {
    const fuzzed = await fuzzSockets(family, { seed: 1, messages: 500 });
    expectSound(fuzzed);
    expect(fuzzed.received).toBeGreaterThanOrEqual(1_000);
  },
);
