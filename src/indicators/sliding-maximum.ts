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

  constructor(length: number) {
    this.#length = checkPeriod(length);
    this.#values = new Float64Array(length);
    this.#indices = new Float64Array(length);
  }

  get value(): number | undefined {
    return this.#count < this.#length ? undefined : this.#values[this.#front];
  }

  push(value: number): void {
    while (this.#size > 0 && (this.#values[this.#slot(this.#size - 1)] as number) <= value) this.#size--;
    if (this.#size > 0 && (this.#indices[this.#front] as number) <= this.#count - this.#length) {
      this.#front = this.#slot(1);
      this.#size--;
    }
    const back = this.#slot(this.#size);
    this.#values[back] = value;
    this.#indices[back] = this.#count;
    this.#size++;
    this.#count++;
  }

  #slot(offset: number): number {
    const slot = this.#front + offset;
    return slot < this.#length ? slot : slot - this.#length;
  }

  save(): number[] {
    return [this.#front, this.#size, this.#count, ...this.#values, ...this.#indices];
  }

  restore(saved: unknown): void {
    const [front = 0, size = 0, count = 0, ...rings] = savedNumbers(saved, 3 + 2 * this.#length);
    this.#front = front;
    this.#size = size;
    this.#count = count;
    this.#values.set(rings.slice(0, this.#length));
    this.#indices.set(rings.slice(this.#length));
  }
}
