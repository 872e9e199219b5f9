/**
 * Stops asking a host that does not answer, and finds out when it does again.
 * Invariant: while the circuit is open nothing passes; after the pause one call at a time does, until one is answered.
 */
export type CircuitOptions = {
  /** Failures in a row that open it. */
  readonly failuresMax: number;
  readonly openMs: number;
  /** Monotonic milliseconds. */
  readonly now: () => number;
};

export class Circuit {
  readonly #options: CircuitOptions;
  #failures = 0;
  #openUntil = Number.NEGATIVE_INFINITY;

  constructor(options: CircuitOptions) {
    this.#options = options;
  }

  get state(): 'closed' | 'open' | 'half-open' {
    if (this.#failures < this.#options.failuresMax) return 'closed';
    return this.#options.now() < this.#openUntil ? 'open' : 'half-open';
  }

  /** False when the call must not be made. A call that passes half open closes the way for others until it ends. */
  tryPass(): boolean {
    const { state } = this;
    if (state === 'half-open') this.#open();
    return state !== 'open';
  }

  succeeded(): void {
    this.#failures = 0;
  }

  failed(): void {
    if (++this.#failures >= this.#options.failuresMax) this.#open();
  }

  #open(): void {
    this.#openUntil = this.#options.now() + this.#options.openMs;
  }
}
