import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvariantError } from '../../domain/index.ts';
import {
  type AcceptedScore,
  DOCUMENTED_COSTS,
  isRejected,
  MarketTracker,
  parseScoreInput,
  percentileOf,
  READING_WARMUP,
  type ScoreInput,
  type ScoreOptions,
  SHIPPED_CALIBRATION,
  scoreMarket,
  scoreMarkets,
  scoreReading,
} from '../index.ts';
import { calibrationFor } from './index.ts';

const HOUR_MS = 3_600_000;
const START = Date.UTC(2025, 4, 5);
const HOURS = 60;
/** When all candles below have closed. */
const AT = START + HOURS * HOUR_MS;

/** [ts, open, high, low, close, volume] of an hour. */
type Row = [number, number, number, number, number, number];

/** Hours that go up and down around 50,000 by a few dollars, and the newest as asked. */
const hours = (newest: { move?: number; range?: number; volume?: number } = {}): Row[] =>
  Array.from({ length: HOURS }, (_, n) => {
    const wave = 40 * Math.sin(n * 1.7) + 25 * Math.sin(n * 0.6);
    const isNewest = n === HOURS - 1;
    const close = 50_000 + wave + (isNewest ? (newest.move ?? 0) : 0);
    const half = (isNewest ? (newest.range ?? 100) : 90 + 20 * Math.sin(n)) / 2;
    const volume = isNewest ? (newest.volume ?? 100) : 100 + 30 * Math.sin(n * 2.3);
    return [START + n * HOUR_MS, close, close + half, close - half, close, volume];
  });

type Changes = { bars?: Row[]; ticker?: object; orderbook?: object; updated?: unknown; symbol?: string };

const input = ({ bars = hours(), ticker, orderbook, updated, symbol = 'BTCUSDT' }: Changes = {}): ScoreInput =>
  parseScoreInput({
    symbol,
    market_data: {
      ticker: { price: 50_000, quote_volume: 60e6, ...ticker },
      ohlcv: { ohlcv: bars },
      ...(orderbook === undefined ? {} : { orderbook }),
      ...(updated === undefined ? {} : { last_updated: updated }),
    },
  });

function scored(changes: Changes = {}, options: Partial<ScoreOptions> = {}): AcceptedScore {
  const score = scoreMarket(input(changes), { at: AT, ...options });
  if (isRejected(score)) throw new Error(score.rejected_reason);
  return score;
}

const book = (spread: number, size = 1, price = 50_000) => ({
  bids: [[price - spread / 2, size]],
  asks: [[price + spread / 2, size]],
});

