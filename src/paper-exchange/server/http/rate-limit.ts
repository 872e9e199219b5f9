/**
 * How many requests each caller has left in the present second of exchange time, per endpoint.
 * Invariant: in one whole second of the exchange's clock no caller is let through more often than the limit.
 */
type Window = { second: number; used: number };

/** Callers kept; beyond it the idle ones of earlier seconds are dropped. */
const CALLERS_MAX = 10_000;

export class RateLimiter {
  readonly #windows = new Map<string, Window>();

  /**
   * Takes one request of `caller`.
   * @param caller endpoint and key or address, such as "place-order|key-1".
   * @returns requests left in this second; −1 when there was none to take.
   */
  take(caller: string, perSecond: number, at: number): number {
    const second = Math.floor(at / 1_000);
    const window = this.#window(caller, second);
    if (window.second !== second) {
      window.second = second;
      window.used = 0;
    }
    if (window.used >= perSecond) return -1;
    window.used++;
    return perSecond - window.used;
  }

  #window(caller: string, second: number): Window {
    const known = this.#windows.get(caller);
    if (known) return known;
    if (this.#windows.size >= CALLERS_MAX) {
      for (const [name, window] of this.#windows) if (window.second !== second) this.#windows.delete(name);
    }
    const fresh = { second, used: 0 };
    this.#windows.set(caller, fresh);
    return fresh;
  }
}
