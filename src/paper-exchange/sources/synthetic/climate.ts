/**
 * What all symbols share: the regime of the market and one common factor of returns.
 * Invariant: advanced once per step, before any price. A regime lasts a random time of its mean, then gives way to
 * another by its row of the matrix.
 */
import type { Noise } from './noise.ts';

type Regime = {
  /** Of the returns, in units of the usual one. */
  readonly varianceFactor: number;
  /** Per second, in units of a second's volatility. */
  readonly drift: number;
  /** Time in which the price is drawn back to where it has been of late; undefined: it is not. */
  readonly reversionS: number | undefined;
  readonly meanLifeS: number;
};

export const REGIMES = {
  range: { varianceFactor: 0.5, drift: 0, reversionS: 1_800, meanLifeS: 3_600 },
  rising: { varianceFactor: 0.9, drift: 0.02, reversionS: undefined, meanLifeS: 3_600 },
  falling: { varianceFactor: 1.1, drift: -0.02, reversionS: undefined, meanLifeS: 3_600 },
  volatile: { varianceFactor: 3.5, drift: 0, reversionS: undefined, meanLifeS: 1_200 },
} as const satisfies Record<string, Regime>;

export type RegimeName = keyof typeof REGIMES;

/** Row: the regime that ends. Column: the one that follows. Each row adds up to 1, and no regime follows itself. */
export const SUCCESSION: Readonly<Record<RegimeName, Readonly<Record<RegimeName, number>>>> = {
  range: { range: 0, rising: 0.35, falling: 0.35, volatile: 0.3 },
  rising: { range: 0.5, rising: 0, falling: 0.2, volatile: 0.3 },
  falling: { range: 0.45, rising: 0.2, falling: 0, volatile: 0.35 },
  volatile: { range: 0.4, rising: 0.3, falling: 0.3, volatile: 0 },
};

/** The chain in one line: each regime with its mean life and its row. */
export const CLIMATE_TEXT = Object.entries(SUCCESSION)
  .map(([name, row]) => {
    const { varianceFactor, drift, meanLifeS } = REGIMES[name as RegimeName];
    const next = Object.entries(row).filter(([, share]) => share > 0);
    const then = next.map(([other, share]) => `${other} ${share}`).join(', ');
    return `${name} (variance × ${varianceFactor}, drift ${drift} σ/s, ${meanLifeS} s on average, then ${then})`;
  })
  .join('; ');

export type SavedClimate = { readonly regime: RegimeName; readonly noise: readonly number[] };

export class Climate {
  readonly #noise: Noise;
  #name: RegimeName = 'range';
  /** Common factor of this step: mean 0, variance 1, fat tails. */
  factor = 0;

  constructor(noise: Noise) {
    this.#noise = noise;
  }

  get name(): RegimeName {
    return this.#name;
  }

  get regime(): Regime {
    return REGIMES[this.#name];
  }

  advance(seconds: number): void {
    this.factor = this.#noise.heavy();
    if (this.#noise.uniform() * this.regime.meanLifeS < seconds) this.#name = this.#successor();
  }

  /** Between two steps: the factor is drawn anew in each. */
  save(): SavedClimate {
    return { regime: this.#name, noise: this.#noise.save() };
  }

  restore({ regime, noise }: SavedClimate): void {
    this.#name = regime;
    this.#noise.restore(noise);
  }

  #successor(): RegimeName {
    let left = this.#noise.uniform();
    let last = this.#name;
    for (const [name, share] of Object.entries(SUCCESSION[this.#name]) as [RegimeName, number][]) {
      if (share === 0) continue;
      last = name;
      left -= share;
      if (left < 0) break;
    }
    return last;
  }
}