describe('a calibrated score', () => {
  it('is the default, and the percentile of the weighted sum of its components', () => {
    const score = scored();
    expect(score).toMatchObject({ mode: 'calibrated', cost_model: 'tier', bar_ms: HOUR_MS, pivot_period: '1D' });
    const { volume_score, external_score, range_score, price_score } = score.components;
    expect(score.price_strength).toBeCloseTo(2 * Math.abs(price_score - 50), 1);
    const sum = 0.25 * volume_score + 0.3 * (score.price_strength ?? 0) + 0.3 * external_score + 0.15 * range_score;
    expect(score.raw_score).toBeCloseTo(sum, 1);
    const { overall } = calibrationFor(SHIPPED_CALIBRATION, HOUR_MS);
    expect(score.overall_score).toBeCloseTo(percentileOf(overall.tier, sum), 0);
  });

  it('compares an hour with hours, not with a day', () => {
    const usual = scored({ ticker: { volume: 2_400, high: 52_000, low: 48_000 } });
    expect(usual.readings?.relative_volume).toBeCloseTo(1, 0);
    expect(scored({ ticker: { volume: 24e6 } }).components).toEqual(usual.components);
    expect(scored({ bars: hours({ volume: 400 }) }).readings?.relative_volume).toBeGreaterThan(3.5);
  });

  it('reads volume in quote coin', () => {
    const bars = hours();
    const doubled = bars.map(([at, o, h, l, c, v]): Row => [at, 2 * o, 2 * h, 2 * l, 2 * c, v]);
    expect(scored({ bars: doubled, ticker: { price: 1e5 } }).readings).toEqual(scored({ bars }).readings);
    const dearer = bars.map(([at, ...rest], n): Row => {
      const [o, h, l, c, v] = rest as [number, number, number, number, number];
      const factor = n === HOURS - 1 ? 3 : 1;
      return [at, o * factor, h * factor, l * factor, c * factor, v];
    });
    expect(scored({ bars: dearer }).readings?.relative_volume).toBeCloseTo(
      3 * (scored({ bars }).readings?.relative_volume ?? 0),
      2,
    );
  });

  it('knows whereto: a rise is above 50, as far as the same fall is below', () => {
    const [rise, fall] = [scored({ bars: hours({ move: 400 }) }), scored({ bars: hours({ move: -400 }) })];
    expect(rise.components.price_score).toBeGreaterThan(90);
    expect(fall.components.price_score).toBeLessThan(10);
    expect(rise.readings?.momentum).toBeGreaterThan(0);
    expect(Math.abs(rise.overall_score - fall.overall_score)).toBeLessThan(15);
  });

  it('scales momentum by volatility: the same move says less in a wild market', () => {
    const wild = hours({ move: 400 }).map(([at, ...rest], n): Row => {
      const [o, h, l, c, v] = rest as [number, number, number, number, number];
      const by = n < HOURS - 5 ? 600 * (n % 2) : 0;
      return [at, o + by, h + by, l + by, c + by, v];
    });
    const strength = (bars: Row[]) => scored({ bars }).price_strength ?? 0;
    expect(strength(wild)).toBeLessThan(strength(hours({ move: 400 })));
  });

  it('takes its levels from the day that has ended, so that price can reach them', () => {
    const day = hours().slice(24, 48);
    const [high, low] = [Math.max(...day.map((row) => row[2])), Math.min(...day.map((row) => row[3]))];
    const close = day.at(-1)?.[4] ?? 0;
    const { s1s2r1r2_levels: levels } = scored();
    expect(levels?.pivot).toBeCloseTo((high + low + close) / 3, 3);
    expect(levels?.S2).toBeCloseTo((high + low + close) / 3 - (high - low), 3);
    const at = (price: number) => scored({ ticker: { price } }).components.range_score;
    expect(at((levels?.S2 ?? 0) - 10)).toBeGreaterThan(at(levels?.pivot ?? 0));
  });

  it('leaves out a candle that was open when the data were gathered', () => {
    const live: Row = [AT, 50_000, 60_000, 40_000, 59_000, 1e6];
    const plain = scored();
    expect(scored({ bars: [...hours(), live] })).toEqual(plain);
    expect(scored({ bars: [...hours(), live] }, { at: AT + 59 * 60_000 }).readings).toEqual(plain.readings);
    expect(scored({ bars: [...hours(), live] }, { at: AT + HOUR_MS }).readings).not.toEqual(plain.readings);
    for (const updated of [
      AT + 5_000,
      AT / 1_000 + 5,
      new Date(AT + 5_000).toISOString(),
      '2025-05-07T12:00:05.000001',
    ])
      expect(scored({ bars: [...hours(), live], updated }, { at: AT + 9 * HOUR_MS }).readings).toEqual(plain.readings);
  });

  it('does not care in which order the candles come, or whether one comes twice', () => {
    const bars = hours();
    expect(scored({ bars: [...bars].reverse() })).toEqual(scored());
    expect(scored({ bars: [...bars, ...bars.slice(-3)] })).toEqual(scored());
  });

  it('says nothing before its warm-up, and why', () => {
    const few = scoreMarket(input({ bars: hours().slice(-READING_WARMUP + 1) }), { at: AT });
    expect(few).toMatchObject({
      overall_score: 0,
      rejected_reason: '25 closed candles are too few; at least 26 are needed',
    });
    expect(isRejected(scoreMarket(input({ bars: hours().slice(-READING_WARMUP) }), { at: AT }))).toBe(false);
    const still = hours().map(([at]): Row => [at, 5, 5, 5, 5, 0]);
    expect(scoreMarket(input({ bars: still }), { at: AT })).toMatchObject({
      rejected_reason: expect.stringMatching(/nothing has/),
    });
  });

  it('takes a fresh book, and tells why another is left out', () => {
    const timestamp = AT - 10_000;
    expect(scored({ orderbook: { ...book(1), timestamp } })).toMatchObject({ cost_model: 'book' });
    expect(scored({ orderbook: { ...book(1), timestamp: timestamp - 1_000 } })).toMatchObject({
      cost_model: 'tier',
      notes: ['the book is 11 s old and is left out'],
    });
    expect(scored({ orderbook: book(-1) })).toMatchObject({
      cost_model: 'tier',
      notes: [expect.stringMatching(/best bid/)],
    });
    expect(scored({ orderbook: book(1) }, { costModel: 'tier' })).toMatchObject({
      cost_model: 'tier',
      execution_cost: 0.0672,
    });
    expect(scoreMarket(input(), { at: AT, costModel: 'book' })).toMatchObject({ execution_cost: 10 });
  });

  it('reads the costs it is given', () => {
    const costs = { ...DOCUMENTED_COSTS, bases: [{ coins: ['BTC'], cost: 1 }] };
    expect(scored({}, { costs }).execution_cost).toBeCloseTo(0.56, 9);
    expect(isRejected(scoreMarket(input(), { at: AT, costs, costMax: 0.5 }))).toBe(true);
  });

  it('is the same for many at once', () => {
    const inputs = [input(), input({ symbol: 'XRPUSDT' }), input({ bars: [] })];
    expect(scoreMarkets(inputs, { at: AT })).toEqual(inputs.map((one) => scoreMarket(one, { at: AT })));
  });
});

