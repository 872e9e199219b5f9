/**
 * Classic pivot levels of the UTC period before that of the newest bar: P = (H + L + C) / 3, R1 = 2P − L, S1 = 2P − H,
 * R2 = P + (H − L), S2 = P − (H − L). The value is P.
 * Invariant: levels stay the same for a whole period; a period that was not seen from its first bar on gives none.
 */
import { assert } from '../domain/index.ts';
import { Carried } from './carried.ts';
import { type Part, Streaming, type TimedBar } from './indicator.ts';

const DAY_MS = 86_400_000;
/** The running period: its number, whether it was seen from its start, its extremes and newest close. */
const [COUNT, PERIOD, IS_WHOLE, HIGH, LOW, CLOSE] = [0, 1, 2, 3, 4, 5];
/** The completed one. */
const [HAS_LEVELS, PRIOR_HIGH, PRIOR_LOW, PRIOR_CLOSE] = [6, 7, 8, 9];

export type Pivots = {
  readonly S2: number;
  readonly S1: number;
  readonly pivot: number;
  readonly R1: number;
  readonly R2: number;
};

/** The levels of a period with this high, low and close. */
export function pivots(high: number, low: number, close: number): Pivots {
  const pivot = (high + low + close) / 3;
  const range = high - low;
  return { S2: pivot - range, S1: 2 * pivot - high, pivot, R1: 2 * pivot - low, R2: pivot + range };
}

export class PriorPivots extends Streaming<TimedBar> {
  readonly warmup = 2;
  protected readonly parts: readonly Part[];
  readonly #periodMs: number;
  readonly #carried = new Carried(10);

  constructor(periodMs = DAY_MS) {
    super();
    assert(periodMs > 0, `a period of ${periodMs} ms`);
    this.#periodMs = periodMs;
    this.parts = [this.#carried];
  }

  get value(): number | undefined {
    return this.levels?.pivot;
  }

  get levels(): Pivots | undefined {
    const carried = this.#carried;
    if (carried.at(HAS_LEVELS) === 0) return undefined;
    return pivots(carried.at(PRIOR_HIGH), carried.at(PRIOR_LOW), carried.at(PRIOR_CLOSE));
  }

  next(bar: TimedBar): void {
    const carried = this.#carried;
    carried.mark();
    const period = Math.floor(bar.openAt / this.#periodMs);
    if (carried.at(COUNT) === 0 || period !== carried.at(PERIOD)) this.#begin(bar, period);
    carried.set(HIGH, Math.max(carried.at(HIGH), bar.high));
    carried.set(LOW, Math.min(carried.at(LOW), bar.low));
    carried.set(CLOSE, bar.close);
    carried.set(COUNT, 1);
  }

  undo(): void {
    this.#carried.undo();
  }

  #begin(bar: TimedBar, period: number): void {
    const carried = this.#carried;
    const isNext = carried.at(COUNT) === 1 && period === carried.at(PERIOD) + 1;
    if (isNext && carried.at(IS_WHOLE) === 1) {
      carried.set(HAS_LEVELS, 1);
      carried.set(PRIOR_HIGH, carried.at(HIGH));
      carried.set(PRIOR_LOW, carried.at(LOW));
      carried.set(PRIOR_CLOSE, carried.at(CLOSE));
    } else carried.set(HAS_LEVELS, 0);
    carried.set(PERIOD, period);
    carried.set(IS_WHOLE, isNext || bar.openAt % this.#periodMs === 0 ? 1 : 0);
    carried.set(HIGH, bar.high);
    carried.set(LOW, bar.low);
  }
}
