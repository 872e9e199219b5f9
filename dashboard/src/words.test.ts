import { describe, expect, it } from 'vitest';
import { ServiceError } from '../../src/services/contract/index.ts';
import { failureWords, noticeWords, plain } from './words.ts';

const problem = (status: number, more: object = {}) => ({
  type: 'urn:viper:problem:x',
  title: 'X',
  status,
  detail: 'said so',
  ...more,
});
const failed = (outcome: 'rejected' | 'unknown', fields?: ReturnType<typeof problem>) =>
  new ServiceError('x', 'said so', { outcome, ...(fields && { problem: fields }) });

describe('words', () => {
  it('reads codes and names as people do', () => {
    expect(['target-below-cost', 'positionSide', 'max_positions', 'sizeMax2Fold'].map(plain)).toEqual([
      'target below cost',
      'position side',
      'max positions',
      'size max2 fold',
    ]);
  });

  it('says a notice as a sentence, with each detail once', () => {
    const details = {
      symbol: 'BTCUSDT',
      positionSide: 'long',
      owner: 'scalper',
      rule: 'circuit-breaker',
      cooldownUntil: 0,
      least: '1',
    };
    expect(noticeWords({ seq: 1, at: 0, level: 'info', code: 'entry-refused', details })).toEqual({
      title: 'Entry refused: circuit breaker',
      subject: 'BTCUSDT long',
      rest: 'by scalper, cooldown until 1970-01-01 00:00:00 UTC, least 1',
    });
    expect(noticeWords({ seq: 1, at: 0, level: 'info', code: 'new-thing', details: {} }).title).toBe('New thing');
  });

  it.each([
    [
      'a rule that has words',
      failed('rejected', problem(422, { rule: 'last-symbol', details: { symbol: 'BTCUSDT' } })),
      'Not done. It is the last symbol of the run. Pause instead.',
    ],
    [
      'a rule without',
      failed('rejected', problem(422, { rule: 'size-limits', details: { wanted: 3 } })),
      'Not done. The rule "size limits" says no (wanted 3).',
    ],
    [
      'a token that is too narrow',
      failed('rejected', problem(403)),
      'Not done: the token you logged in with may not do this (said so).',
    ],
    ['anything else', failed('rejected', problem(400)), 'Not done: said so'],
  ])('tells of %s', (_, error, words) => {
    expect(failureWords(error)).toBe(words);
  });

  it('never calls a lost answer a no', () => {
    expect(failureWords(failed('unknown'))).toMatch(/^It is not known whether .* Press again/);
  });
});
