/**
 * The average true range (Wilder): how far price moves in a bar, gaps included.
 * The first bar has no close before it and so no true range: it only begins the second one's.
 */
import { Carried } from './carried.ts';
import { type Bar, type Part, Streaming } from './indicator.ts';
import { WilderAverage } from './smoothed-average.ts';

export const trueRange = (bar: Bar, previousClose: number): number =>
  Math.max(bar.high, previousClose) - Math.min(bar.low, previousClose);

const [HAS_PREVIOUS, PREVIOUS] = [0, 1];

export class Atr extends Streaming<Bar> {
  readonly warmup: number;
  protected readonly parts: readonly Part[];
  readonly #carried = new Carried(2);
  readonly #average: WilderAverage;

  constructor(period: number) {
    super();
    this.#average = new WilderAverage(period);
    this.parts = [this.#carried, this.#average];
    this.warmup = period + 1;
  }

  get value(): number | undefined {
    return this.#average.value;
  }

  next(bar: Bar): void {
    this.#carried.mark();
    if (this.#carried.at(HAS_PREVIOUS) === 1) this.#average.next(trueRange(bar, this.#carried.at(PREVIOUS)));
    this.#carried.set(HAS_PREVIOUS, 1);
    this.#carried.set(PREVIOUS, bar.close);
  }

  undo(): void {
    this.#carried.undo();
    if (this.#carried.at(HAS_PREVIOUS) === 1) this.#average.undo();
  }
}
