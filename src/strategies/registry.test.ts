import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../domain/index.ts';
import { resolveParams, strategic, strategies, strategyByName } from './index.ts';

describe('the registry', () => {
  it('finds every strategy by its own, unique name', () => {
    for (const strategy of strategies) expect(strategyByName(strategy.name)).toBe(strategy);
    expect(new Set(strategies.map((strategy) => strategy.name)).size).toBe(strategies.length);
  });

  it('lists the names when there is none such', () => {
    expect(() => strategyByName('strategy')).toThrow(/"strategy" is not allowed; expected strategic/);
  });
});

describe('parameters', () => {
  it('are the defaults where nothing is given', () => {
    const params = resolveParams(strategic, { stopAtr: 2.5 });
    expect(params).toEqual({
      ...Object.fromEntries(Object.entries(strategic.params).map(([name, param]) => [name, param.default])),
      stopAtr: 2.5,
    });
  });

  it('may lie on their bounds', () => {
    const { min, max } = strategic.params.stopAtr;
    expect(resolveParams(strategic, { stopAtr: min }).stopAtr).toBe(min);
    expect(resolveParams(strategic, { stopAtr: max }).stopAtr).toBe(max);
  });

  it.each([
    [{ stopAtr: 0.49 }, /strategic\.stopAtr: 0\.49 is not allowed; expected a number from 0\.5 to 10/],
    [{ stopAtr: 10.01 }, /strategic\.stopAtr/],
    [{ stopAtr: Number.NaN }, /strategic\.stopAtr: NaN/],
    [{ stopAtr: '3' }, /strategic\.stopAtr: "3"/],
    [{ stopAtr: true }, /strategic\.stopAtr: true/],
    [{ emaFast: 8.5 }, /strategic\.emaFast: 8\.5 is not allowed; expected a whole number from 2 to 12/],
    [{ stopAtrs: 3 }, /parameter of strategic: "stopAtrs"/],
    [{ toString: 3 }, /parameter of strategic: "toString"/],
  ])('refuse %j', (given, message) => {
    expect(() => resolveParams(strategic, given)).toThrow(InvalidInput);
    expect(() => resolveParams(strategic, given)).toThrow(message);
  });
});
