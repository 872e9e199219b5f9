/**
 * Volume against what is usual, like with like: a bar against the mean of the `period` bars before it, or against the
 * mean of the same time of day on the last `days` days. 1 is as usual.
 * Invariant: a bar is never part of its own mean; no value where the usual volume is zero.
 */
import { assert } from '../domain/index.ts';
import { Carried } from './carried.ts';
import { checkPeriod, type Part, Streaming, savedNumbers, type TimedBar, type VolumeBar } from './indicator.ts';
import { Window } from './window.ts';

const DAY_MS = 86_400_000;
/** The last ratio; below zero where there is none. */
const RATIO = 0;
const NONE = -1;

export class RelativeVolume extends Streaming<Pick<VolumeBar, 'volume'>> {
  readonly warmup: number;
  protected readonly parts: readonly Part[];
  readonly #carried = new Carried(1);
  readonly #usual: Window;

  constructor(period: number) {
    super();
    this.#usual = new Window(period);
    this.#carried.set(RATIO, NONE);
    this.#carried.mark();
    this.parts = [this.#carried, this.#usual];
    this.warmup = period + 1;
  }

  get value(): number | undefined {
    const ratio = this.#carried.at(RATIO);
    return ratio < 0 ? undefined : ratio;
  }

  next({ volume }: Pick<VolumeBar, 'volume'>): void {
    this.#carried.mark();
    const usual = this.#usual.isFull ? this.#usual.sum / this.#usual.length : 0;
    this.#carried.set(RATIO, usual > 0 ? volume / usual : NONE);
    this.#usual.push(volume);
  }

  undo(): void {
    this.#carried.undo();
    this.#usual.undo();
  }
}

type DayBar = Pick<TimedBar, 'openAt' | 'volume'>;

export class RelativeVolumeOfDay extends Streaming<DayBar> {
  readonly warmup: number;
  protected readonly parts: readonly Part[];
  readonly #barMs: number;
  readonly #carried = new Carried(1);
  readonly #slots: DaySlots;

  /** @param barMs length of a bar; a day must be a whole number of them */
  constructor(days: number, barMs: number) {
    super();
    assert(DAY_MS % barMs === 0, `a day is no whole number of bars of ${barMs} ms`);
    this.#barMs = barMs;
    this.#slots = new DaySlots(DAY_MS / barMs, days);
    this.#carried.set(RATIO, NONE);
    this.#carried.mark();
    this.parts = [this.#carried, this.#slots];
    this.warmup = (DAY_MS / barMs) * days + 1;
  }

  get value(): number | undefined {
    const ratio = this.#carried.at(RATIO);
    return ratio < 0 ? undefined : ratio;
  }

  next({ openAt, volume }: DayBar): void {
    this.#carried.mark();
    const slot = Math.floor((openAt % DAY_MS) / this.#barMs);
    const usual = this.#slots.mean(slot);
    this.#carried.set(RATIO, usual > 0 ? volume / usual : NONE);
    this.#slots.push(slot, volume);
  }

  undo(): void {
    this.#carried.undo();
    this.#slots.undo();
  }
}

/** The last `days` volumes of each time of day. */
class DaySlots {
  readonly #days: number;
  readonly #volumes: Float64Array;
  readonly #counts: Float64Array;
  #slotBefore = 0;
  #volumeBefore = 0;
  #countBefore = 0;

  constructor(slots: number, days: number) {
    this.#days = checkPeriod(days);
    this.#volumes = new Float64Array(slots * days);
    this.#counts = new Float64Array(slots);
  }

  /** 0 before the slot has seen all of its days. */
  mean(slot: number): number {
    if ((this.#counts[slot] as number) < this.#days) return 0;
    let sum = 0;
    for (let day = 0; day < this.#days; day++) sum += this.#volumes[slot * this.#days + day] as number;
    return sum / this.#days;
  }

  push(slot: number, volume: number): void {
    const count = this.#counts[slot] as number;
    const cell = slot * this.#days + (count % this.#days);
    this.#slotBefore = slot;
    this.#countBefore = count;
    this.#volumeBefore = this.#volumes[cell] as number;
    this.#volumes[cell] = volume;
    this.#counts[slot] = count + 1;
  }

  undo(): void {
    this.#counts[this.#slotBefore] = this.#countBefore;
    this.#volumes[this.#slotBefore * this.#days + (this.#countBefore % this.#days)] = this.#volumeBefore;
  }

  save(): number[] {
    return [this.#slotBefore, this.#volumeBefore, this.#countBefore, ...this.#counts, ...this.#volumes];
  }

  restore(saved: unknown): void {
    const numbers = savedNumbers(saved, 3 + this.#counts.length + this.#volumes.length);
    [this.#slotBefore = 0, this.#volumeBefore = 0, this.#countBefore = 0] = numbers;
    this.#counts.set(numbers.slice(3, 3 + this.#counts.length));
    this.#volumes.set(numbers.slice(3 + this.#counts.length));
  }
}
