/**
 * The candles of one symbol: closed minutes, the open one, and every longer timeframe made of them.
 * Invariant: minutes rise strictly; a closed candle of the source replaces what was built from trades.
 */
import { type Candle, type Lots, lots, type Ticks, ticks } from '../../../domain/index.ts';
import type { MarketSource } from '../../core/index.ts';

export const MINUTE_MS = 60_000;
/** Closed minutes kept; older ones are the source's history. */
const KEPT_MAX = 50_000;
/** Minutes that one question may cover. */
const SPAN_MAX = 100_000;

const HOUR = 60 * MINUTE_MS;
const DAY = 24 * HOUR;
const CHINA = 8 * HOUR;

const BEFORE_ALL = { openAt: -1 };

type Frame = { readonly ms: number; readonly offset: number };

/** Bitget's granularities; the long ones without "utc" begin at midnight in UTC+8. */
const FRAMES = new Map<string, Frame>([
  ['1m', { ms: MINUTE_MS, offset: 0 }],
  ['3m', { ms: 3 * MINUTE_MS, offset: 0 }],
  ['5m', { ms: 5 * MINUTE_MS, offset: 0 }],
  ['15m', { ms: 15 * MINUTE_MS, offset: 0 }],
  ['30m', { ms: 30 * MINUTE_MS, offset: 0 }],
  ['1H', { ms: HOUR, offset: 0 }],
  ['4H', { ms: 4 * HOUR, offset: 0 }],
  ['6H', { ms: 6 * HOUR, offset: CHINA }],
  ['12H', { ms: 12 * HOUR, offset: CHINA }],
  ['1D', { ms: DAY, offset: CHINA }],
  ['6Hutc', { ms: 6 * HOUR, offset: 0 }],
  ['12Hutc', { ms: 12 * HOUR, offset: 0 }],
  ['1Dutc', { ms: DAY, offset: 0 }],
]);

export const granularities: readonly string[] = [...FRAMES.keys()];

/** The length in ms; undefined when the exchange does not make such candles. */
export const granularityMs = (granularity: string): number | undefined => FRAMES.get(granularity)?.ms;

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
    const { ms, offset } = frame(granularity);
    const from = startOf(openAt, ms, offset);
    return this.candles({ granularity, from, until: from + 1, count: 1 })[0];
  }

  /** The youngest `count` candles of the span, oldest first, the open one included. */
  candles({ granularity, from, until, count }: CandleQuery): readonly Candle[] {
    const { ms, offset } = frame(granularity);
    const latestAt = this.#open?.openAt ?? this.#closed.at(-1)?.openAt ?? this.#startAt - MINUTE_MS;
    const youngest = startOf(Math.min(until === undefined ? latestAt : until - 1, latestAt), ms, offset);
    const spanFrom = Math.max(youngest - (count - 1) * ms, youngest - SPAN_MAX * MINUTE_MS, from ?? 0);
    const oldest = startOf(spanFrom + (from !== undefined && spanFrom === from ? ms - 1 : 0), ms, offset);
    return merged(this.#minutes(oldest, youngest + ms), ms, offset);
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

function frame(granularity: string): Frame {
  const known = FRAMES.get(granularity);
  if (!known) throw new RangeError(`no granularity ${granularity}`);
  return known;
}

const startOf = (at: number, ms: number, offset: number): number => at - ((((at + offset) % ms) + ms) % ms);

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

function merged(minutes: readonly Candle[], ms: number, offset: number): readonly Candle[] {
  if (ms === MINUTE_MS) return minutes;
  const result: Candle[] = [];
  for (const minute of minutes) {
    const openAt = startOf(minute.openAt, ms, offset);
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
