/** The synthetic market: repeatable, in order, continuous, and shaped like a market. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candle, type Ticks, ticks } from '../../../domain/index.ts';
import type { MarketSource, MarketUpdate } from '../../core/index.ts';
import { createSyntheticSource, type SyntheticOptions } from './index.ts';
import { PROFILES } from './profiles.ts';

const START = 1_767_225_600_000;
const MINUTE = 60_000;
const NINE = ['BTCUSDT', 'ETHUSDT', 'BNBUSDT', 'ADAUSDT', 'SOLUSDT', 'MATICUSDT', 'AVAXUSDT', 'DOTUSDT', 'LINKUSDT'];

const open = (options: Partial<SyntheticOptions> = {}): MarketSource =>
  createSyntheticSource({ seed: 7, symbols: ['BTCUSDT', 'ETHUSDT'], startAt: START, ...options });

function take(source: MarketSource, untilAt: number): MarketUpdate[] {
  const updates: MarketUpdate[] = [];
  while ((source.peekAt() ?? Number.POSITIVE_INFINITY) < untilAt) updates.push(source.next() as MarketUpdate);
  return updates;
}

type Kind = MarketUpdate['type'];
const ofType = <T extends Kind>(
  updates: readonly MarketUpdate[],
  type: T,
  symbol?: string,
): Extract<MarketUpdate, { type: T }>[] =>
  updates.filter(
    (update): update is Extract<MarketUpdate, { type: T }> =>
      update.type === type && (symbol ?? update.symbol) === update.symbol,
  );

const returns = (candles: readonly Candle[]): number[] =>
  candles.slice(1).map((candle, i) => candle.close / (candles[i] as Candle).close - 1);

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  const covariance = mean(a.map((value, i) => (value - ma) * ((b[i] as number) - mb)));
  return covariance / Math.sqrt(mean(a.map((value) => (value - ma) ** 2)) * mean(b.map((value) => (value - mb) ** 2)));
}

describe('synthetic source', () => {
  it('offers the nine priority symbols, POL under its present name', () => {
    const source = open({ symbols: NINE });
    expect(source.instruments.map((instrument) => instrument.symbol)).toEqual(
      NINE.map((symbol) => symbol.replace('MATIC', 'POL')),
    );
    expect(source).toMatchObject({ name: 'synthetic, seed 7', startAt: START, endAt: undefined });
  });

  it('makes a market of every symbol that it knows', () => {
    const symbols = Object.keys(PROFILES);
    const source = open({ symbols });
    const updates = take(source, START + 5 * MINUTE);
    for (const { symbol, tick } of source.instruments) {
      const trades = ofType(updates, 'trade', symbol);
      expect(trades.length).toBeGreaterThan(50);
      const price = (trades[0]?.price as number) / 10 ** tick.decimals;
      const { reference = 0 } = PROFILES[symbol] ?? {};
      expect(price / reference).toBeGreaterThan(0.9);
      expect(price / reference).toBeLessThan(1.1);
      // Fine enough that a step of the price is a small part of what it moves in a day.
      expect(1 / (trades[0]?.price as number)).toBeLessThan(0.001);
    }
  });

  it('repeats itself for the same seed and differs for another', () => {
    const [a, b, c] = [open(), open(), open({ seed: 8 })].map((source) => take(source, START + 2 * MINUTE));
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
  });

  it('gives a symbol the same prices whichever others there are', () => {
    const alone = take(open({ symbols: ['ETHUSDT'] }), START + MINUTE);
    const among = take(open({ symbols: NINE }), START + MINUTE);
    expect(among.filter((update) => update.symbol === 'ETHUSDT')).toEqual(alone);
  });

  it('never goes back in time, never crosses its book, and trades inside the quotes', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(100, 1_000, 5_000), (seed, stepMs) => {
        let at = 0;
        let best = { bid: 0, ask: Number.POSITIVE_INFINITY };
        for (const update of take(open({ seed, stepMs, symbols: ['ADAUSDT'] }), START + MINUTE)) {
          expect(update.at).toBeGreaterThanOrEqual(at);
          at = update.at;
          if (update.type === 'book') {
            const prices = [...update.bids.map(([price]) => -price), ...update.asks.map(([price]) => price)];
            expect(prices).toEqual([...new Set(prices)].sort((x, y) => x - y));
            expect([...update.bids, ...update.asks].every(([, size]) => size >= 1)).toBe(true);
            best = { bid: update.bids[0]?.[0] as number, ask: update.asks[0]?.[0] as number };
            expect(best.bid).toBeLessThan(best.ask);
          }
          if (update.type === 'trade') expect(update.price).toBe(update.side === 'buy' ? best.ask : best.bid);
          if (update.type === 'quote') expect(update).toMatchObject(best);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('says beforehand when it speaks next', () => {
    const source = open({ symbols: NINE });
    for (let i = 0; i < 20_000; i++) {
      const at = source.peekAt();
      expect(source.peekAt()).toBe(at);
      expect(source.next()?.at).toBe(at);
    }
  });

  it('speaks two to four times per symbol and second', () => {
    const count = take(open({ symbols: NINE }), START + 10 * MINUTE).length;
    expect(count / 9 / 600).toBeGreaterThan(2);
    expect(count / 9 / 600).toBeLessThan(4);
  });

  it('closes candles that are exactly the fold of their trades', () => {
    const updates = take(open(), START + 5 * MINUTE + 1);
    for (const { candle, symbol, at, walk } of ofType(updates, 'candle')) {
      const trades = ofType(updates, 'trade', symbol).filter((trade) => trade.at >= candle.openAt && trade.at < at);
      const prices = trades.map((trade) => trade.price);
      expect(walk).toBe(false);
      expect(candle).toEqual({
        openAt: at - MINUTE,
        open: prices[0],
        high: Math.max(...prices),
        low: Math.min(...prices),
        close: prices.at(-1),
        volume: trades.reduce((sum, trade) => sum + trade.size, 0),
      });
    }
    expect(ofType(updates, 'candle')).toHaveLength(10);
  });

  it('settles funding every eight hours at the rate it announced last', () => {
    const updates = take(open({ symbols: ['SOLUSDT'], stepMs: 5_000 }), START + 17 * 3_600_000);
    const settlements = ofType(updates, 'funding');
    expect(settlements.map((settlement) => settlement.at)).toEqual([START + 8 * 3_600_000, START + 16 * 3_600_000]);
    for (const { at, rate } of settlements) {
      const announced = ofType(updates, 'mark').findLast((mark) => mark.at < at);
      expect(announced).toMatchObject({ fundingRate: rate, nextFundingAt: at });
    }
    expect(new Set(settlements.map(({ rate }) => rate)).size).toBe(2);
  });
});

describe('synthetic history', () => {
  it('is the same however it is asked for', () => {
    const [a, b] = [open(), open()];
    const whole = a.history('BTCUSDT', START, 500);
    expect(whole).toHaveLength(500);
    expect(b.history('BTCUSDT', START, 3)).toEqual(whole.slice(-3));
    expect(b.history('BTCUSDT', START - 10 * MINUTE, 20)).toEqual(whole.slice(-30, -10));
    expect(b.history('ETHUSDT', START, 100)).toEqual(a.history('ETHUSDT', START, 100));
    expect(b.history('BTCUSDT', START, 500)).toEqual(whole);
  });

  it('has whole candles, minute by minute, each opening where the one before closed', () => {
    const candles = open().history('ETHUSDT', START + 30_000, 300);
    candles.forEach((candle, i) => {
      expect(candle.openAt).toBe(START - (300 - i) * MINUTE);
      expect(candle.high).toBeGreaterThanOrEqual(Math.max(candle.open, candle.close));
      expect(candle.low).toBeLessThanOrEqual(Math.min(candle.open, candle.close));
      if (i > 0) expect(candle.open).toBe(candles[i - 1]?.close);
    });
  });

  it('goes over into the live part without a jump and takes its candles in', () => {
    const source = open();
    const before = source.history('BTCUSDT', START, 1_000);
    const updates = take(source, START + 30 * MINUTE + 1);
    const live = ofType(updates, 'candle', 'BTCUSDT').map((update) => update.candle);
    expect(source.history('BTCUSDT', START + 30 * MINUTE, 1_030)).toEqual([...before, ...live]);
    expect(source.history('BTCUSDT', START + 10 * MINUTE, 4)).toEqual(live.slice(6, 10));
    const moves = returns(before)
      .map(Math.abs)
      .sort((a, b) => a - b);
    const first = ofType(updates, 'trade', 'BTCUSDT')[0]?.price as number;
    expect(Math.abs(first / (before.at(-1) as Candle).close - 1)).toBeLessThan(moves[950] as number);
  });

  it('shows correlated symbols, clustered volatility and fat tails', () => {
    const source = open({ seed: 3 });
    const [btc, eth] = ['BTCUSDT', 'ETHUSDT'].map((symbol) => returns(source.history(symbol, START, 10_000))) as [
      number[],
      number[],
    ];
    expect(correlation(btc, eth)).toBeGreaterThan(0.5);
    const sizes = btc.map(Math.abs);
    expect(correlation(sizes.slice(1), sizes.slice(0, -1))).toBeGreaterThan(0.1);
    const variance = btc.reduce((sum, r) => sum + r ** 2, 0) / btc.length;
    expect(btc.reduce((sum, r) => sum + r ** 4, 0) / btc.length / variance ** 2).toBeGreaterThan(3.5);
    expect(Math.sqrt(variance * 1_440)).toBeGreaterThan(0.01);
    expect(Math.sqrt(variance * 1_440)).toBeLessThan(0.06);
  });
});

describe('resuming', () => {
  it('goes on from the time and prices it is given, and repeats itself', () => {
    const last = new Map<string, Ticks>([['BTCUSDT', ticks(712_345)]]);
    const at = START + 12_345_678;
    const runs = [open(), open()].map((source) => {
      take(source, START + MINUTE);
      source.resumeFrom?.(at, last);
      return { source, updates: take(source, at + MINUTE) };
    });
    const { source, updates } = runs[0] as (typeof runs)[0];
    expect(runs[1]?.updates).toEqual(updates);
    expect(updates[0]?.at).toBe(source.startAt);
    expect(source.startAt - at).toBeLessThan(1_000);
    expect((ofType(updates, 'trade', 'BTCUSDT')[0]?.price as number) / 712_345).toBeCloseTo(1, 3);
    expect(source.history('BTCUSDT', at, 1)[0]?.close).toBe(712_345);
  });
});

it.each([
  [{ symbols: ['FOOUSDT'] }, /symbol: "FOOUSDT".*BTCUSDT/],
  [{ symbols: [] }, /symbols/],
  [{ seed: -1 }, /seed: -1/],
  [{ seed: 2 ** 32 }, /seed/],
  [{ stepMs: 7 }, /stepMs: 7 .*divisor/],
  [{ startAt: 0 }, /startAt/],
])('refuses %j', (options, message) => {
  expect(() => open(options)).toThrow(message);
});
