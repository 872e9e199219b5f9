/**
 * The relative strength index (Wilder): the share of the gains in all movement, 0 to 100.
 * A price that has not moved at all is neither strong nor weak: 50.
 */
import { Carried } from './carried.ts';
import { type Part, Streaming } from './indicator.ts';
import { WilderAverage } from './smoothed-average.ts';

const [HAS_PREVIOUS, PREVIOUS] = [0, 1];

export class Rsi extends Streaming<number> {
  readonly warmup: number;
  protected readonly parts: readonly Part[];
  readonly #carried = new Carried(2);
  readonly #gains: WilderAverage;
  readonly #losses: WilderAverage;

  constructor(period: number) {
    super();
    this.#gains = new WilderAverage(period);
    this.#losses = new WilderAverage(period);
    this.parts = [this.#carried, this.#gains, this.#losses];
    this.warmup = period + 1;
  }

  get value(): number | undefined {
    const gain = this.#gains.value;
    const loss = this.#losses.value;
    if (gain === undefined || loss === undefined) return undefined;
    return gain + loss === 0 ? 50 : (100 * gain) / (gain + loss);
  }

  next(value: number): void {
    this.#carried.mark();
    if (this.#carried.at(HAS_PREVIOUS) === 1) {
      const change = value - this.#carried.at(PREVIOUS);
      this.#gains.next(change > 0 ? change : 0);
      this.#losses.next(change < 0 ? -change : 0);
    }
    this.#carried.set(HAS_PREVIOUS, 1);
    this.#carried.set(PREVIOUS, value);
  }

  undo(): void {
    this.#carried.undo();
    if (this.#carried.at(HAS_PREVIOUS) === 0) return;
    this.#gains.undo();
    this.#losses.undo();
  }
}
