/** What V1 programs write, and what is refused of it. */
import { describe, expect, it } from 'vitest';
import { Params } from './params.ts';

const codeOf = (read: () => unknown): string | undefined => {
  try {
    read();
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('Params', () => {
  it('takes numbers as text and as JSON numbers, digit for digit', () => {
    const params = new Params({ size: '0.010', price: 60_000.5, empty: '', none: null });
    expect([params.decimal('size'), params.decimal('price')]).toEqual(['0.010', '60000.5']);
    expect([params.maybe('empty'), params.maybe('none'), params.maybe('absent')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each(['1e2', '0x10', ' 1', '1.', '.5', '1,5', 'NaN', '٣'])('refuses the number %j', (size) => {
    expect(codeOf(() => new Params({ size }).decimal('size'))).toBe('40017');
  });

  it('refuses JSON numbers that have no plain text', () => {
    for (const size of [1e21, 1e-7, Number.NaN])
      expect(codeOf(() => new Params({ size }).decimal('size'))).toBe('40017');
  });

  it('reads a price of zero as none', () => {
    expect(new Params({ stop: '0.000' }).maybePrice('stop')).toBeUndefined();
    expect(new Params({ stop: 0 }).maybePrice('stop')).toBeUndefined();
    expect(new Params({ stop: '0.5' }).maybePrice('stop')).toBe('0.5');
  });

  it('reads truths as words and as booleans, and nothing else', () => {
    expect([true, 'true', false, 'false', '', null].map((on) => new Params({ on }).flag('on'))).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(codeOf(() => new Params({ on: 'yes' }).flag('on'))).toBe('40017');
  });

  it('names what is missing, and does not read what an object inherits', () => {
    expect(() => new Params({}).text('symbol')).toThrow(/symbol/);
    expect(codeOf(() => new Params({}).text('constructor'))).toBe('40019');
    expect(codeOf(() => new Params({ symbol: {} }).text('symbol'))).toBe('40017');
  });

  it.each([[['a', '']], [['a', 1]], ['a'], [{ 0: 'a' }]])('refuses the list %j', (ids) => {
    expect(codeOf(() => new Params({ ids }).texts('ids'))).toBe('40017');
  });

  it('refuses names that the exchange would refuse', () => {
    expect(new Params({ clientOid: 'BITGET#1627293504612' }).clientOid()).toBe('BITGET#1627293504612');
    for (const clientOid of ['x'.repeat(51), 'a@b', 'ü'])
      expect(codeOf(() => new Params({ clientOid }).clientOid())).toBe('40017');
  });
});
