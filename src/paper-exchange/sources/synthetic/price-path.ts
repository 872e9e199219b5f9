/**
 * One symbol's latent price: a random walk with clustered volatility, tied to the common factor.
 * Invariant: positive; a latent float that is rounded to ticks before anybody sees it.
 */
import type { Climate } from './climate.ts';
import type { Noise } from './noise.ts';
import type { Profile } from './profiles.ts';

const SECONDS_PER_DAY = 86_400;
const VARIANCE_MEMORY_S = 180;
/** Share of a squared surprise that goes into the next variance, per root second. */
const VARIANCE_SHOCK = 0.04;
const VARIANCE_SHOCK_MAX = 0.2;
/** The pull back to the reference price is spread over this time. */
const REVERSION_S = 20 * SECONDS_PER_DAY;

export class PricePath {
  readonly #profile: Profile;
  readonly #noise: Noise;
  readonly #volatility: number;
  readonly #ownWeight: number;
  #variance = 0.5;
  price: number;

  constructor(profile: Profile, noise: Noise, price: number) {
    this.#profile = profile;
    this.#noise = noise;
    this.#volatility = profile.dailyVolatility / Math.sqrt(SECONDS_PER_DAY);
    this.#ownWeight = Math.sqrt(1 - profile.correlation ** 2);
    this.price = price;
  }

  /** Standard deviation now in units of the usual one. */
  get excitement(): number {
    return Math.sqrt(this.#variance);
  }

  /** One step on; run from now into the past it draws what came before, by the same law. */
  advance(climate: Climate, seconds: number): void {
    const surprise = this.#profile.correlation * climate.factor + this.#ownWeight * this.#noise.normal();
    const move = this.#volatility * this.excitement * Math.sqrt(seconds) * surprise;
    const drift = climate.drift * this.#volatility * seconds;
    const pull = (seconds / REVERSION_S) * (1 - this.price / this.#profile.reference);
    const shock = Math.min(VARIANCE_SHOCK_MAX, VARIANCE_SHOCK * Math.sqrt(seconds));
    const relax = Math.min(0.5, seconds / VARIANCE_MEMORY_S);
    this.#variance += relax * (climate.varianceFactor - this.#variance) + shock * this.#variance * (surprise ** 2 - 1);
    this.price *= 1 + move + drift + pull;
  }
}
