import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../../domain/index.ts';
import { pivots } from '../../indicators/index.ts';
import {
  bookCost,
  COST_MODELS,
  isRejected,
  parseScoreInput,
  readMarket,
  SCORE_MODES,
  SCORE_WEIGHTS,
  type ScoreInput,
  scoreMarket,
  strengthOf,
  tierCost,
} from '../index.ts';

const ticker = {
  price: 50_000,
  close: 50_000,
  high: 51_000,
  low: 49_000,
  volume: 1_200,
  quote_volume: 60e6,
  price_change: 2,
};

type Changes = { ticker?: object; orderbook?: unknown; bars?: number[][]; symbol?: string };

const input = ({ ticker: changed, orderbook, bars, symbol = 'BTCUSDT_UMCBL' }: Changes = {}): ScoreInput =>
  parseScoreInput({
    symbol,
    market_data: {
      ticker: { ...ticker, ...changed },
      ...(orderbook === undefined ? {} : { orderbook }),
      ...(bars === undefined ? {} : { ohlcv: { ohlcv: bars } }),
    },
  });

const book = (spread: number, sizes: readonly [number, number] = [1, 1]) => ({
  bids: [[50_000 - spread / 2, sizes[0]]],
  asks: [[50_000 + spread / 2, sizes[1]]],
});

const scored = (changes: Changes = {}, options: object = {}) => {
  const score = scoreMarket(input(changes), { at: 1_700_000_000_000, mode: 'compat', ...options });
  if (isRejected(score)) throw new Error(score.rejected_reason);
  return score;
};

/** Candles that close at `closes`, with a range of `range` and a volume of `volume`. */
const bars = (closes: readonly number[], range = 100, volume = 50) =>
  closes.map((close, i) => [i, close, close + range / 2, close - range / 2, close, volume]);

describe('the tier model of cost', () => {
  const volumes = [60e6, 30e6, 15e6, 7e6, 2e6, 0.5e6];

  it.each([
    ['BTCUSDT_UMCBL', [0.0672, 0.0864, 0.096, 0.1248, 0.192, 0.48]],
    ['ETHUSDT', [0.0896, 0.1152, 0.128, 0.1664, 0.256, 0.64]],
    ['SOL/USDT:USDT', [0.14, 0.18, 0.2, 0.26, 0.4, 1]],
    ['XRPUSDT_UMCBL', [0.28, 0.36, 0.4, 0.52, 0.8, 2]],
    ['BTCDOMUSDT', [0.28, 0.36, 0.4, 0.52, 0.8, 2]],
    ['BTCUSD', [0.084, 0.108, 0.12, 0.156, 0.24, 0.6]],
  ])('of %s by volume', (symbol, costs) => {
    const seen = volumes.map((quote_volume) => tierCost(readMarket(input({ symbol, ticker: { quote_volume } }))));
    expect(seen.map((cost) => Number(cost.toFixed(10)))).toEqual(costs);
  });

  it.each([
    [50e6, 0.0864],
    [20e6, 0.096],
    [10e6, 0.1248],
    [5e6, 0.192],
    [1e6, 0.48],
  ])('counts a volume of exactly %d to the tier below', (quote_volume, cost) => {
    expect(tierCost(readMarket(input({ ticker: { quote_volume } })))).toBeCloseTo(cost, 10);
  });

  it('is 5 without a price, and reads base volume where no other is given', () => {
    expect(tierCost(readMarket(input({ ticker: { price: 0 } })))).toBe(5);
    const data = { symbol: 'BTCUSDT', market_data: { ticker: { price: 50_000, volume: 500 } } };
    expect(tierCost(readMarket(data))).toBeCloseTo(0.0864, 10);
  });
});

describe('the book model of cost', () => {
  const cost = (spread: number, quote_volume: number) =>
    bookCost(readMarket(input({ orderbook: book(spread), ticker: { quote_volume } })));

  it.each([
    [125, 781_250, 6.29],
    [75, 3_125_000, 3.77],
    [15, 3_125_000, 0.77],
    [15, 0, 0.8618],
  ])('of a spread of %d at a volume of %d', (spread, volume, expected) => {
    expect(cost(spread, volume)).toBeCloseTo(expected, 4);
  });

  it('is 10 without a book, 5 without a price, and sees no gain in a crossed book', () => {
    expect(bookCost(readMarket(input()))).toBe(10);
    expect(bookCost(readMarket(input({ orderbook: book(5), ticker: { price: 0 } })))).toBe(5);
    expect(cost(-100, 5_000e4)).toBeCloseTo(0.005, 6);
  });
});

