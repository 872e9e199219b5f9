/**
 * The average true range (Wilder): how far price moves in a bar, gaps included.
 * The first bar has no close before it; its range is high − low.
 */
import { type Bar, type Indicator, savedNumbers } from './indicator.ts';
import { WilderAverage } from './smoothed-average.ts';

export const trueRange = (bar: Bar, previousClose: number): number =>
  Math.max(bar.high, previousClose) - Math.min(bar.low, previousClose);

export class Atr implements Indicator<Bar> {
  readonly warmup: number;
  readonly #average: WilderAverage;
  #isFirst = true;
  #previousClose = 0;

  constructor(period: number) {
    this.#average = new WilderAverage(period);
    this.warmup = period;
  }

  get value(): number | undefined {
    return this.#average.value;
  }

  next(bar: Bar): void {
    this.#average.next(this.#isFirst ? bar.high - bar.low : trueRange(bar, this.#previousClose));
    this.#isFirst = false;
    this.#previousClose = bar.close;
  }

  save(): readonly number[] {
    return [this.#isFirst ? 1 : 0, this.#previousClose, ...this.#average.save()];
  }

  restore(saved: unknown): void {
    const [isFirst, previousClose = 0, ...average] = savedNumbers(saved, 4);
    this.#isFirst = isFirst === 1;
    this.#previousClose = previousClose;
    this.#average.restore(average);
  }
}
