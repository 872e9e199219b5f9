/**
 * The relative strength index (Wilder): the share of the gains in all movement, 0 to 100.
 * A price that has not moved at all is neither strong nor weak: 50.
 */
import { type Indicator, savedNumbers } from './indicator.ts';
import { WilderAverage } from './smoothed-average.ts';

export class Rsi implements Indicator {
  readonly warmup: number;
  readonly #gains: WilderAverage;
  readonly #losses: WilderAverage;
  #isFirst = true;
  #previous = 0;

  constructor(period: number) {
    this.#gains = new WilderAverage(period);
    this.#losses = new WilderAverage(period);
    this.warmup = period + 1;
  }

  get value(): number | undefined {
    const gain = this.#gains.value;
    const loss = this.#losses.value;
    if (gain === undefined || loss === undefined) return undefined;
    return gain + loss === 0 ? 50 : (100 * gain) / (gain + loss);
  }

  next(value: number): void {
    if (!this.#isFirst) {
      const change = value - this.#previous;
      this.#gains.next(change > 0 ? change : 0);
      this.#losses.next(change < 0 ? -change : 0);
    }
    this.#isFirst = false;
    this.#previous = value;
  }

  save(): readonly number[] {
    return [this.#isFirst ? 1 : 0, this.#previous, ...this.#gains.save(), ...this.#losses.save()];
  }

  restore(saved: unknown): void {
    const numbers = savedNumbers(saved, 6);
    this.#isFirst = numbers[0] === 1;
    [, this.#previous = 0] = numbers;
    this.#gains.restore(numbers.slice(2, 4));
    this.#losses.restore(numbers.slice(4));
  }
}
