/**
 * How many requests a caller may make: a bucket per caller that fills at a steady rate.
 * Invariant: holds at most `CALLERS_MAX` buckets; the one that was quiet for longest goes first.
 */
const CALLERS_MAX = 1_000;

/** `burst`: how many at once after a rest. */
export type Rate = { readonly perSecond: number; readonly burst: number };

export type RateLimits = {
  /** Each per token, or per address where there is none. */
  readonly reads: Rate;
  readonly changes: Rate;
  /** Wrong tokens, per address. */
  readonly failures: Rate;
};

/** Far above what people and dashboards do, far below what would keep the engine from its work. */
export const DEFAULT_RATES: RateLimits = {
  reads: { perSecond: 2_500, burst: 5_000 },
  changes: { perSecond: 50, burst: 500 },
  failures: { perSecond: 1, burst: 20 },
};

export type Buckets = {
  /** Takes one. @param nowMs of a clock that never goes back. @returns ms to wait; 0: it may pass. */
  take(caller: string, nowMs: number): number;
};

export function createBuckets({ perSecond, burst }: Rate): Buckets {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take(caller, nowMs) {
      const last = buckets.get(caller);
      const refilled = last ? last.left + ((nowMs - last.at) * perSecond) / 1_000 : burst;
      const left = Math.min(burst, refilled);
      const isFree = left >= 1;
      // The one that was used last stands last.
      buckets.delete(caller);
      buckets.set(caller, { left: isFree ? left - 1 : left, at: nowMs });
      if (buckets.size > CALLERS_MAX) buckets.delete(buckets.keys().next().value as string);
      return isFree ? 0 : Math.ceil(((1 - left) * 1_000) / perSecond);
    },
  };
}

/** Whoever has one address of an IPv6 network has all of its 2^64. */
export function addressKey(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address.replace('::ffff:', '');
  const [head = '', tail = ''] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const zeros = address.includes('::') ? Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0') : [];
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::/64`;
}
