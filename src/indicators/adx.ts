/**
 * The average directional index (Wilder): how directed the movement is, 0 to 100, whatever its direction.
 * `plusDi` and `minusDi` tell the direction; the value is Wilder's average of 100 × |+DI − −DI| / (+DI + −DI).
 */
import { trueRange } from './atr.ts';
import { Carried } from './carried.ts';
import { type Bar, type Part, Streaming } from './indicator.ts';
import { WilderAverage } from './smoothed-average.ts';
import { WilderSum } from './wilder-sum.ts';

const [HAS_PREVIOUS, HIGH, LOW, CLOSE] = [0, 1, 2, 3];

export class Adx extends Streaming<Bar> {
  readonly warmup: number;
  protected readonly parts: readonly Part[];
  readonly #carried = new Carried(4);
  readonly #range: WilderSum;
  readonly #plus: WilderSum;
  readonly #minus: WilderSum;
  readonly #index: WilderAverage;

  constructor(period: number) {
    super();
    this.#range = new WilderSum(period);
    this.#plus = new WilderSum(period);
    this.#minus = new WilderSum(period);
    this.#index = new WilderAverage(period);
    this.parts = [this.#carried, this.#range, this.#plus, this.#minus, this.#index];
    this.warmup = 2 * period;
  }

  get value(): number | undefined {
    return this.#index.value;
  }

  /** Share of the true range that went up, 0 to 100; defined before `value`, from `period + 1` bars on. */
  get plusDi(): number | undefined {
    return this.#indicated(this.#plus);
  }

  /** Share of the true range that went down, 0 to 100. */
  get minusDi(): number | undefined {
    return this.#indicated(this.#minus);
  }

  next(bar: Bar): void {
    const carried = this.#carried;
    carried.mark();
    if (carried.at(HAS_PREVIOUS) === 1) this.#move(bar);
    carried.set(HAS_PREVIOUS, 1);
    carried.set(HIGH, bar.high);
    carried.set(LOW, bar.low);
    carried.set(CLOSE, bar.close);
  }

  #move(bar: Bar): void {
    const up = bar.high - this.#carried.at(HIGH);
    const down = this.#carried.at(LOW) - bar.low;
    this.#plus.next(up > down && up > 0 ? up : 0);
    this.#minus.next(down > up && down > 0 ? down : 0);
    this.#range.next(trueRange(bar, this.#carried.at(CLOSE)));
    const plus = this.#plus.value;
    const minus = this.#minus.value;
    if (plus === undefined || minus === undefined) return;
    this.#index.next(plus + minus === 0 ? 0 : (100 * Math.abs(plus - minus)) / (plus + minus));
  }

  undo(): void {
    this.#carried.undo();
    if (this.#carried.at(HAS_PREVIOUS) === 0) return;
    if (this.#plus.value !== undefined) this.#index.undo();
    this.#plus.undo();
    this.#minus.undo();
    this.#range.undo();
  }

  #indicated(movement: WilderSum): number | undefined {
    const moved = movement.value;
    const range = this.#range.value;
    if (moved === undefined || range === undefined) return undefined;
    return range === 0 ? 0 : (100 * moved) / range;
  }
}
