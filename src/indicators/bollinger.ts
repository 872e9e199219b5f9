/**
 * Bollinger bands: the mean of the last `period` values, and `deviations` standard deviations of theirs around it.
 * Invariant: lower ≤ value ≤ upper; the deviation is that of a population, divided by `period`.
 */
import { type Part, Streaming } from './indicator.ts';
import { Window } from './window.ts';

export class Bollinger extends Streaming<number> {
  readonly warmup: number;
  protected readonly parts: readonly Part[];
  readonly #window: Window;
  readonly #deviations: number;

  constructor(period = 20, deviations = 2) {
    super();
    this.#window = new Window(period);
    this.#deviations = deviations;
    this.parts = [this.#window];
    this.warmup = period;
  }

  /** The mean. */
  get value(): number | undefined {
    return this.#window.isFull ? this.#window.sum / this.#window.length : undefined;
  }

  /** One standard deviation. */
  get deviation(): number | undefined {
    const mean = this.value;
    return mean === undefined ? undefined : Math.sqrt(this.#window.variance(mean));
  }

  get upper(): number | undefined {
    return this.#band(this.#deviations);
  }

  get lower(): number | undefined {
    return this.#band(-this.#deviations);
  }

  /** Distance of the bands as a fraction of the mean. */
  get width(): number | undefined {
    const { value, deviation } = this;
    if (value === undefined || deviation === undefined || value === 0) return undefined;
    return (2 * this.#deviations * deviation) / value;
  }

  next(value: number): void {
    this.#window.push(value);
  }

  undo(): void {
    this.#window.undo();
  }

  #band(deviations: number): number | undefined {
    const { value, deviation } = this;
    return value === undefined || deviation === undefined ? undefined : value + deviations * deviation;
  }
}
