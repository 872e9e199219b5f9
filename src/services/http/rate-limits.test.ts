import { describe, expect, it } from 'vitest';
import { addressKey, createBuckets } from './rate-limits.ts';
import { createSessions, SESSION_MS } from './sessions.ts';

describe('a bucket', () => {
  it('gives its burst at once, then a steady rate, and says how long to wait', () => {
    const { take } = createBuckets({ perSecond: 2, burst: 3 });
    expect([0, 0, 0, 0].map((now) => take('a', now))).toEqual([0, 0, 0, 500]);
    expect(take('a', 250)).toBe(250);
    expect([take('a', 500), take('a', 500)]).toEqual([0, 500]);
    expect(take('b', 500)).toBe(0);
  });

  it('never holds more than its burst, however long the rest', () => {
    const { take } = createBuckets({ perSecond: 10, burst: 2 });
    take('a', 0);
    expect([0, 0, 0].map(() => take('a', 1e9))).toEqual([0, 0, 100]);
  });

  it('forgets who was quiet for longest, so that a crowd cannot fill the memory', () => {
    const { take } = createBuckets({ perSecond: 0.001, burst: 1 });
    expect([take('first', 0), take('first', 0) > 0]).toEqual([0, true]);
    for (let i = 0; i < 999; i++) take(`caller ${i}`, 0);
    expect(take('first', 0)).toBeGreaterThan(0);
    for (let i = 0; i < 1_000; i++) take(`another ${i}`, 0);
    expect(take('first', 0)).toBe(0);
  });
});

it.each([
  ['127.0.0.1', '127.0.0.1'],
  ['::ffff:10.0.0.1', '10.0.0.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('the address %s counts as %s', (address, key) => {
  expect(addressKey(address)).toBe(key);
});

describe('a login', () => {
  it('holds for its time and not longer, and is known by its cookie alone', () => {
    let now = 0;
    const sessions = createSessions(() => now);
    const cookie = sessions.open('token-id');
    expect([sessions.tokenOf(cookie), sessions.tokenOf('token-id')]).toEqual(['token-id', undefined]);
    now = SESSION_MS - 1;
    expect(sessions.tokenOf(cookie)).toBe('token-id');
    now = SESSION_MS;
    expect(sessions.tokenOf(cookie)).toBeUndefined();
  });

  it('makes room for newer ones beyond a hundred', () => {
    const sessions = createSessions(() => 0);
    const cookies = Array.from({ length: 101 }, (_, i) => sessions.open(String(i)));
    expect(new Set(cookies).size).toBe(101);
    expect(cookies.map((cookie) => sessions.tokenOf(cookie)).slice(0, 2)).toEqual([undefined, '1']);
  });
});
