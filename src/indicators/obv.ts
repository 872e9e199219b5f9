/**
 * On-balance volume: the volume of rising closes less that of falling ones, beginning with the first bar's volume.
 * Its level means nothing, its slope whether volume goes with price; in the unit of the volume.
 */
import { Carried } from './carried.ts';
import { type Part, Streaming, type VolumeBar } from './indicator.ts';

const [HAS_PREVIOUS, CLOSE, BALANCE] = [0, 1, 2];

export class Obv extends Streaming<VolumeBar> {
  readonly warmup = 1;
  protected readonly parts: readonly Part[];
  readonly #carried = new Carried(3);

  constructor() {
    super();
    this.parts = [this.#carried];
  }

  get value(): number | undefined {
    return this.#carried.at(HAS_PREVIOUS) === 0 ? undefined : this.#carried.at(BALANCE);
  }

  next({ close, volume }: VolumeBar): void {
    const carried = this.#carried;
    carried.mark();
    const sign = carried.at(HAS_PREVIOUS) === 0 ? 1 : Math.sign(close - carried.at(CLOSE));
    carried.set(HAS_PREVIOUS, 1);
    carried.set(CLOSE, close);
    carried.set(BALANCE, carried.at(BALANCE) + sign * volume);
  }

  undo(): void {
    this.#carried.undo();
  }
}
