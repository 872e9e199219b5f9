/**
 * A few numbers that an indicator carries from one input to the next, all zero at first.
 * Invariant: `undo` gives what stood at the last `mark`, however often it is called.
 */
import { savedNumbers } from './indicator.ts';

export class Carried {
  readonly #now: Float64Array;
  readonly #before: Float64Array;

  constructor(size: number) {
    this.#now = new Float64Array(size);
    this.#before = new Float64Array(size);
  }

  at(cell: number): number {
    return this.#now[cell] as number;
  }

  set(cell: number, value: number): void {
    this.#now[cell] = value;
  }

  /** Begins an input. */
  mark(): void {
    for (let i = 0; i < this.#now.length; i++) this.#before[i] = this.#now[i] as number;
  }

  undo(): void {
    for (let i = 0; i < this.#now.length; i++) this.#now[i] = this.#before[i] as number;
  }

  save(): number[] {
    return [...this.#now, ...this.#before];
  }

  restore(saved: unknown): void {
    const numbers = savedNumbers(saved, 2 * this.#now.length);
    this.#now.set(numbers.slice(0, this.#now.length));
    this.#before.set(numbers.slice(this.#now.length));
  }
}
