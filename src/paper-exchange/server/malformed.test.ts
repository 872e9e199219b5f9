import { describe, expect, it } from 'vitest';
import { fuzz } from './testing/fuzzed.ts';

describe('what is malformed', () => {
  it.each([1, 2])('neither crashes nor hangs the exchange, nor changes anything: seed %i', async (seed) => {
    const { requests, messages, answers } = await fuzz(seed, 1_000);
    expect(requests).toBeGreaterThan(400);
    expect(messages).toBeGreaterThan(100);
    expect(answers).toBeGreaterThan(requests / 2);
  });
});
