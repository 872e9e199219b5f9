/**
 * Realised volatility of a bar: the root of the mean squared log return of the last `period` closes, as a fraction.
 * Times √n it is the volatility of n bars; inputs must be positive.
 */
import { type Indicator, savedNumbers } from './indicator.ts';
import { Window } from './window.ts';

export class RealisedVolatility implements Indicator {
  readonly warmup: number;
  readonly #squares: Window;
  /** Zero before the first value. */
  #previous = 0;

  constructor(period: number) {
    this.#squares = new Window(period);
    this.warmup = period + 1;
  }

  get value(): number | undefined {
    if (!this.#squares.isFull) return undefined;
    return Math.sqrt(Math.max(0, this.#squares.sum) / this.#squares.length);
  }

  next(value: number): void {
    if (this.#previous > 0) this.#squares.push(Math.log(value / this.#previous) ** 2);
    this.#previous = value;
  }

  save(): readonly number[] {
    return [this.#previous, ...this.#squares.save()];
  }

  restore(saved: unknown): void {
    const [previous = 0, ...squares] = savedNumbers(saved, 4 + this.#squares.length);
    this.#previous = previous;
    this.#squares.restore(squares);
  }
}
