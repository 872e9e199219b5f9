/**
 * Folds trades into 1-minute candles, for sources whose finest data are trades.
 * Invariant: a candle is exactly the fold of the trades in [openAt, openAt + 60 s); a minute without trades repeats the last close.
 */
import { type Candle, type Lots, lots, type Ticks } from '../../domain/index.ts';

export const MINUTE_MS = 60_000;

export const minuteOf = (at: number): number => at - (at % MINUTE_MS);

/** The minute that is being filled; no prices before its first trade, no close before the first of all. */
export type SavedMinute = {
  readonly openAt: number;
  readonly open?: Ticks | undefined;
  readonly high?: Ticks | undefined;
  readonly low?: Ticks | undefined;
  readonly close?: Ticks | undefined;
  readonly volume: number;
};

export class MinuteCandles {
  #openAt: number;
  #open: Ticks | undefined;
  #high: Ticks | undefined;
  #low: Ticks | undefined;
  #close: Ticks | undefined;
  #volume = 0;

  /** @param from epoch ms of the first minute's start. */
  constructor(from: number) {
    this.#openAt = minuteOf(from);
  }

  /** Start of the minute that is being filled, epoch ms. */
  get openAt(): number {
    return this.#openAt;
  }

  /** No trade was ever seen: `close` has nothing to tell. */
  get isEmpty(): boolean {
    return this.#close === undefined;
  }

  /** The trade belongs to the minute that is being filled: the caller closes minutes in time. */
  add(price: Ticks, size: Lots): void {
    this.#open ??= price;
    if (this.#high === undefined || price > this.#high) this.#high = price;
    if (this.#low === undefined || price < this.#low) this.#low = price;
    this.#close = price;
    this.#volume += size;
  }

  save(): SavedMinute {
    return {
      openAt: this.#openAt,
      open: this.#open,
      high: this.#high,
      low: this.#low,
      close: this.#close,
      volume: this.#volume,
    };
  }

  restore({ openAt, open, high, low, close, volume }: SavedMinute): void {
    this.#openAt = openAt;
    this.#open = open;
    this.#high = high;
    this.#low = low;
    this.#close = close;
    this.#volume = volume;
  }

  /** Ends the minute; undefined when no trade was ever seen. */
  close(): Candle | undefined {
    const close = this.#close;
    const openAt = this.#openAt;
    this.#openAt += MINUTE_MS;
    if (close === undefined) return undefined;
    const candle = {
      openAt,
      open: this.#open ?? close,
      high: this.#high ?? close,
      low: this.#low ?? close,
      close,
      volume: lots(this.#volume),
    };
    this.#open = this.#high = this.#low = undefined;
    this.#volume = 0;
    return candle;
  }
}
