/**
 * How many departures a span of time still allows.
 * Invariant: for every i, departure i + count is at least one span after departure i.
 */
export type WindowOptions = {
  readonly count: number;
  readonly spanMs: number;
  /** Monotonic milliseconds. */
  readonly now: () => number;
};

export class Window {
  readonly #options: WindowOptions;
  /** Ring of the times of the last departures. */
  readonly #departures: number[];
  #next = 0;
  #closedUntil = Number.NEGATIVE_INFINITY;

  constructor(options: WindowOptions) {
    this.#options = options;
    this.#departures = new Array<number>(options.count).fill(Number.NEGATIVE_INFINITY);
  }

  /** Milliseconds until there is room; zero or less when there is. */
  waitMs(): number {
    const room = (this.#departures[this.#next] as number) + this.#options.spanMs;
    return Math.max(room, this.#closedUntil) - this.#options.now();
  }

  depart(): void {
    this.#departures[this.#next] = this.#options.now();
    this.#next = (this.#next + 1) % this.#departures.length;
  }

  /** Allows nothing for a while, whatever was counted. */
  closeFor(ms: number): void {
    this.#closedUntil = Math.max(this.#closedUntil, this.#options.now() + ms);
  }
}
