/**
 * Moving average convergence and divergence: the line is EMA(fast) − EMA(slow), the signal an EMA of the line.
 * All three outputs begin together; the fast average is seeded with the last `fast` of the first `slow` inputs.
 */
import { assert } from '../domain/index.ts';
import { Carried } from './carried.ts';
import { type Part, Streaming } from './indicator.ts';
import { Ema } from './smoothed-average.ts';

/** Inputs so far, counted up to `slow`. */
const COUNT = 0;

export class Macd extends Streaming<number> {
  readonly warmup: number;
  protected readonly parts: readonly Part[];
  readonly #carried = new Carried(1);
  readonly #fast: Ema;
  readonly #slow: Ema;
  readonly #signal: Ema;

  constructor(fast = 12, slow = 26, signal = 9) {
    super();
    assert(fast < slow, `the fast period ${fast} is not below the slow one of ${slow}`);
    this.#fast = new Ema(fast);
    this.#slow = new Ema(slow);
    this.#signal = new Ema(signal);
    this.parts = [this.#carried, this.#fast, this.#slow, this.#signal];
    this.warmup = slow + signal - 1;
  }

  /** The line. */
  get value(): number | undefined {
    return this.#signal.value === undefined ? undefined : this.#line();
  }

  get signal(): number | undefined {
    return this.#signal.value;
  }

  /** Line − signal: above zero while the line rises away from its average. */
  get histogram(): number | undefined {
    const { value, signal } = this;
    return value === undefined || signal === undefined ? undefined : value - signal;
  }

  next(value: number): void {
    this.#carried.mark();
    if (this.#carried.at(COUNT) < this.#slow.warmup) this.#carried.set(COUNT, this.#carried.at(COUNT) + 1);
    if (this.#isFastOn()) this.#fast.next(value);
    this.#slow.next(value);
    const line = this.#line();
    if (line !== undefined) this.#signal.next(line);
  }

  undo(): void {
    if (this.#line() !== undefined) this.#signal.undo();
    this.#slow.undo();
    if (this.#isFastOn()) this.#fast.undo();
    this.#carried.undo();
  }

  #isFastOn(): boolean {
    return this.#carried.at(COUNT) > this.#slow.warmup - this.#fast.warmup;
  }

  #line(): number | undefined {
    const [fast, slow] = [this.#fast.value, this.#slow.value];
    return fast === undefined || slow === undefined ? undefined : fast - slow;
  }
}
