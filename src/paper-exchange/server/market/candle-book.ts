/**
 * The candles of one symbol: closed minutes, the open one, and every longer timeframe made of them.
 * Invariant: minutes rise strictly; a closed candle of the source replaces what was built from trades.
 */
import { type Candle, type Lots, lots, type Ticks, ticks } from '../../../domain/index.ts';
import type { MarketSource } from '../../core/index.ts';
import { type Timeframe, timeframeOf } from './timeframes.ts';

export const MINUTE_MS = 60_000;
/** Closed minutes kept; older ones are the source's history. */
const KEPT_MAX = 50_000;
/** Minutes that one question may cover. */
const SPAN_MAX = 100_000;

const BEFORE_ALL = { openAt: -1 };

export type CandleQuery = {
  readonly granularity: string;
  /** Opens at or after; epoch ms. */
  readonly from?: number | undefined;
  /** Opens before; epoch ms. */
  readonly until?: number | undefined;
  readonly count: number;
};

export class CandleBook {
  readonly #source: Pick<MarketSource, 'history'>;
  readonly #symbol: string;
  readonly #closed: Candle[];
  /** Where the own record begins; the source's history ends here. */
  readonly #startAt: number;
  #open: Candle | undefined;

  /** @param minutes known from before, oldest first; one that has not ended at `startAt` is still open. */
  constructor(
    source: Pick<MarketSource, 'history'>,
    options: { symbol: string; startAt: number; minutes: readonly Candle[] },
  ) {
    const { symbol, startAt, minutes } = options;
    const last = minutes.at(-1);
    this.#source = source;
    this.#symbol = symbol;
    this.#open = last && last.openAt + MINUTE_MS > startAt ? last : undefined;
    this.#closed = this.#open ? minutes.slice(0, -1) : [...minutes];
    this.#startAt = minutes[0]?.openAt ?? startAt - (startAt % MINUTE_MS);
  }

  /** The minute that has not ended, as far as trades have made it. */
  get open(): Candle | undefined {
    return this.#open;
  }

  /** Folds an outside trade into the open minute. */
  trade(at: number, price: Ticks, size: Lots): void {
    const openAt = at - (at % MINUTE_MS);
    const open = this.#open;
    if (open && open.openAt === openAt) this.#open = grown(open, price, size);
    else if (openAt > (open ?? this.#closed.at(-1) ?? BEFORE_ALL).openAt) {
      if (open) this.close(open);
      this.#open = { openAt, open: price, high: price, low: price, close: price, volume: size };
    }
  }

  /** Takes the source's closed minute. */
  close(candle: Candle): void {
    if (this.#open && this.#open.openAt <= candle.openAt) this.#open = undefined;
    const last = this.#closed.at(-1);
    if (last && last.openAt > candle.openAt) return;
    if (last?.openAt === candle.openAt) this.#closed.pop();
    this.#closed.push(candle);
    if (this.#closed.length > 2 * KEPT_MAX) this.#closed.splice(0, this.#closed.length - KEPT_MAX);
  }

  /** The youngest candle, open or closed; undefined before there is any. */
  latest(granularity: string): Candle | undefined {
    return this.candles({ granularity, count: 1 }).at(-1);
  }

  /** The candle of `granularity` that holds the minute at `openAt`, as far as it is known. */
  holding(granularity: string, openAt: number): Candle | undefined {
    const from = timeframeOf(granularity).startOf(openAt);
    return this.candles({ granularity, from, until: from + 1, count: 1 })[0];
  }

  /** The youngest `count` candles of the span, oldest first, the open one included. */
  candles(query: CandleQuery): readonly Candle[] {
    const latestAt = this.#open?.openAt ?? this.#closed.at(-1)?.openAt ?? this.#startAt - MINUTE_MS;
    const span = spanOf(query, latestAt);
    return merged(this.#minutes(span.from, span.until), timeframeOf(query.granularity)).slice(-query.count);
  }

  /** Minutes that open in [from, until), oldest first. */
  #minutes(from: number, until: number): Candle[] {
    const minutes: Candle[] = [];
    if (from < this.#startAt) {
      const end = Math.min(until, this.#startAt);
      for (const candle of this.#source.history(this.#symbol, end, Math.ceil((end - from) / MINUTE_MS))) {
        if (candle.openAt >= from && candle.openAt + MINUTE_MS <= end) minutes.push(candle);
      }
    }
    for (let i = firstAt(this.#closed, from); i < this.#closed.length; i++) {
      const candle = this.#closed[i];
      if (!candle || candle.openAt >= until) break;
      minutes.push(candle);
    }
    if (this.#open && this.#open.openAt >= from && this.#open.openAt < until) minutes.push(this.#open);
    return minutes;
  }
}

/** From the opening of the oldest candle that is asked for to the end of the youngest; `latestAt` is the last minute. */
function spanOf({ granularity, from, until, count }: CandleQuery, latestAt: number): { from: number; until: number } {
  const timeframe = timeframeOf(granularity);
  const youngest = timeframe.startOf(Math.min(until === undefined ? latestAt : until - 1, latestAt));
  const end = timeframe.nextOf(youngest);
  const oldest = Math.max(youngest - (count - 1) * (end - youngest), youngest - SPAN_MAX * MINUTE_MS);
  const start = timeframe.startOf(oldest);
  if (from === undefined || from <= start) return { from: start, until: end };
  const first = timeframe.startOf(from);
  return { from: first === from ? first : timeframe.nextOf(first), until: end };
}

/** What a query finds in `minutes`, oldest first. */
export function madeOf(minutes: readonly Candle[], query: CandleQuery): readonly Candle[] {
  const last = minutes.at(-1);
  if (!last) return [];
  const { from, until } = spanOf(query, last.openAt);
  const wanted = minutes.filter(({ openAt }) => openAt >= from && openAt < until);
  return merged(wanted, timeframeOf(query.granularity)).slice(-query.count);
}

const grown = (candle: Candle, price: Ticks, size: Lots): Candle => ({
  openAt: candle.openAt,
  open: candle.open,
  high: ticks(Math.max(candle.high, price)),
  low: ticks(Math.min(candle.low, price)),
  close: price,
  volume: lots(candle.volume + size),
});

/** Index of the first candle that opens at or after `at`. */
function firstAt(candles: readonly Candle[], at: number): number {
  let low = 0;
  let high = candles.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((candles[middle] as Candle).openAt < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function merged(minutes: readonly Candle[], { startOf }: Timeframe): readonly Candle[] {
  const result: Candle[] = [];
  for (const minute of minutes) {
    const openAt = startOf(minute.openAt);
    const last = result.at(-1);
    if (last?.openAt !== openAt) result.push({ ...minute, openAt });
    else result[result.length - 1] = joined(last, minute);
  }
  return result;
}

const joined = (first: Candle, next: Candle): Candle => ({
  openAt: first.openAt,
  open: first.open,
  high: ticks(Math.max(first.high, next.high)),
  low: ticks(Math.min(first.low, next.low)),
  close: next.close,
  volume: lots(first.volume + next.volume),
});