describe('pivots', () => {
  it.each([
    [51_000, 49_000, 50_000, [48_000, 49_000, 50_000, 51_000, 52_000]],
    [50_500, 47_500, 50_000, [46_333.3333, 48_166.6667, 49_333.3333, 51_166.6667, 52_333.3333]],
    [52_500, 49_500, 50_000, [47_666.6667, 48_833.3333, 50_666.6667, 51_833.3333, 53_666.6667]],
  ])('of high %d, low %d, close %d', (high, low, close, expected) => {
    expect(Object.keys(pivots(high, low, close))).toEqual(['S2', 'S1', 'pivot', 'R1', 'R2']);
    const { s1s2r1r2_levels } = scored({ ticker: { high, low, close } });
    expect(Object.values(s1s2r1r2_levels ?? {})).toEqual(expected);
  });
});

describe('components', () => {
  const flat = Array.from({ length: 20 }, () => 50_000);

  it.each([
    ['by size alone with few candles', { ticker: { volume: 450_000 } }, 45],
    ['at most 100', { ticker: { volume: 5e6 } }, 100],
    ['0 without volume', { ticker: { volume: 0 } }, 0],
    ['against the mean of 20 candles', { ticker: { volume: 60 }, bars: bars(flat) }, 60],
    ['against few, from 10 on', { ticker: { volume: 60 }, bars: bars(flat.slice(0, 10)) }, 60],
    ['neutral where candles have none', { bars: bars(flat, 100, 0) }, 50],
  ])('volume: %s', (_, changes, expected) => {
    expect(scored(changes).components.volume_score).toBe(expected);
  });

  it.each([
    ['half of the change with few candles', { ticker: { price_change: 8 } }, 54],
    ['never above 100', { ticker: { price_change: 500 } }, 100],
    ['never below 0', { ticker: { price_change: -500 } }, 0],
    ['0.6 of five closes and 0.4 of twenty', { bars: bars([100, ...Array(15).fill(150), 100, 105, 108, 110]) }, 44],
    ['of a straight climb', { bars: bars([...flat.slice(0, 15), 50_000, 50_500, 51_000, 51_500, 55_000]) }, 55],
  ])('price: %s', (_, changes, expected) => {
    expect(scored(changes).components.price_score).toBeCloseTo(expected, 2);
  });

  it.each([
    ['tier, cheap: the floor of 50 and 10 for volume', {}, { costModel: 'tier' }, 60],
    ['tier, 7M: 5 for volume', { ticker: { quote_volume: 7e6 } }, { costModel: 'tier' }, 55],
    ['tier, a cost of 1', { symbol: 'SOLUSDT', ticker: { quote_volume: 5e5 } }, {}, 60],
    ['tier, a cost of 2', { symbol: 'XRPUSDT', ticker: { quote_volume: 5e5 } }, {}, 30],
    ['book, no spread, even', { orderbook: book(0) }, {}, 100],
    ['book, 10 bps cost 2.5: 0.8 × 30 + 20', { orderbook: book(50) }, {}, 44],
    ['book, one side three times the other', { orderbook: book(0, [3, 1]) }, {}, 90],
    ['book, 2 bps: 99', { orderbook: book(10) }, {}, 99.2],
    ['tier with a book: 0.8 × 60 + 20', { orderbook: book(10) }, { costModel: 'tier' }, 68],
  ])('external: %s', (_, changes, options, expected) => {
    expect(scored(changes, options).components.external_score).toBe(expected);
  });

  it.each([
    ['neutral ratio, at the pivot', {}, 0.6 * (35 + 2.4) + 0.4 * 75],
    ['twice the usual range', { bars: bars(flat, 1_000) }, 0.6 * (0.7 * 75 + 2.4) + 0.4 * 75],
    [
      'the newest candle does not count',
      { bars: [...bars(flat, 1_000), ...bars([50_000], 9e4)] },
      0.6 * (52.5 + 2.4) + 30,
    ],
    [
      'below S1, 1.6 % from it',
      { ticker: { price: 48_500, close: 50_000 } },
      0.6 * (35 + 0.3 * (4e5 / 48_500)) + 0.4 * 85,
    ],
    ['far above R2', { ticker: { price: 60_000, close: 50_000 } }, 0.6 * (35 + 0.3 * (4e5 / 60_000)) + 0.4 * 85],
  ])('range: %s', (_, changes, expected) => {
    expect(scored(changes).components.range_score).toBeCloseTo(expected, 2);
  });
});

