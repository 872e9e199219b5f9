/**
 * Supertrend: a stop that trails price by `multiplier` average true ranges and turns when a close passes it.
 * Invariant: in an up trend the value lies below price and never falls, in a down trend above it and never rises;
 * the first trend is a down trend, until a close says otherwise.
 */
import { Atr } from './atr.ts';
import { Carried } from './carried.ts';
import { type Bar, type Part, Streaming } from './indicator.ts';

const [DIRECTION, UPPER, LOWER, CLOSE] = [0, 1, 2, 3];

export class Supertrend extends Streaming<Bar> {
  readonly warmup: number;
  protected readonly parts: readonly Part[];
  readonly #atr: Atr;
  readonly #multiplier: number;
  readonly #carried = new Carried(4);

  constructor(period = 10, multiplier = 3) {
    super();
    this.#atr = new Atr(period);
    this.#multiplier = multiplier;
    this.parts = [this.#carried, this.#atr];
    this.warmup = this.#atr.warmup;
  }

  /** The trailing stop. */
  get value(): number | undefined {
    if (this.direction === 0) return undefined;
    return this.#carried.at(this.direction === 1 ? LOWER : UPPER);
  }

  /** +1 up, −1 down, 0 before warm-up. */
  get direction(): -1 | 0 | 1 {
    return this.#carried.at(DIRECTION) as -1 | 0 | 1;
  }

  next(bar: Bar): void {
    this.#carried.mark();
    this.#atr.next(bar);
    const atr = this.#atr.value;
    if (atr !== undefined) this.#trail(bar, this.#multiplier * atr);
    this.#carried.set(CLOSE, bar.close);
  }

  undo(): void {
    this.#carried.undo();
    this.#atr.undo();
  }

  #trail(bar: Bar, distance: number): void {
    const carried = this.#carried;
    const [upperBefore, lowerBefore, closeBefore] = [carried.at(UPPER), carried.at(LOWER), carried.at(CLOSE)];
    const middle = (bar.high + bar.low) / 2;
    const isFirst = this.direction === 0;
    const isUpperFree = isFirst || closeBefore > upperBefore;
    const isLowerFree = isFirst || closeBefore < lowerBefore;
    const upper = isUpperFree ? middle + distance : Math.min(middle + distance, upperBefore);
    const lower = isLowerFree ? middle - distance : Math.max(middle - distance, lowerBefore);
    const isUp = this.direction === 1 ? bar.close >= lower : !isFirst && bar.close > upper;
    carried.set(UPPER, upper);
    carried.set(LOWER, lower);
    carried.set(DIRECTION, isUp ? 1 : -1);
  }
}
