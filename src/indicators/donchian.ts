/**
 * The Donchian channel: the highest high and the lowest low of the last `period` bars; the value is its middle.
 */
import { type Bar, type Indicator, savedNumbers } from './indicator.ts';
import { SlidingMaximum } from './sliding-maximum.ts';

export class Donchian implements Indicator<Bar> {
  readonly warmup: number;
  readonly #highs: SlidingMaximum;
  /** Of the lows with their sign turned: the least of them is the greatest here. */
  readonly #lows: SlidingMaximum;

  constructor(period: number) {
    this.#highs = new SlidingMaximum(period);
    this.#lows = new SlidingMaximum(period);
    this.warmup = period;
  }

  get upper(): number | undefined {
    return this.#highs.value;
  }

  get lower(): number | undefined {
    const turned = this.#lows.value;
    return turned === undefined ? undefined : 0 - turned;
  }

  get value(): number | undefined {
    const { upper, lower } = this;
    return upper === undefined || lower === undefined ? undefined : (upper + lower) / 2;
  }

  next(bar: Bar): void {
    this.#highs.push(bar.high);
    this.#lows.push(-bar.low);
  }

  save(): readonly number[] {
    return [...this.#highs.save(), ...this.#lows.save()];
  }

  restore(saved: unknown): void {
    const half = 3 + 2 * this.warmup;
    const numbers = savedNumbers(saved, 2 * half);
    this.#highs.restore(numbers.slice(0, half));
    this.#lows.restore(numbers.slice(half));
  }
}
