/**
 * The average directional index (Wilder): how directed the movement is, 0 to 100, whatever its direction.
 * `plusDi` and `minusDi` tell the direction; the value is Wilder's average of 100 × |+DI − −DI| / (+DI + −DI).
 */
import { trueRange } from './atr.ts';
import { type Bar, type Indicator, savedNumbers } from './indicator.ts';
import { WilderAverage } from './smoothed-average.ts';

export class Adx implements Indicator<Bar> {
  readonly warmup: number;
  readonly #range: WilderAverage;
  readonly #plus: WilderAverage;
  readonly #minus: WilderAverage;
  readonly #index: WilderAverage;
  #isFirst = true;
  #high = 0;
  #low = 0;
  #close = 0;

  constructor(period: number) {
    this.#range = new WilderAverage(period);
    this.#plus = new WilderAverage(period);
    this.#minus = new WilderAverage(period);
    this.#index = new WilderAverage(period);
    this.warmup = 2 * period;
  }

  get value(): number | undefined {
    return this.#index.value;
  }

  /** Share of the true range that went up, 0 to 100. */
  get plusDi(): number | undefined {
    return this.#indicated(this.#plus);
  }

  /** Share of the true range that went down, 0 to 100. */
  get minusDi(): number | undefined {
    return this.#indicated(this.#minus);
  }

  next(bar: Bar): void {
    if (!this.#isFirst) this.#move(bar);
    this.#isFirst = false;
    this.#high = bar.high;
    this.#low = bar.low;
    this.#close = bar.close;
  }

  #move(bar: Bar): void {
    const up = bar.high - this.#high;
    const down = this.#low - bar.low;
    this.#plus.next(up > down && up > 0 ? up : 0);
    this.#minus.next(down > up && down > 0 ? down : 0);
    this.#range.next(trueRange(bar, this.#close));
    const plus = this.#plus.value;
    const minus = this.#minus.value;
    if (plus === undefined || minus === undefined) return;
    this.#index.next(plus + minus === 0 ? 0 : (100 * Math.abs(plus - minus)) / (plus + minus));
  }

  #indicated(movement: WilderAverage): number | undefined {
    const moved = movement.value;
    const range = this.#range.value;
    if (moved === undefined || range === undefined) return undefined;
    return range === 0 ? 0 : (100 * moved) / range;
  }

  save(): readonly number[] {
    const bar = [this.#isFirst ? 1 : 0, this.#high, this.#low, this.#close];
    return [...bar, ...this.#range.save(), ...this.#plus.save(), ...this.#minus.save(), ...this.#index.save()];
  }

  restore(saved: unknown): void {
    const numbers = savedNumbers(saved, 12);
    this.#isFirst = numbers[0] === 1;
    [, this.#high = 0, this.#low = 0, this.#close = 0] = numbers;
    this.#range.restore(numbers.slice(4, 6));
    this.#plus.restore(numbers.slice(6, 8));
    this.#minus.restore(numbers.slice(8, 10));
    this.#index.restore(numbers.slice(10));
  }
}
