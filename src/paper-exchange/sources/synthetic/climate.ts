/**
 * What all symbols share: the regime (calm, trend, volatile) and one common factor of returns.
 * Invariant: advanced once per step, before any price.
 */
import type { Noise } from './noise.ts';

type Regime = { readonly varianceFactor: number; readonly drift: number; readonly meanLifeS: number };

const REGIMES = {
  calm: { varianceFactor: 0.5, drift: 0, meanLifeS: 2_400 },
  trend: { varianceFactor: 1, drift: 0.04, meanLifeS: 1_500 },
  volatile: { varianceFactor: 4, drift: 0, meanLifeS: 480 },
} as const satisfies Record<string, Regime>;

type RegimeName = keyof typeof REGIMES;

/** Where a regime goes when it ends, and how often. */
const SUCCESSORS: Readonly<Record<RegimeName, readonly [often: RegimeName, share: number, otherwise: RegimeName]>> = {
  calm: ['trend', 0.7, 'volatile'],
  trend: ['calm', 0.6, 'volatile'],
  volatile: ['calm', 0.5, 'trend'],
};

export class Climate {
  readonly #noise: Noise;
  #regime: RegimeName = 'calm';
  #direction: 1 | -1 = 1;
  /** Common factor of this step, standard normal. */
  factor = 0;

  constructor(noise: Noise) {
    this.#noise = noise;
  }

  get varianceFactor(): number {
    return REGIMES[this.#regime].varianceFactor;
  }

  /** Drift per second in units of a second's volatility; its sign is the direction of the trend. */
  get drift(): number {
    return REGIMES[this.#regime].drift * this.#direction;
  }

  advance(seconds: number): void {
    this.factor = this.#noise.normal();
    if (this.#noise.uniform() * REGIMES[this.#regime].meanLifeS >= seconds) return;
    const [often, share, otherwise] = SUCCESSORS[this.#regime];
    this.#regime = this.#noise.uniform() < share ? often : otherwise;
    this.#direction = this.#noise.uniform() < 0.5 ? -1 : 1;
  }
}
