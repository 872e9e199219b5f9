/**
 * How many calls of one endpoint each caller has left in the present second, and each address in the present minute.
 * Invariant: in one whole second of the exchange's clock no caller is let through more often than the limit.
 */
type Window = { second: number; used: number };

/** Callers kept; beyond it the idle ones of earlier seconds are dropped. */
const CALLERS_MAX = 1_000;

export class RateLimiter {
  readonly #perSecond: number;
  readonly #windows = new Map<string, Window>();

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  /**
   * Takes one call of `caller`, such as a key or an address, at exchange time `at`.
   * @returns calls left in this second; −1 when there was none to take.
   */
  take(caller: string, at: number): number {
    const second = Math.floor(at / 1_000);
    const window = this.#window(caller, second);
    if (window.second !== second) {
      window.second = second;
      window.used = 0;
    }
    if (window.used >= this.#perSecond) return -1;
    window.used++;
    return this.#perSecond - window.used;
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

export const ADDRESS_LIMIT = {
  perMinute: 6_000,
  /** How long an address that went beyond it is shut out. */
  recoveryMs: 300_000,
} as const;

const MINUTE_MS = 60_000;

/** The bound over all endpoints together, per network address. */
export class AddressLimiter {
  readonly #used = new Map<string, number>();
  readonly #shutUntil = new Map<string, number>();
  #minute = -1;

  /** @returns whether the address may call at exchange time `at`. */
  take(address: string, at: number): boolean {
    const until = this.#shutUntil.get(address);
    if (until !== undefined) {
      if (at < until) return false;
      this.#shutUntil.delete(address);
    }
    const minute = Math.floor(at / MINUTE_MS);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#used.clear();
    }
    const used = (this.#used.get(address) ?? 0) + 1;
    this.#used.set(address, used);
    if (used <= ADDRESS_LIMIT.perMinute) return true;
    this.#shutUntil.set(address, at + ADDRESS_LIMIT.recoveryMs);
    return false;
  }
}
