import { describe, expect, it } from 'vitest';
import { InvalidInput, TradingError } from '../domain/index.ts';
import { createRetry } from './retry.ts';

const silent = new TradingError('timeout', 'no answer', { outcome: 'unknown' });

type Given = { readonly error?: Error; readonly mayAsk?: (failures: number) => boolean };

/** A question that is answered after so many failures. */
function setUp(failures: number, { error = silent, mayAsk = () => true }: Given = {}) {
  const waits: number[] = [];
  const warnings: string[] = [];
  let left = failures;
  const retry = createRetry({
    sleep: async (delayMs) => void waits.push(delayMs),
    mayAsk,
    onWarning: (code) => void warnings.push(code),
  });
  const answer = retry('history', () => (left-- > 0 ? Promise.reject(error) : Promise.resolve('here')));
  return { answer, waits, warnings };
}

describe('asking again', () => {
  it('waits longer and longer, up to ten seconds, and tells each time', async () => {
    const { answer, waits, warnings } = setUp(6);
    expect(await answer).toBe('here');
    expect(waits).toEqual([500, 1_000, 2_000, 5_000, 10_000, 10_000]);
    expect(warnings).toEqual(Array(6).fill('history-failed'));
  });

  it('asks as long as it may, and says nothing then', async () => {
    const asked = setUp(5, { mayAsk: (failures) => failures < 3 });
    expect([await asked.answer, asked.waits.length]).toEqual([undefined, 3]);
    const ended = setUp(0, { mayAsk: () => false });
    expect([await ended.answer, ended.waits.length]).toEqual([undefined, 0]);
  });

  it.each([
    ['a question that was not in order', new InvalidInput('symbol', 'X', 'a listed contract')],
    ['a broken program', new TypeError('no such function')],
  ])('does not repeat %s', async (_, error) => {
    const { answer, waits, warnings } = setUp(1, { error });
    await expect(answer).rejects.toBe(error);
    expect([waits, warnings]).toEqual([[], []]);
  });
});
