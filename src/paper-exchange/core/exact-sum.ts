/**
 * A running sum of whole numbers that costs no more than an addition.
 * Invariant: exact, always; beyond 2^53 it goes on as a bigint.
 */
export class ExactSum {
  #near = 0;
  #far = 0n;

  /** @param amount a safe integer. */
  add(amount: number): void {
    const sum = this.#near + amount;
    if (Number.isSafeInteger(sum)) {
      this.#near = sum;
      return;
    }
    this.#far += BigInt(this.#near) + BigInt(amount);
    this.#near = 0;
  }

  /** The sum as a number; NaN where it has grown beyond 2^53. */
  get near(): number {
    return this.#far === 0n ? this.#near : Number.NaN;
  }

  get value(): bigint {
    return this.#far === 0n ? BigInt(this.#near) : this.#far + BigInt(this.#near);
  }
}
