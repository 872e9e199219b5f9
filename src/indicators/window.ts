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

  push(value: number): void {
    this.#sum += value - (this.#ring[this.#head] as number);
    this.#ring[this.#head] = value;
    if (this.#count < this.length) this.#count++;
    this.#head++;
    if (this.#head === this.length) this.#turn();
  }

  #turn(): void {
    this.#head = 0;
    this.#sum = 0;
    for (let i = 0; i < this.length; i++) this.#sum += this.#ring[i] as number;
  }

  save(): number[] {
    return [this.#count, this.#head, this.#sum, ...this.#ring];
  }

  restore(saved: unknown): void {
    const [count = 0, head = 0, sum = 0, ...ring] = savedNumbers(saved, 3 + this.length);
    this.#count = count;
    this.#head = head;
    this.#sum = sum;
    this.#ring.set(ring);
  }
}