describe('the calibrated score is monotone', () => {
  const moves = fc.record({
    move: fc.integer({ min: -500, max: 500 }),
    range: fc.integer({ min: 1, max: 900 }),
    volume: fc.integer({ min: 0, max: 900 }),
  });
  const external = (score: AcceptedScore) => [score.components.external_score, score.overall_score] as const;
  const expectAtMost = (worse: AcceptedScore, better: AcceptedScore) => {
    for (const [i, score] of external(worse).entries())
      expect(score).toBeLessThanOrEqual(external(better)[i] as number);
  };
  const overall = (changes: Changes, options?: Partial<ScoreOptions>) =>
    scoreMarket(input(changes), { at: AT, ...options }).overall_score;

  it('in spread', () => {
    fc.assert(
      fc.property(moves, fc.nat(50), fc.nat(50), (newest, spread, more) => {
        const bars = hours(newest);
        expectAtMost(
          scored({ bars, orderbook: book(1 + spread + more) }, { costMax: 1e9 }),
          scored({ bars, orderbook: book(1 + spread) }, { costMax: 1e9 }),
        );
        expect(overall({ bars, orderbook: book(1 + spread + more) })).toBeLessThanOrEqual(
          overall({ bars, orderbook: book(1 + spread) }),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('in depth', () => {
    fc.assert(
      fc.property(moves, fc.nat(500), fc.nat(500), (newest, size, more) => {
        const bars = hours(newest);
        const deep = (depth: number) => scored({ bars, orderbook: book(2, depth / 100) });
        expectAtMost(deep(size), deep(size + more));
      }),
      { numRuns: 60 },
    );
  });

  it('in cost, for either model', () => {
    fc.assert(
      fc.property(
        moves,
        fc.double({ min: 0.01, max: 3, noNaN: true }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        (newest, cost, more) => {
          const bars = hours(newest);
          const dear = (base: number) => {
            const costs = { ...DOCUMENTED_COSTS, bases: [], baseOther: base, tiers: [], factorLeast: 1 };
            return scored({ bars }, { costs, costMax: 1e9 });
          };
          expectAtMost(dear(cost + more), dear(cost));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('in the volume of the market', () => {
    fc.assert(
      fc.property(moves, fc.integer({ min: 1, max: 1e9 }), fc.nat(1e9), (newest, volume, more) => {
        const bars = hours(newest);
        const traded = (quote_volume: number) => scored({ bars, ticker: { quote_volume } });
        expectAtMost(traded(volume), traded(volume + more));
      }),
      { numRuns: 60 },
    );
  });
});

describe('a percentile', () => {
  it.each([
    [-1, 0],
    [0, 0],
    [5, 25],
    [10, 50],
    [15, 75],
    [20, 100],
    [99, 100],
  ])('of %d among 0, 10, 20 is %d', (figure, percentile) => {
    expect(percentileOf([0, 10, 20], figure)).toBe(percentile);
  });

  it('of a figure that is common is the middle of its share', () => {
    expect(percentileOf([1, 1, 1, 2, 3], 1)).toBe(25);
    expect(percentileOf([1, 1, 1], 1)).toBe(50);
  });

  it('never falls while the figure rises', () => {
    const quantiles = fc
      .array(fc.integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 20 })
      .map((list) => list.sort((a, b) => a - b));
    const figure = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(quantiles, figure, figure, (list, a, b) => {
        const [low, high] = [percentileOf(list, Math.min(a, b)), percentileOf(list, Math.max(a, b))];
        expect(low).toBeLessThanOrEqual(high);
        expect(low >= 0 && high <= 100).toBe(true);
      }),
    );
  });

  it('is read in the row of the nearest length of bar', () => {
    const rows = SHIPPED_CALIBRATION;
    expect(calibrationFor(rows, HOUR_MS)).toBe(rows[HOUR_MS]);
    expect(calibrationFor(rows, 40 * 60_000)).toBe(rows[HOUR_MS]);
    expect(calibrationFor(rows, 20 * 60_000)).toBe(rows[15 * 60_000]);
    expect(calibrationFor(rows, 24 * HOUR_MS)).toBe(rows[4 * HOUR_MS]);
    expect(calibrationFor(rows, 5_000)).toBe(rows[60_000]);
    expect(() => calibrationFor({}, HOUR_MS)).toThrow(InvariantError);
  });

  it('of the shipped rows has quantiles that rise', () => {
    const lists = Object.values(SHIPPED_CALIBRATION).flatMap(({ overall, ...figures }) => [
      ...Object.values(figures),
      ...Object.values(overall),
    ]);
    expect(lists).toHaveLength(25);
    for (const list of lists) {
      expect(list).toHaveLength(41);
      expect([...list].sort((a, b) => a - b)).toEqual(list);
    }
  });
});

describe('a tracker', () => {
  const bars = hours().map(([openAt, , high, low, close, volume]) => ({ openAt, high, low, close, volume }));

  it('gives bar by bar what the list gives at once, through a restart', () => {
    let tracker = new MarketTracker(HOUR_MS);
    for (const [n, bar] of bars.entries()) {
      tracker.next(bar);
      tracker = new MarketTracker(HOUR_MS, JSON.parse(JSON.stringify(tracker.save())));
      const { reading } = tracker;
      expect(reading === undefined).toBe(n + 1 < READING_WARMUP);
      if (reading === undefined) continue;
      const at = bar.openAt + HOUR_MS;
      const market = { symbol: 'BTCUSDT', price: 50_000, quoteVolume: 60e6, book: undefined, bookAt: undefined };
      const streamed = scoreReading({ reading, barMs: HOUR_MS }, market, { at });
      expect(streamed).toEqual(scoreMarket(input({ bars: hours().slice(0, n + 1) }), { at }));
    }
    const turnover = bars
      .slice(-24)
      .reduce((sum, { high, low, close, volume }) => sum + (volume * (high + low + close)) / 3, 0);
    expect(tracker.reading?.quoteVolume).toBeCloseTo(turnover, 0);
  });

  it('refuses the state of another', () => {
    const saved = new MarketTracker(HOUR_MS).save();
    expect(() => new MarketTracker(60_000, saved)).toThrow(/indicator state/);
    expect(() => new MarketTracker(HOUR_MS, {})).toThrow(/indicator state/);
  });
});
