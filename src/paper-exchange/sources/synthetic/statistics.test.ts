/** A synthetic market has what real ones have: fat tails, clustered volatility, common moves, and no free forecast. */
import { describe, expect, it } from 'vitest';
import type { Candle, Rate } from '../../../domain/index.ts';
import { Climate, REGIMES, type RegimeName, SUCCESSION } from './climate.ts';
import { createSyntheticSource } from './index.ts';
import { Noise } from './noise.ts';

const START = 1_767_225_600_000;
const HOUR = 3_600_000;
const MINUTES = 12_000;
const SEEDS = [1, 3, 5, 8];

const numberOf = (rate: Rate): number => Number(rate) / 1e10;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function correlation(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [mean(a), mean(b)];
  const covariance = mean(a.map((value, i) => (value - ma) * ((b[i] as number) - mb)));
  return covariance / Math.sqrt(mean(a.map((value) => (value - ma) ** 2)) * mean(b.map((value) => (value - mb) ** 2)));
}

const lagged = (values: readonly number[], lag: number): number =>
  correlation(values.slice(lag), values.slice(0, -lag));

const kurtosis = (values: readonly number[]): number =>
  mean(values.map((value) => value ** 4)) / mean(values.map((value) => value ** 2)) ** 2;

const returns = (candles: readonly Candle[]): number[] =>
  candles.slice(1).map((candle, i) => Math.log(candle.close / (candles[i] as Candle).close));

describe.each(SEEDS)('a synthetic market of seed %i', (seed) => {
  const source = createSyntheticSource({ seed, symbols: ['BTCUSDT', 'ETHUSDT', 'POLUSDT'], startAt: START });
  const of = (symbol: string) => returns(source.history(symbol, START, MINUTES));
  const [btc, eth, pol] = [of('BTCUSDT'), of('ETHUSDT'), of('POLUSDT')];

  it('has fat tails', () => {
    for (const all of [btc, eth, pol]) expect(kurtosis(all)).toBeGreaterThan(4.5);
  });

  it('has quiet times and loud ones', () => {
    const sizes = btc.map(Math.abs);
    expect(lagged(sizes, 1)).toBeGreaterThan(0.12);
    expect(lagged(sizes, 5)).toBeGreaterThan(0.05);
  });

  it('does not tell the next return by the last', () => {
    for (const lag of [1, 2, 5]) expect(Math.abs(lagged(btc, lag))).toBeLessThan(0.06);
  });

  it('moves all symbols together, each also by itself', () => {
    for (const other of [eth, pol]) {
      expect(correlation(btc, other)).toBeGreaterThan(0.45);
      expect(correlation(btc, other)).toBeLessThan(0.85);
    }
    expect(correlation(btc, eth)).toBeGreaterThan(correlation(btc, pol));
  });

  it('is as volatile as its profile says', () => {
    const perDay = (all: readonly number[]) => Math.sqrt(mean(all.map((value) => value ** 2)) * 1_440);
    expect(perDay(btc)).toBeGreaterThan(0.018);
    expect(perDay(btc)).toBeLessThan(0.034);
    expect(perDay(pol) / perDay(btc)).toBeGreaterThan(1.5);
  });
});

describe('noise', () => {
  it('is standard, and heavy where it says so', () => {
    const noise = new Noise('test');
    const heavy = Array.from({ length: 200_000 }, () => noise.heavy());
    expect(Math.abs(mean(heavy))).toBeLessThan(0.01);
    expect(mean(heavy.map((value) => value ** 2))).toBeCloseTo(1, 1);
    expect(kurtosis(heavy)).toBeGreaterThan(6.5);
    expect(kurtosis(heavy)).toBeLessThan(9);
  });
});

describe('regimes', () => {
  it.each(Object.entries(SUCCESSION))('%s gives way to others alone', (name, row) => {
    expect(Object.values(row).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(row[name as RegimeName]).toBe(0);
  });

  it('last as long as they say and follow each other as the matrix says', () => {
    const climate = new Climate(new Noise('regimes'));
    const seconds = 60;
    const lived: Record<string, number> = {};
    const ended: Record<string, number> = {};
    const moves: Record<string, number> = {};
    for (let i = 0; i < 400_000; i++) {
      const before = climate.name;
      climate.advance(seconds);
      lived[before] = (lived[before] ?? 0) + seconds;
      if (climate.name === before) continue;
      ended[before] = (ended[before] ?? 0) + 1;
      moves[`${before} ${climate.name}`] = (moves[`${before} ${climate.name}`] ?? 0) + 1;
    }
    for (const [name, { meanLifeS }] of Object.entries(REGIMES)) {
      const count = ended[name] ?? 0;
      expect((lived[name] ?? 0) / count / meanLifeS).toBeCloseTo(1, 0.5);
      for (const [next, share] of Object.entries(SUCCESSION[name as RegimeName]))
        expect((moves[`${name} ${next}`] ?? 0) / count).toBeCloseTo(share, 1);
    }
  });
});

describe('funding', () => {
  const settled = () => {
    const source = createSyntheticSource({ seed: 2, symbols: ['BTCUSDT'], startAt: START, stepMs: 5_000 });
    const rates: { premium: number; rate: number }[] = [];
    let premiums: number[] = [];
    while ((source.peekAt() as number) <= START + 120 * HOUR) {
      const update = source.next();
      if (update?.type === 'mark') premiums.push(update.mark / update.index - 1);
      if (update?.type !== 'funding') continue;
      rates.push({ premium: mean(premiums), rate: numberOf(update.rate) });
      premiums = [];
    }
    return rates;
  };

  it('follows the basis: average premium, drawn to the interest by the damper, within its bounds', () => {
    const rates = settled();
    expect(rates).toHaveLength(15);
    for (const { premium, rate: paid } of rates) {
      const expected = premium + Math.max(-5e-5, Math.min(5e-5, 1e-4 - premium));
      expect(Math.abs(paid - expected)).toBeLessThan(6e-6);
      expect(Math.abs(paid)).toBeLessThanOrEqual(0.003);
    }
    expect(new Set(rates.map(({ rate: paid }) => paid)).size).toBeGreaterThan(5);
  });

  it('tells index, mark and last apart', () => {
    const source = createSyntheticSource({ seed: 4, symbols: ['BTCUSDT'], startAt: START });
    let last = 0;
    let [marks, apart] = [0, 0];
    while ((source.peekAt() as number) < START + HOUR) {
      const update = source.next();
      if (update?.type === 'trade') last = update.price;
      if (update?.type !== 'mark') continue;
      marks++;
      if (update.mark !== update.index && update.mark !== last && update.index !== last) apart++;
    }
    expect(apart / marks).toBeGreaterThan(0.9);
  });
});
