/**
 * Fibonacci levels of a leg between two swings: as functions of the leg, and streaming over the last confirmed one.
 * Invariant: a leg counts only once its end is confirmed by a turn, so that no level is known before its time.
 */
import { type Bar, type Part, Streaming } from './indicator.ts';
import { Swings } from './swings.ts';

/** The shares of a leg at which a pullback is looked for; 0.5 by custom, the others from the golden ratio. */
export const FIBONACCI_RATIOS = [0.236, 0.382, 0.5, 0.618, 0.786] as const;

/** How many times the leg, from its start, targets lie. */
export const FIBONACCI_EXTENSIONS = [1.272, 1.618, 2.618, 4.236] as const;

/**
 * The price at which `ratio` of the leg `from` → `to` is taken back: 0 is its end, 1 its start.
 * A negative ratio lies beyond the end: −0.618 is the extension 1.618. Unit of the inputs, not rounded.
 */
export const retracement = (from: number, to: number, ratio: number): number => to - ratio * (to - from);

/** The price at `ratio` times the leg `from` → `to`, from its start: 1 is its end, 1.618 lies beyond it. */
export const extension = (from: number, to: number, ratio: number): number => retracement(from, to, 1 - ratio);

/** The levels of the last confirmed leg; the value is its golden pullback, 0.618. */
export class FibonacciLevels extends Streaming<Bar> {
  readonly warmup: number;
  protected readonly parts: readonly Part[];
  readonly #swings: Swings;

  /** @param reversal average true ranges of `period` bars by which price must turn back to end a leg */
  constructor(period: number, reversal: number) {
    super();
    this.#swings = new Swings(period, reversal);
    this.parts = [this.#swings];
    this.warmup = this.#swings.warmup;
  }

  get value(): number | undefined {
    return this.level(0.618);
  }

  /** Where the leg began and ended; undefined before two swings. */
  get leg(): { readonly from: number; readonly to: number } | undefined {
    const { high, low, direction } = this.#swings;
    if (high === undefined || low === undefined) return undefined;
    return direction === -1 ? { from: low, to: high } : { from: high, to: low };
  }

  /** The price at which `ratio` of the leg is taken back, as `retracement` gives it. */
  level(ratio: number): number | undefined {
    const leg = this.leg;
    return leg && retracement(leg.from, leg.to, ratio);
  }

  next(bar: Bar): void {
    this.#swings.next(bar);
  }

  undo(): void {
    this.#swings.undo();
  }
}