describe('the score', () => {
  it('is the weighted sum of its components, with its labels', () => {
    const score = scored({ orderbook: book(10) });
    expect(score).toEqual({
      symbol: 'BTCUSDT_UMCBL',
      overall_score: 52.96,
      strength: 'WEAK',
      components: { volume_score: 0.12, price_score: 51, external_score: 99.2, range_score: 52.44 },
      execution_cost: 0.5046,
      s1s2r1r2_levels: { S2: 48_000, S1: 49_000, pivot: 50_000, R1: 51_000, R2: 52_000 },
      weights: { volume: 0.25, price: 0.3, external: 0.3, range: 0.15 },
      cost_model: 'book',
      mode: 'compat',
      timestamp: 1_700_000_000_000,
    });
  });

  it('takes the book model where there is a book, and the tiers elsewhere', () => {
    expect(scored().cost_model).toBe('tier');
    expect(scored({ orderbook: book(10) }).cost_model).toBe('book');
    expect(scored({ orderbook: { bids: [[49_999, 1]], asks: [] } }).cost_model).toBe('tier');
    expect(scored({ orderbook: book(10) }, { costModel: 'tier' }).cost_model).toBe('tier');
  });

  it('rejects a market at the limit of cost, and accepts one just below', () => {
    const at = 1;
    const symbol = 'XRPUSDT';
    const thin = input({ symbol, ticker: { quote_volume: 5e5 } });
    expect(scoreMarket(thin, { at, mode: 'compat', costMax: 2 })).toEqual({
      symbol,
      overall_score: 0,
      strength: 'WEAK',
      execution_cost: 2,
      rejected_reason: 'execution cost 2 USDT is not below 2',
      cost_model: 'tier',
      mode: 'compat',
      timestamp: at,
    });
    expect(isRejected(scoreMarket(thin, { at, mode: 'compat', costMax: 2.01 }))).toBe(false);
    expect(isRejected(scoreMarket(input({ orderbook: book(59) }), { at, mode: 'compat' }))).toBe(false);
    expect(isRejected(scoreMarket(input({ orderbook: book(60) }), { at, mode: 'compat' }))).toBe(true);
    expect(isRejected(scoreMarket(input({ ticker: { price: 0 } }), { at, mode: 'compat' }))).toBe(true);
  });

  it.each([
    [90, 'VERY_STRONG'],
    [89.99, 'STRONG'],
    [80, 'STRONG'],
    [79.99, 'MODERATE'],
    [70, 'MODERATE'],
    [69.99, 'WEAK'],
  ])('of %d is %s', (score, strength) => {
    expect(strengthOf(score)).toBe(strength);
  });

  it('has weights that sum to one', () => {
    expect(Object.values(SCORE_WEIGHTS).reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 12);
  });

  it('lies between 0 and 100 for any market, and is the same every time', () => {
    const number = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    const price = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
    const level = fc.tuple(number, number);
    const sides = fc.record({ bids: fc.array(level), asks: fc.array(level) });
    const market = fc.record(
      {
        ticker: fc.record(
          {
            price,
            close: number,
            high: number,
            low: number,
            volume: number,
            quote_volume: number,
            price_change: number,
          },
          { requiredKeys: ['price'] },
        ),
        orderbook: sides,
        ohlcv: fc.record({
          ohlcv: fc.array(fc.tuple(number, number, number, number, number, number), { size: 'medium' }),
        }),
      },
      { requiredKeys: ['ticker'] },
    );
    fc.assert(
      fc.property(
        market,
        fc.constantFrom(...COST_MODELS),
        fc.constantFrom(...SCORE_MODES),
        (market_data, costModel, mode) => {
          const body = parseScoreInput({ symbol: 'BTCUSDT', market_data });
          const score = scoreMarket(body, { at: 0, mode, costModel });
          expect(scoreMarket(body, { at: 0, mode, costModel })).toEqual(score);
          const parts = isRejected(score) ? [] : Object.values(score.components);
          for (const part of [score.overall_score, ...parts]) expect(part >= 0 && part <= 100).toBe(true);
        },
      ),
    );
  });
});

describe('the request', () => {
  it.each([
    [undefined, /body/],
    [{}, /^symbol: missing; expected such as BTCUSDT/],
    [{ symbol: 'BTCUSDT' }, /^market_data: missing; .* at least one of ticker/],
    [{ symbol: '', market_data: { ticker } }, /^symbol: "" is not allowed/],
    [{ symbol: 'BTCUSDT', market_data: {} }, /^market_data: {} .* at least one of ticker, orderbook, ohlcv$/],
    [
      { symbol: 'BTCUSDT', market_data: { ticker: { price: '50000' } } },
      /^market_data\.ticker\.price: .* expected number$/,
    ],
    [
      { symbol: 'BTCUSDT', market_data: { ticker: { price: Number.NaN } } },
      /^market_data\.ticker\.price: .* expected number$/,
    ],
    [
      { symbol: 'BTCUSDT', market_data: { orderbook: { bids: [[1]], asks: [] } } },
      /^market_data\.orderbook\.bids\.0: \[1\] .* \[price, size\], best first$/,
    ],
  ])('%j is refused', (body, message) => {
    expect(() => parseScoreInput(body)).toThrow(InvalidInput);
    expect(() => parseScoreInput(body)).toThrow(message);
  });
});
