/**
 * The maximum of the last `length` values in amortised constant time: a ring of candidates that only fall.
 * Invariant: the front is the maximum; a value that a later one reaches or exceeds can never be it and is dropped.
 */
import { checkPeriod, savedNumbers } from './indicator.ts';

export class SlidingMaximum {
  readonly #length: number;
  readonly #values: Float64Array;
  readonly #indices: Float64Array;
  #front = 0;
  #size = 0;
  #count = 0;
  /** What the last `push` found; a dropped candidate stays in its slot, so that only one slot has to be kept. */
  #frontBefore = 0;
  #sizeBefore = 0;
  #countBefore = 0;
  #slotBefore = 0;
  #valueBefore = 0;
  #indexBefore = 0;

  constructor(length: number) {
    this.#length = checkPeriod(length);
    this.#values = new Float64Array(length);
    this.#indices = new Float64Array(length);
  }

  get value(): number | undefined {
    return this.#count < this.#length ? undefined : this.#values[this.#front];
  }

  push(value: number): void {
    this.#frontBefore = this.#front;
    this.#sizeBefore = this.#size;
    this.#countBefore = this.#count;
    while (this.#size > 0 && (this.#values[this.#slot(this.#size - 1)] as number) <= value) this.#size--;
    if (this.#size > 0 && (this.#indices[this.#front] as number) <= this.#count - this.#length) {
      this.#front = this.#slot(1);
      this.#size--;
    }
    this.#put(this.#slot(this.#size), value);
    this.#size++;
    this.#count++;
  }

  #put(slot: number, value: number): void {
    this.#slotBefore = slot;
    this.#valueBefore = this.#values[slot] as number;
    this.#indexBefore = this.#indices[slot] as number;
    this.#values[slot] = value;
    this.#indices[slot] = this.#count;
  }

  undo(): void {
    this.#front = this.#frontBefore;
    this.#size = this.#sizeBefore;
    this.#count = this.#countBefore;
    this.#values[this.#slotBefore] = this.#valueBefore;
    this.#indices[this.#slotBefore] = this.#indexBefore;
  }

  #slot(offset: number): number {
    const slot = this.#front + offset;
    return slot < this.#length ? slot : slot - this.#length;
  }

  save(): number[] {
    const now = [this.#front, this.#size, this.#count];
    const before = [this.#frontBefore, this.#sizeBefore, this.#countBefore];
    const slot = [this.#slotBefore, this.#valueBefore, this.#indexBefore];
    return [...now, ...before, ...slot, ...this.#values, ...this.#indices];
  }

  restore(saved: unknown): void {
    const numbers = savedNumbers(saved, 9 + 2 * this.#length);
    [this.#front = 0, this.#size = 0, this.#count = 0] = numbers;
    [, , , this.#frontBefore = 0, this.#sizeBefore = 0, this.#countBefore = 0] = numbers;
    [this.#slotBefore = 0, this.#valueBefore = 0, this.#indexBefore = 0] = numbers.slice(6);
    this.#values.set(numbers.slice(9, 9 + this.#length));
    this.#indices.set(numbers.slice(9 + this.#length));
  }
}
