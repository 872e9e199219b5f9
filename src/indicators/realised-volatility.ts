/**
 * Realised volatility of a bar: the root of the mean squared log return of the last `period` closes, as a fraction.
 * Times √n it is the volatility of n bars; inputs must be positive.
 */
import { Carried } from './carried.ts';
import { type Part, Streaming } from './indicator.ts';
import { Window } from './window.ts';

/** The close before; zero before the first value. */
const PREVIOUS = 0;

export class RealisedVolatility extends Streaming<number> {
  readonly warmup: number;
  protected readonly parts: readonly Part[];
  readonly #carried = new Carried(1);
  readonly #squares: Window;

  constructor(period: number) {
    super();
    this.#squares = new Window(period);
    this.parts = [this.#carried, this.#squares];
    this.warmup = period + 1;
  }

  get value(): number | undefined {
    if (!this.#squares.isFull) return undefined;
    return Math.sqrt(Math.max(0, this.#squares.sum) / this.#squares.length);
  }

  next(value: number): void {
    this.#carried.mark();
    const previous = this.#carried.at(PREVIOUS);
    if (previous > 0) this.#squares.push(Math.log(value / previous) ** 2);
    this.#carried.set(PREVIOUS, value);
  }

  undo(): void {
    this.#carried.undo();
    if (this.#carried.at(PREVIOUS) > 0) this.#squares.undo();
  }
}
