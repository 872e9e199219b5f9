import { describe, expect, it } from 'vitest';
import { fuzz } from '../../src/paper-exchange/server/testing/fuzzed.ts';

describe('200,000 malformed requests and frames', () => {
  it('neither crash nor hang the embedded exchange, nor change a balance', { timeout: 300_000 }, async () => {
    const { requests, messages } = await fuzz(7, 200_000);
    expect(requests + messages).toBeGreaterThanOrEqual(200_000);
  });
});
