import { describe, expect, test } from 'vitest';
import { TradingError } from '../../domain/index.ts';
import { isNotFound, lostAnswer, meaningOf, neverSent, refusedByBitget } from './index.ts';

describe('what a code means', () => {
  test.each([
    ['40010', 'outcome-unknown', 'unknown'],
    ['40725', 'outcome-unknown', 'unknown'],
    ['45001', 'outcome-unknown', 'unknown'],
    ['40910', 'outcome-unknown', 'unknown'],
    ['40015', 'transient', 'unknown'],
    ['40808', 'transient', 'unknown'],
    ['40014', 'permission', 'rejected'],
    ['40099', 'environment', 'rejected'],
    ['40774', 'mode', 'rejected'],
    ['45115', 'price', 'rejected'],
    ['40304', 'client-oid', 'rejected'],
    ['40786', 'duplicate', 'unknown'],
    ['40008', 'clock', 'rejected'],
    ['40009', 'credentials', 'rejected'],
    ['40085', 'account-family', 'rejected'],
    ['40762', 'funds', 'rejected'],
    ['45110', 'size', 'rejected'],
    ['40768', 'not-found', 'rejected'],
    ['40814', 'unchanged', 'rejected'],
    ['429', 'rate-limit', 'rejected'],
    ['99999', 'refused', 'rejected'],
  ])('%s is %s, %s', (code, kind, outcome) => {
    expect(meaningOf(code)).toMatchObject({ kind, outcome });
  });
});

test('an answer becomes an error that says what it means, with the words of the exchange', () => {
  const error = refusedByBitget('order/place-order', {
    code: '40762',
    msg: 'The order amount exceeds the balance',
    status: 400,
  });
  expect(error).toBeInstanceOf(TradingError);
  expect(error.outcome).toBe('rejected');
  expect(error.message).toBe(
    'order/place-order: the balance or the position is too small for this (Bitget 40762: The order amount exceeds the balance)',
  );
  expect(error.details).toMatchObject({ kind: 'funds', call: 'order/place-order', status: 400 });
});

test('a server fault leaves the outcome open, whatever code came with it', () => {
  expect(refusedByBitget('order/place-order', { code: '40762', msg: '', status: 502 }).outcome).toBe('unknown');
});

test('a failed transport is never a refusal', () => {
  expect(lostAnswer('x', 'timeout', { says: 'no answer within 3000 ms' }).outcome).toBe('unknown');
  expect(neverSent('x', 'connect', { says: 'no connection' }).outcome).toBe('not-sent');
});

test('only a definite answer is "absent"', () => {
  expect(isNotFound(refusedByBitget('order/detail', { code: '40109', msg: '', status: 400 }))).toBe(true);
  expect(isNotFound(refusedByBitget('order/detail', { code: '40109', msg: '', status: 500 }))).toBe(false);
  expect(isNotFound(refusedByBitget('order/detail', { code: '40010', msg: '', status: 400 }))).toBe(false);
  expect(isNotFound(new Error('40109'))).toBe(false);
});
