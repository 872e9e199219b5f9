/**
 * Wilder's running sum: `sum += next − sum / period`, which the directional movement is made of.
 * Invariant: the first `period − 1` values are added whole; from the next one on each makes room for itself.
 */

import { Carried } from './carried.ts';
import { checkPeriod } from './indicator.ts';

const [COUNT, SUM] = [0, 1];

export class WilderSum {
  readonly #period: number;
  readonly #carried = new Carried(2);

  constructor(period: number) {
    this.#period = checkPeriod(period);
  }

  get value(): number | undefined {
    return this.#carried.at(COUNT) < this.#period ? undefined : this.#carried.at(SUM);
  }

  next(value: number): void {
    const carried = this.#carried;
    carried.mark();
    const [count, sum] = [carried.at(COUNT), carried.at(SUM)];
    const isSeed = count < this.#period - 1;
    carried.set(SUM, isSeed ? sum + value : sum - sum / this.#period + value);
    if (count < this.#period) carried.set(COUNT, count + 1);
  }

  undo(): void {
    this.#carried.undo();
  }

  save(): number[] {
    return this.#carried.save();
  }

  restore(saved: unknown): void {
    this.#carried.restore(saved);
  }
}
