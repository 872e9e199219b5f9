/**
 * What candles have told of markets so far: volume and range of 24 hours, and since when a symbol is known.
 * Invariant: knows the candles that it was given and no others; the present is that of its newest one.
 */
import type { MarketFacts } from './choose-universe.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A closed candle of a minute, in USDT and base coin. */
export type MemoryCandle = {
  readonly openAt: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
};

type Hour = { readonly startAt: number; high: number; low: number; quoteVolume: number };
type Market = { readonly firstAt: number; close: number; readonly hours: Hour[] };

export class MarketMemory {
  readonly #markets = new Map<string, Market>();

  add(symbol: string, { openAt, high, low, close, volume }: MemoryCandle): void {
    const market = this.#markets.get(symbol) ?? { firstAt: openAt, close, hours: [] };
    this.#markets.set(symbol, market);
    market.close = close;
    const startAt = openAt - (openAt % HOUR_MS);
    let hour = market.hours.at(-1);
    if (hour?.startAt !== startAt) {
      hour = { startAt, high, low, quoteVolume: 0 };
      market.hours.push(hour);
      while ((market.hours[0]?.startAt ?? startAt) < startAt - DAY_MS) market.hours.shift();
    }
    hour.high = Math.max(hour.high, high);
    hour.low = Math.min(hour.low, low);
    hour.quoteVolume += volume * close;
  }

  /** Of the markets that have been known for a day, at `at`; those known for less have no figures. */
  factsAt(at: number): readonly MarketFacts[] {
    return [...this.#markets].map(([symbol, { firstAt, close, hours }]) => {
      const day = hours.filter(({ startAt }) => startAt >= at - DAY_MS && startAt < at);
      const isKnown = at - firstAt >= DAY_MS && day.length > 0;
      const range = Math.max(...day.map(({ high }) => high)) - Math.min(...day.map(({ low }) => low));
      return {
        symbol,
        quoteVolume: isKnown ? day.reduce((sum, { quoteVolume }) => sum + quoteVolume, 0) : undefined,
        spreadBps: undefined,
        ageDays: undefined,
        volatility: isKnown ? range / close : undefined,
      };
    });
  }
}
