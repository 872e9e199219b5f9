/**
 * Finds the closed candles of one contract in the stream of its open candle.
 * Invariant: each candle is given once, closed, oldest first; history from before the start is never given.
 */
import type { Candle } from '../../domain/index.ts';

export const MINUTE_MS = 60_000;
/** How long after a candle's end its last change may still arrive, where only other channels tell that time has passed. */
const GRACE_MS = 2_000;

export class CandleTracker {
  #open: Candle | undefined;
  /** Start of the last candle that was given, or that history already has. */
  #closedThrough: number | undefined;

  /** Candles up to this start are known from elsewhere. */
  markKnown(openAt: number): void {
    this.#closedThrough = Math.max(this.#closedThrough ?? 0, openAt);
  }

  /**
   * The candles that are closed for certain after these rows.
   * @param candles oldest first, the last one open or just closed
   * @param at the exchange's time of the frame
   */
  onCandles(candles: readonly Candle[], at: number): readonly Candle[] {
    const last = candles.at(-1);
    if (!last) return [];
    this.#closedThrough ??= last.openAt - MINUTE_MS;
    const closed: Candle[] = [];
    for (const candle of candles) {
      if (candle.openAt <= this.#closedThrough) continue;
      if (this.#open && candle.openAt > this.#open.openAt) closed.push(this.#close(this.#open));
      if (!this.#open || candle.openAt >= this.#open.openAt) this.#open = candle;
    }
    return [...closed, ...this.#closeAt(at)];
  }

  /** The candle that the passing of time has closed, if any. @param at the exchange's time by any other channel */
  onTime(at: number): readonly Candle[] {
    return this.#closeAt(at - GRACE_MS);
  }

  #closeAt(at: number): readonly Candle[] {
    return this.#open && at >= this.#open.openAt + MINUTE_MS ? [this.#close(this.#open)] : [];
  }

  #close(candle: Candle): Candle {
    this.#closedThrough = candle.openAt;
    this.#open = undefined;
    return candle;
  }
}
