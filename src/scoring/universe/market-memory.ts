/**
 * What candles have told of markets so far: volume and range of 24 hours, and the VIPER score of closed hours.
 * Invariant: knows the candles that it was given and no others; the present is that of its newest one.
 */
import { MarketTracker } from '../calibrated/index.ts';
import { isRejected } from '../score-types.ts';
import { scoreReading } from '../viper-score.ts';
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

type Hour = { readonly startAt: number; high: number; low: number; close: number; volume: number; quoteVolume: number };
/** `tracker`: of the hours that have closed. */
type Market = { readonly firstAt: number; close: number; readonly hours: Hour[]; readonly tracker: MarketTracker };

export class MarketMemory {
  readonly #markets = new Map<string, Market>();

  add(symbol: string, { openAt, high, low, close, volume }: MemoryCandle): void {
    const market = this.#markets.get(symbol) ?? {
      firstAt: openAt,
      close,
      hours: [],
      tracker: new MarketTracker(HOUR_MS),
    };
    this.#markets.set(symbol, market);
    market.close = close;
    const startAt = openAt - (openAt % HOUR_MS);
    let hour = market.hours.at(-1);
    if (hour?.startAt !== startAt) {
      if (hour) market.tracker.next({ ...hour, openAt: hour.startAt });
      hour = { startAt, high, low, close, volume: 0, quoteVolume: 0 };
      market.hours.push(hour);
      while ((market.hours[0]?.startAt ?? startAt) < startAt - DAY_MS) market.hours.shift();
    }
    hour.high = Math.max(hour.high, high);
    hour.low = Math.min(hour.low, low);
    hour.close = close;
    hour.volume += volume;
    hour.quoteVolume += volume * close;
  }

  /** Of the markets that have been known for a day, at `at`; those known for less have no figures. */
  factsAt(at: number): readonly MarketFacts[] {
    return [...this.#markets].map(([symbol, { firstAt, close, hours, tracker }]) => {
      const day = hours.filter(({ startAt }) => startAt >= at - DAY_MS && startAt < at);
      const isKnown = at - firstAt >= DAY_MS && day.length > 0;
      const range = Math.max(...day.map(({ high }) => high)) - Math.min(...day.map(({ low }) => low));
      return {
        symbol,
        quoteVolume: isKnown ? day.reduce((sum, { quoteVolume }) => sum + quoteVolume, 0) : undefined,
        spreadBps: undefined,
        ageDays: undefined,
        volatility: isKnown ? range / close : undefined,
        score: isKnown ? scoreOf(symbol, tracker, at) : undefined,
      };
    });
  }
}

/** By what trading costs at this volume, for candles hold no book; 0 where it costs too much. */
function scoreOf(symbol: string, { reading, barMs }: MarketTracker, at: number): number | undefined {
  if (reading?.quoteVolume === undefined) return undefined;
  const { close: price, quoteVolume } = reading;
  const market = { symbol, price, quoteVolume, book: undefined, bookAt: undefined };
  const score = scoreReading({ reading, barMs }, market, { at, costModel: 'tier' });
  return isRejected(score) ? 0 : score.overall_score;
}
