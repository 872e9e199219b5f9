/**
 * Builds the bars of one timeframe from closed 1-minute candles, or from trades when the timeframe is shorter.
 * Invariant: a bar is handed out once, when it is complete; bars are aligned to UTC and never overlap.
 */
import type { Candle, Lots, Ticks } from '../../domain/index.ts';

export const MINUTE_MS = 60_000;

const NONE: readonly Candle[] = [];

type OpenBar = { -readonly [Field in keyof Candle]: Candle[Field] };

export class BarBuilder {
  readonly barMs: number;
  #open: OpenBar | undefined;

  constructor(barMs: number, saved?: Candle) {
    this.barMs = barMs;
    this.#open = saved && { ...saved };
  }

  /** The bars that this candle completes: its own if it is the last minute, and before it one that a gap left open. */
  addCandle(candle: Candle): readonly Candle[] {
    if (this.barMs === MINUTE_MS) return [candle];
    const stale = this.#closeBefore(candle.openAt);
    this.#extend(candle);
    const isLast = candle.openAt + MINUTE_MS >= this.#startOf(candle.openAt) + this.barMs;
    const done = isLast ? this.#take() : undefined;
    if (!stale) return done ? [done] : NONE;
    return done ? [stale, done] : [stale];
  }

  /** The bar that ended before this trade, if one did. Spans without a trade make no bar. */
  addTrade(at: number, price: Ticks, size: Lots): readonly Candle[] {
    const done = this.#closeBefore(at);
    this.#extend({ openAt: at, open: price, high: price, low: price, close: price, volume: size });
    return done ? [done] : NONE;
  }

  save(): Candle | undefined {
    return this.#open && { ...this.#open };
  }

  #startOf(at: number): number {
    return at - (at % this.barMs);
  }

  #closeBefore(at: number): Candle | undefined {
    return this.#open && this.#open.openAt < this.#startOf(at) ? this.#take() : undefined;
  }

  #take(): Candle | undefined {
    const bar = this.#open;
    this.#open = undefined;
    return bar;
  }

  #extend(part: Candle): void {
    const bar = this.#open;
    if (!bar) {
      this.#open = { ...part, openAt: this.#startOf(part.openAt) };
      return;
    }
    if (part.high > bar.high) bar.high = part.high;
    if (part.low < bar.low) bar.low = part.low;
    bar.close = part.close;
    bar.volume = (bar.volume + part.volume) as Lots;
  }
}
