import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeStrategy, generatedBars, play, testInstrument } from '../../../test/conformance/describe-strategy.ts';
import { type Candle, InvalidInput, lots, rate, ticks } from '../../domain/index.ts';
import { Swings } from '../../indicators/index.ts';
import type { Param } from '../../kernel/index.ts';
import { resolveParams } from '../index.ts';
import { trendSlope, trendStrength } from '../profile/trend.ts';
import { STRATEGIC_PARAMS, type StrategicParams } from './params.ts';
import { strategic } from './strategic.ts';

const params = resolveParams(strategic);
const create = (given: Partial<StrategicParams> = {}, barMs = 900_000) =>
  strategic.create({ ...params, ...given }, { instrument: testInstrument, barMs });

const entriesOf = (given: Partial<StrategicParams> = {}, barMs?: number) =>
  play(create(given, barMs), generatedBars(11, 3_000)).flatMap((step) =>
    step.intents.flatMap((intent) => (intent.kind === 'enter' ? [intent] : [])),
  );

describeStrategy(strategic);
describeStrategy(strategic, { addVolume: 0, addShorts: 1, addRestHours: 0, addAtR: 1, addWithin: 0.05 });

describe('strategic', () => {
  it('enters less often the stronger the trend must be, and never where no trend can be strong enough', () => {
    const [weak, strong] = [entriesOf({ strengthMin: 0.2 }), entriesOf({ strengthMin: 0.8 })];
    expect(weak.length).toBeGreaterThan(strong.length);
    expect(strong.length).toBeGreaterThan(0);
    expect(entriesOf({ strengthMin: 0.95, adxFull: 100, slopeFull: 1 })).toEqual([]);
  });

  it('forgets a test that is older than retestBars', () => {
    expect(entriesOf({ retestBars: 3 }).length).toBeLessThan(entriesOf({ retestBars: 21 }).length);
    expect(entriesOf({ retestBars: 3 })).not.toEqual(entriesOf({ retestBars: 7 }));
  });

  it('takes the leverage and size of the day', () => {
    const seen = (barMs: number) =>
      new Set(entriesOf({}, barMs).map((entry) => `${entry.leverage} ${entry.sizeFactor}`));
    expect(seen(86_400_000)).toEqual(new Set(['13 7000000000']));
    expect(seen(60_000)).toEqual(new Set(['8 5600000000']));
    expect([...seen(900_000)].every((day) => ['8 5600000000', '11 7000000000', '13 7000000000'].includes(day))).toBe(
      true,
    );
  });

  it('never asks for more leverage than its maximum', () => {
    expect(entriesOf({ leverage: 15, leverageMax: 15 }, 86_400_000).every((entry) => entry.leverage === 15)).toBe(true);
  });

  it('enters once per leg, however long it stays without a position', () => {
    const strategy = create();
    const swings = new Swings(params.atrPeriod, params.swingReversal);
    const legs = generatedBars(11, 3_000).flatMap((bar) => {
      strategy.observe(bar);
      swings.next(bar);
      return strategy.decide({ at: bar.openAt, position: undefined }).map(() => swings.count);
    });
    expect(legs.length).toBeGreaterThan(20);
    expect(new Set(legs).size).toBe(legs.length);
  });

  it('trails by the distances of the entry, though the market has calmed down since', () => {
    const strategy = create();
    const wild = generatedBars(11, 100);
    for (const bar of wild) strategy.observe(bar);
    const last = wild.at(-1) as Candle;
    const position = { positionSide: 'long', size: lots(1), entryPrice: last.close, openedAt: last.openAt } as const;
    const view = { at: last.openAt, position: { ...position, stopLoss: ticks(Math.floor(last.close * 0.99)) } };
    const moves = Array.from({ length: 60 }, (_, i) => {
      const close = ticks(last.close + i * 18);
      strategy.observe({ ...last, open: close, high: ticks(close + 1), low: ticks(close - 1), close });
      return strategy.decide(view);
    });
    expect(moves.flat()).toEqual([]);
    expect(strategy.decide({ ...view, position: { ...view.position, openedAt: last.openAt + 1 } })).toHaveLength(1);
  });

  it('refuses a state of other parameters', () => {
    const strategy = create();
    for (const bar of generatedBars(1, 50)) strategy.observe(bar);
    const saved = strategy.save();
    const other = { ...params, volatilityPeriod: 30 };
    const context = { instrument: testInstrument, barMs: 900_000 };
    expect(() => strategic.create(other, context, saved)).toThrow(InvalidInput);
    const foreign = [{}, { reader: {} }, { reader: { bars: [] } }];
    for (const state of foreign) expect(() => strategic.create(params, context, state)).toThrow(InvalidInput);
  });

  it('does not enter where a target would lie below zero', () => {
    const instrument = { ...testInstrument, takerFee: rate('0.006') };
    const far = { ...params, stopFees: 10, stopBase: 0.05, stopMultiplier: 3, rewardRisk: 4, target3: 3 };
    const strategy = strategic.create(far, { instrument, barMs: 900_000 });
    const intents = play(strategy, generatedBars(11, 3_000)).flatMap((step) => step.intents);
    const sides = intents.flatMap((intent) => (intent.kind === 'enter' ? [intent.positionSide] : []));
    expect(new Set(sides)).toEqual(new Set(['long']));
  });
});

describe('trend strength', () => {
  const flat = { fast: 1_000, slow: 1_000, adx: 0, atr: 10 };

  it.each([
    [flat, 0],
    [{ ...flat, adx: 40 }, 0.5],
    [{ ...flat, adx: 20 }, 0.25],
    [{ ...flat, adx: 100, fast: 2_000 }, 1],
    [{ ...flat, fast: 900 }, 0.5],
    [{ ...flat, atr: 0, fast: 900 }, 0],
  ])('of %j is %d', (inputs, strength) => {
    expect(trendStrength(inputs, params)).toBeCloseTo(strength, 12);
  });

  it('measures the slope of a straight line from the distance of its averages', () => {
    const trailing = (bars: number) => 1_000 - (3 * (bars - 1)) / 2;
    const inputs = { ...flat, fast: trailing(params.emaFast), slow: trailing(params.emaSlow) };
    expect(trendSlope(inputs, params) * inputs.atr).toBeCloseTo(3, 9);
  });
});

describe("the README's table", () => {
  it('says what the parameters are', () => {
    const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
    const rows = [...readme.matchAll(/^\| `(\w+)` \| (.+?) \| (.+?) \| (.+?) \|$/gm)].map((match) => match.slice(1));
    const expected = (Object.entries(STRATEGIC_PARAMS) as [string, Param][]).map(([name, param]) => [
      name,
      String(param.default),
      `${param.min} – ${param.max}${param.isInteger === true ? ', whole' : ''}`,
      param.about,
    ]);
    expect(rows).toEqual(expected);
  });
});
