import { describe, expect, test } from 'vitest';
import { TradingError } from '../../domain/index.ts';
import { lostAnswer, neverSent, refusedByBitget } from '../errors/index.ts';
import { faultOf } from './fault.ts';

const place = { host: 'api.bitget.com', network: 'testnet' } as const;
const refusal = (code: string) => refusedByBitget('account', { code, msg: 'no', status: 400 });

describe('the cause of a failure', () => {
  test.each([
    ['40037', 'key-unknown'],
    ['40006', 'key-unknown'],
    ['40013', 'key-unknown'],
    ['40009', 'secret-wrong'],
    ['40012', 'passphrase-wrong'],
    ['40008', 'clock-wrong'],
    ['40005', 'clock-wrong'],
    ['40099', 'network-wrong'],
    ['40014', 'not-permitted'],
    ['40018', 'address-refused'],
    ['40038', 'address-refused'],
    ['429', 'too-many-requests'],
    ['40015', 'out-of-service'],
    ['40725', 'out-of-service'],
    ['40085', 'family-unknown'],
    ['40034', 'symbol-unknown'],
    ['40762', 'other'],
  ])('%s is %s', (code, name) => {
    const fault = faultOf(refusal(code), place);
    expect(fault.name).toBe(name);
    expect(fault.says).toMatch(/\.$|\)$/);
    expect(fault.advice).not.toBe('');
  });

  test.each([
    [neverSent('time', 'ENOTFOUND', { says: '' }), 'name-not-found'],
    [neverSent('time', 'EAI_AGAIN', { says: '' }), 'name-not-found'],
    [neverSent('time', 'ECONNREFUSED', { says: '' }), 'not-reachable'],
    [neverSent('time', 'CERT_HAS_EXPIRED', { says: '' }), 'not-reachable'],
    [neverSent('time', 'UND_ERR_CONNECT_TIMEOUT', { says: '' }), 'no-answer'],
    [lostAnswer('time', 'connection-cut', { says: '' }), 'not-reachable'],
    [lostAnswer('time', 'timeout', { says: '' }), 'no-answer'],
    [lostAnswer('time', 'unreadable-answer', { says: '', status: 502 }), 'out-of-service'],
    [new Error('something else'), 'other'],
    ['no error at all', 'other'],
  ])('%o is %s', (error, name) => {
    expect(faultOf(error, place).name).toBe(name);
  });

  test('is the innermost of those that were wrapped', () => {
    const wrapped = new TradingError('family-unknown', 'left open', { cause: refusal('40012') });
    expect(faultOf(wrapped, place).name).toBe('passphrase-wrong');
  });

  test('names host and network', () => {
    expect(faultOf(neverSent('time', 'ENOTFOUND', { says: '' }), place).says).toContain('api.bitget.com');
    expect(faultOf(refusal('40099'), place)).toMatchObject({
      says: 'The API key does not belong to the testnet.',
      advice: expect.stringContaining('--mainnet'),
    });
  });
});
