/**
 * The Donchian channel: the highest high and the lowest low of the last `period` bars; the value is its middle.
 */
import { type Bar, type Part, Streaming } from './indicator.ts';
import { SlidingMaximum } from './sliding-maximum.ts';

export class Donchian extends Streaming<Bar> {
  readonly warmup: number;
  protected readonly parts: readonly Part[];
  readonly #highs: SlidingMaximum;
  /** Of the lows with their sign turned: the least of them is the greatest here. */
  readonly #lows: SlidingMaximum;

  constructor(period: number) {
    super();
    this.#highs = new SlidingMaximum(period);
    this.#lows = new SlidingMaximum(period);
    this.parts = [this.#highs, this.#lows];
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

  undo(): void {
    this.#highs.undo();
    this.#lows.undo();
  }
}
