/**
 * Everything that a simulated life leaves to chance.
 * Invariant: the same seed gives the same answers to the same questions in the same order.
 */
import { seeded } from '../../../src/paper-exchange/core/testing/matching-duel.ts';

export class Chance {
  readonly #random: (below: number) => number;

  constructor(seed: number) {
    this.#random = seeded(seed);
  }

  /** A whole number from 0 to below `count`. */
  below(count: number): number {
    return this.#random(count);
  }

  /** A whole number, both ends included. */
  between(from: number, to: number): number {
    return from + this.#random(to - from + 1);
  }

  /** True in so many of a thousand cases. */
  hits(perMille: number): boolean {
    return this.#random(1_000) < perMille;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.#random(items.length)] as T;
  }

  /** Another stream of answers: how many are drawn from it changes nothing elsewhere. */
  fork(): Chance {
    return new Chance(this.#random(2 ** 31));
  }
}
