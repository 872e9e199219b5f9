import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RunningHash } from './hash.ts';

const digestOf = (texts: readonly string[], from?: string): string => {
  const hash = from === undefined ? new RunningHash() : new RunningHash(from);
  for (const text of texts) hash.update(text);
  return hash.digest();
};

const texts = fc.array(fc.string({ unit: 'binary' }), { maxLength: 12 });

describe('RunningHash', () => {
  it('goes on from a digest as if never interrupted', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        expect(digestOf(after, digestOf(before))).toBe(digestOf([...before, ...after]));
      }),
    );
  });

  it('depends on the order', () => {
    fc.assert(
      fc.property(texts, fc.string(), fc.string(), (before, a, b) => {
        fc.pre(a !== b);
        expect(digestOf([...before, a, b])).not.toBe(digestOf([...before, b, a]));
      }),
    );
  });

  it('sees where one text ends and the next begins', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(digestOf([a, b])).not.toBe(digestOf([a + b]));
      }),
    );
  });

  it('has 16 hex digits and no collision among 20,000 small texts', () => {
    const seen = new Set<string>();
    for (let i = 0; i < 20_000; i++) seen.add(digestOf([`effect ${i}`]));
    expect(seen.size).toBe(20_000);
    expect([...seen].every((digest) => /^[0-9a-f]{16}$/.test(digest))).toBe(true);
  });

  it('stays what it is: recorded journals depend on it', () => {
    expect(digestOf([])).toBe('9e3779b97f4a7c15');
    expect(digestOf(['', 'a', 'ab'])).toBe(digestOf(['', 'a', 'ab'], '9e3779b97f4a7c15'));
    expect(digestOf(['{"type":"notice"}'])).toMatchInlineSnapshot(`"e258d2dd6b89bb4b"`);
  });
});
