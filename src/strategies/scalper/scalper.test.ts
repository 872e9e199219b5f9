import { describe, expect, it } from 'vitest';
import { describeParamsTable } from '../../../test/conformance/describe-params-table.ts';
import { describeStrategy, testInstrument } from '../../../test/conformance/describe-strategy.ts';
import { ask, declinesOf, entriesOf, rungsOf } from '../../../test/support/strategy-run.ts';
import { formatRate, lots, rate, ticks } from '../../domain/index.ts';
import { resolveParams } from '../registry.ts';
import { roundTrip, stopDistance, unpaid } from './costs.ts';
import { SCALPER_PARAMS } from './params.ts';
import { scalper } from './scalper.ts';

describeStrategy(scalper);

const params = resolveParams(scalper);

describe('what a scalp costs', () => {
  const instrument = { ...testInstrument, makerFee: rate('0.0002'), takerFee: rate('0.0006') };

  it('is one maker and one taker fee, or two taker fees', () => {
    expect(roundTrip(instrument, params)).toBeCloseTo(0.0008, 12);
    expect(roundTrip(instrument, { ...params, postOnly: 0 })).toBeCloseTo(0.0012, 12);
  });

  it.each([
    ['the profile’s own stop where nothing moves', 0, 0, 0.001],
    ['wider with volatility', 0, 0.01, 0.00101],
    ['one and a half average true ranges', 0.002, 0, 0.003],
    ['never beyond 2 %', 0.05, 0, 0.02],
  ])('the stop is %s', (_, range, volatility, expected) => {
    expect(stopDistance({ range, volatility }, params)).toBeCloseTo(expected, 12);
  });

  it('is paid by a first target of 3.75 round trips, and not by less', () => {
    const stop = (3.75 * 0.0008) / (1.75 * 0.6);
    expect(unpaid(stop * 1.0001, 0.0008, params)).toBeUndefined();
    expect(unpaid(stop * 0.9, 0.0008, params)).toEqual({ target: 0.0027, least: 0.003 });
    expect(unpaid(0.001, 0.0012, params)).toEqual({ target: 0.00105, least: 0.0045 });
  });
});

describe('scalper', () => {
  describeParamsTable(new URL('./', import.meta.url), SCALPER_PARAMS);

  it('rests at the close, with targets of 1.05 and 1.75 stops', () => {
    const entries = entriesOf(ask(scalper));
    for (const entry of entries) {
      expect(entry.limit).toBe(entry.bar.close);
      expect(rungsOf(entry, entry.bar.close)).toEqual([1.05, 1.75]);
      expect(entry.takeProfits.map((one) => formatRate(one.share))).toEqual(['0.6', '0.4']);
    }
    expect(entries.length).toBeGreaterThan(50);
  });

  it('rests at the close within the spread, and a tick inside it where the close would take the other side', () => {
    const limitsWith = (below: number, above: number) => {
      const view = ({ close }: { close: number }) => ({
        quote: { bid: ticks(close + below), ask: ticks(close + above) },
      });
      return entriesOf(ask(scalper, { view })).map((one) => `${one.positionSide} ${(one.limit ?? 0) - one.bar.close}`);
    };
    expect(new Set(limitsWith(-3, 4))).toEqual(new Set(['long 0', 'short 0']));
    expect(new Set(limitsWith(-9, 0))).toEqual(new Set(['long -1', 'short 0']));
    expect(new Set(limitsWith(5, 9))).toEqual(new Set(['long 0', 'short 6']));
  });

  it('takes the market where it is told to', () => {
    for (const entry of entriesOf(ask(scalper, { params: { postOnly: 0 } }))) expect(entry.limit).toBeUndefined();
  });

  it('declines every trade whose target does not pay its cost, and says by how much', () => {
    const instrument = { ...testInstrument, makerFee: rate('0.004'), takerFee: rate('0.006') };
    const asked = ask(scalper, { instrument });
    expect(entriesOf(asked)).toEqual([]);
    const usual = ask(scalper);
    expect(declinesOf(asked).length).toBe(entriesOf(usual).length + declinesOf(usual).length);
    expect(declinesOf(asked)[0]).toMatchObject({ rule: 'target-below-cost', details: { least: 0.0375 } });
    expect(entriesOf(ask(scalper, { instrument, params: { costFactor: 0 } })).length).toBeGreaterThan(50);
  });

  it('declines a market whose spread is too wide', () => {
    const view = ({ close }: { close: number }) => ({
      quote: { bid: ticks(close - 1_000), ask: ticks(close + 1_000) },
    });
    const asked = ask(scalper, { view });
    expect(entriesOf(asked)).toEqual([]);
    expect(declinesOf(asked)[0]).toMatchObject({ rule: 'spread', details: { limit: 0.002 } });
  });

  it('gives up an entry that rests for two bars, and a position after twelve', () => {
    const held = (bars: number) =>
      ask(scalper, {
        view: ({ openAt }) => ({ entry: { positionSide: 'long', sentAt: openAt + 900_000 - bars * 900_000 } }),
      }).flatMap(({ intents }) => intents);
    expect(held(1)).toEqual([]);
    expect(new Set(held(2).map(({ kind }) => kind))).toEqual(new Set(['cancel-entry']));
    const open = (bars: number) =>
      ask(scalper, {
        view: ({ openAt }) => ({
          position: {
            positionSide: 'short',
            size: lots(1),
            entryPrice: 600_000,
            stopLoss: undefined,
            openedAt: openAt + 900_000 - bars * 900_000,
          },
        }),
      }).flatMap(({ intents }) => intents);
    expect(open(11)).toEqual([]);
    expect(open(12)[0]).toEqual({ kind: 'exit', positionSide: 'short', reason: 'time is up' });
  });

  it.each([
    ['calm', 86_400_000, 2, '0.8'],
    ['wild', 60_000, 1, '0.64'],
  ])('in a %s hour has the leverage and size of that hour', (_, barMs, leverage, sizeFactor) => {
    const seen = entriesOf(ask(scalper, { barMs })).map((one) => [one.leverage, formatRate(one.sizeFactor)]);
    expect(seen).toContainEqual([leverage, sizeFactor]);
  });

  it('binds a sixth of the equity as margin at most', () => {
    for (const { risk, sizeFactor, leverage, limit, stopLoss } of entriesOf(ask(scalper))) {
      const price = limit as number;
      const loss = Math.abs(price - stopLoss) / price + 2 * 0.0006;
      expect((Number(risk) * Number(sizeFactor)) / 1e20 / loss / leverage).toBeLessThan(0.1601);
    }
  });
});
