/**
 * One symbol's latent price: a random walk with clustered volatility and fat tails, tied to the common factor.
 * Invariant: positive; a latent float that is rounded to ticks before anybody sees it.
 *
 * variance ← variance + relax × (regime's variance − variance) + shock × variance × (surprise² − 1), a GARCH(1,1)
 * whose level is the regime's.
 */
import type { Climate } from './climate.ts';
import type { Noise } from './noise.ts';
import type { Profile } from './profiles.ts';

const SECONDS_PER_DAY = 86_400;
const VARIANCE_MEMORY_S = 240;
/** Share of a squared surprise that goes into the next variance, per root second. */
const VARIANCE_SHOCK = 0.026;
const VARIANCE_SHOCK_MAX = 0.2;
const VARIANCE_MAX = 40;
/** The pull back to the reference price is spread over this time. */
const REVERSION_S = 20 * SECONDS_PER_DAY;
/** Memory of where the price has been of late: the middle of a range. */
const MIDDLE_MEMORY_S = 3_600;

export const PRICE_TEXT =
  `one factor for all symbols beside their own noise, fat tails, GARCH(1,1) of ${VARIANCE_MEMORY_S} s memory ` +
  'around the variance of the regime';

export class PricePath {
  readonly #profile: Profile;
  readonly #noise: Noise;
  readonly #volatility: number;
  readonly #ownWeight: number;
  #variance = 0.5;
  #middle: number;
  price: number;

  constructor(profile: Profile, noise: Noise, price: number) {
    this.#profile = profile;
    this.#noise = noise;
    this.#volatility = profile.dailyVolatility / Math.sqrt(SECONDS_PER_DAY);
    this.#ownWeight = Math.sqrt(1 - profile.correlation ** 2);
    this.#middle = price;
    this.price = price;
  }

  /** Standard deviation now in units of the usual one. */
  get excitement(): number {
    return Math.sqrt(this.#variance);
  }

  /** One step on; run from now into the past it draws what came before, by the same law. */
  advance({ factor, regime }: Climate, seconds: number): void {
    const { correlation, reference } = this.#profile;
    const surprise = correlation * factor + this.#ownWeight * this.#noise.heavy();
    const move = this.#volatility * this.excitement * Math.sqrt(seconds) * surprise;
    const drift = regime.drift * this.#volatility * seconds;
    const home = (seconds / REVERSION_S) * (1 - this.price / reference);
    const range = regime.reversionS ? (seconds / regime.reversionS) * (this.#middle / this.price - 1) : 0;
    this.#advanceVariance(regime.varianceFactor, surprise, seconds);
    this.price *= Math.max(0.5, 1 + move + drift + home + range);
    this.#middle += Math.min(1, seconds / MIDDLE_MEMORY_S) * (this.price - this.#middle);
  }

  save(): readonly number[] {
    return [this.price, this.#variance, this.#middle];
  }

  restore([price = 0, variance = 0, middle = 0]: readonly number[]): void {
    this.price = price;
    this.#variance = variance;
    this.#middle = middle;
  }

  #advanceVariance(level: number, surprise: number, seconds: number): void {
    const shock = Math.min(VARIANCE_SHOCK_MAX, VARIANCE_SHOCK * Math.sqrt(seconds));
    const relax = Math.min(0.5, seconds / VARIANCE_MEMORY_S);
    const next = this.#variance + relax * (level - this.#variance) + shock * this.#variance * (surprise ** 2 - 1);
    this.#variance = Math.min(VARIANCE_MAX, next);
  }
}
