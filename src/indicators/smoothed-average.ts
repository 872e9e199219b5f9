/**
 * Exponential averages: a seed of the mean of the first `period` values, then `value += weight × (next − value)`.
 * The two in use differ only in weight: `Ema` takes 2 / (period + 1), Wilder's average 1 / period.
 */
import { checkPeriod, Streaming, savedNumbers } from './indicator.ts';

class SmoothedAverage extends Streaming<number> {
  readonly warmup: number;
  protected readonly parts = [];
  readonly #weight: number;
  #count = 0;
  #average = 0;
  #countBefore = 0;
  #averageBefore = 0;

  constructor(period: number, weight: number) {
    super();
    this.warmup = checkPeriod(period);
    this.#weight = weight;
  }

  get value(): number | undefined {
    return this.#count < this.warmup ? undefined : this.#average;
  }

  next(value: number): void {
    this.#countBefore = this.#count;
    this.#averageBefore = this.#average;
    if (this.#count < this.warmup) {
      this.#count++;
      this.#average += (value - this.#average) / this.#count;
    } else {
      this.#average += this.#weight * (value - this.#average);
    }
  }

  undo(): void {
    this.#count = this.#countBefore;
    this.#average = this.#averageBefore;
  }

  override save(): readonly number[] {
    return [this.#count, this.#average, this.#countBefore, this.#averageBefore];
  }

  override restore(saved: unknown): void {
    [this.#count = 0, this.#average = 0, this.#countBefore = 0, this.#averageBefore = 0] = savedNumbers(saved, 4);
  }
}

/** The exponential moving average. */
export class Ema extends SmoothedAverage {
  constructor(period: number) {
    super(period, 2 / (period + 1));
  }
}

/** The average of J. Welles Wilder (1978), which ATR and RSI are made of. */
export class WilderAverage extends SmoothedAverage {
  constructor(period: number) {
    super(period, 1 / period);
  }
}
