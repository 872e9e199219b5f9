/**
 * The last `length` values in a ring, with their sum.
 * Invariant: the sum is taken afresh once per turn of the ring, so that rounding errors never pile up.
 */
import { checkPeriod, savedNumbers } from './indicator.ts';

export class Window {
  readonly length: number;
  readonly #ring: Float64Array;
  #count = 0;
  #head = 0;
  #sum = 0;
  /** What the last `push` found: for `undo`. */
  #countBefore = 0;
  #headBefore = 0;
  #sumBefore = 0;
  #valueBefore = 0;

  constructor(length: number) {
    this.length = checkPeriod(length);
    this.#ring = new Float64Array(length);
  }

  get isFull(): boolean {
    return this.#count === this.length;
  }

  get sum(): number {
    return this.#sum;
  }

  /** Mean of the squared distances from `mean`, over a full window; each taken by itself, so that nothing cancels out. */
  variance(mean: number): number {
    let squares = 0;
    for (let i = 0; i < this.length; i++) squares += ((this.#ring[i] as number) - mean) ** 2;
    return squares / this.length;
  }

  push(value: number): void {
    this.#countBefore = this.#count;
    this.#headBefore = this.#head;
    this.#sumBefore = this.#sum;
    this.#valueBefore = this.#ring[this.#head] as number;
    this.#sum += value - this.#valueBefore;
    this.#ring[this.#head] = value;
    if (this.#count < this.length) this.#count++;
    this.#head++;
    if (this.#head === this.length) this.#turn();
  }

  undo(): void {
    this.#count = this.#countBefore;
    this.#head = this.#headBefore;
    this.#sum = this.#sumBefore;
    this.#ring[this.#head] = this.#valueBefore;
  }

  #turn(): void {
    this.#head = 0;
    this.#sum = 0;
    for (let i = 0; i < this.length; i++) this.#sum += this.#ring[i] as number;
  }

  save(): number[] {
    const before = [this.#countBefore, this.#headBefore, this.#sumBefore, this.#valueBefore];
    return [this.#count, this.#head, this.#sum, ...before, ...this.#ring];
  }

  restore(saved: unknown): void {
    const numbers = savedNumbers(saved, 7 + this.length);
    [this.#count = 0, this.#head = 0, this.#sum = 0] = numbers;
    [, , , this.#countBefore = 0, this.#headBefore = 0, this.#sumBefore = 0, this.#valueBefore = 0] = numbers;
    this.#ring.set(numbers.slice(7));
  }
}
