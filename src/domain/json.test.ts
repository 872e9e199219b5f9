import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromJson, toJson } from './json.ts';

const { value: plain } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.bigInt(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.string().filter((key) => key !== '$n' && key !== '__proto__'),
      tie('value'),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
}));

describe('json with bigints', () => {
  it('gives back what it was given', () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(fromJson(toJson(value))).toEqual(value);
      }),
    );
  });

  it('writes equal values as equal text, again and again', () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(toJson(fromJson(toJson(value)))).toBe(toJson(value));
      }),
    );
  });

  it('keeps a bigint a bigint and a text of digits a text', () => {
    expect(toJson({ money: -5n, text: '5' })).toBe('{"money":{"$n":"-5"},"text":"5"}');
    expect(fromJson('{"money":{"$n":"-5"},"text":"5"}')).toEqual({ money: -5n, text: '5' });
  });

  it('leaves an undefined field out', () => {
    expect(toJson({ a: undefined, b: 1n })).toBe(toJson({ b: 1n }));
  });

  it('refuses what is no JSON', () => {
    expect(() => fromJson('{')).toThrow(SyntaxError);
  });
});
