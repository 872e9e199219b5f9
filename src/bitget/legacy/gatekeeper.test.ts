/** Claims against the gateway's own key: one wrong thing at a time. */
import { describe, expect, it } from 'vitest';
import { Secret, sign } from '../signing/index.ts';
import { type Claim, checkClaim } from './gatekeeper.ts';

const NOW = 1_700_000_000_000;
const own = { key: 'k', secret: new Secret('a secret of sixteen'), passphrase: new Secret('p') };
const signable = { method: 'POST', path: '/api/mix/v1/order/placeOrder', body: '{"size":"1"}' } as const;

const claim = (timestamp = String(NOW)): Claim => ({
  ...signable,
  timestamp,
  key: 'k',
  passphrase: 'p',
  signature: sign(own.secret, { ...signable, timestamp }),
});
const check = (given: Partial<Claim>, clocks = [NOW]) =>
  checkClaim({ ...claim(given.timestamp), ...given }, own, () => clocks);

describe('checkClaim', () => {
  it('lets in what the key has signed, in milliseconds or seconds', () => {
    expect(() => check({})).not.toThrow();
    expect(() => check({ timestamp: String(NOW / 1_000) })).not.toThrow();
  });

  it.each([
    ['40001', { key: '' }],
    ['40002', { signature: '' }],
    ['40011', { passphrase: '' }],
    ['40005', { timestamp: '' }],
    ['40005', { timestamp: '-1700000000000' }],
    ['40008', { timestamp: String(NOW - 30_001) }],
    ['40008', { timestamp: String(NOW + 30_001) }],
    ['40006', { key: 'K' }],
    ['40012', { passphrase: 'P' }],
    ['40009', { body: '{"size":"2"}' }],
    ['40009', { signature: claim().signature.slice(0, -1) }],
    ['40009', { path: `${signable.path}?a=b` }],
  ])('refuses with %s: %j', (code, given) => {
    expect(() => check(given)).toThrow(expect.objectContaining({ code, status: 400 }));
  });

  it('takes the time of either clock: the machine’s, or that of a market of another year', () => {
    expect(() => check({ timestamp: String(NOW) }, [1_500_000_000_000, NOW + 29_000])).not.toThrow();
    expect(() => check({ timestamp: String(NOW) }, [1_500_000_000_000, NOW + 31_000])).toThrow(/expired/);
  });
});
