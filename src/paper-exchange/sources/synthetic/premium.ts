/**
 * The distance between a synthetic contract and its index, and the funding rate that follows from it.
 * Invariant: the rate that is settled is the rate that was announced last.
 */
import type { Rate } from '../../../domain/index.ts';
import type { Climate } from './climate.ts';
import type { Noise } from './noise.ts';

const MEMORY_S = 7_200;
const STATIONARY = 3e-4;
/** Longs pay up in a rising trend, shorts in a falling one: premium per unit of drift. */
const TREND_PREMIUM = 0.01;
const MARK_MEMORY_S = 30;
/** funding = average premium + clamp(interest − average premium, ±DAMPER), within ±RATE_MAX. */
const INTEREST = 1e-4;
const DAMPER = 5e-5;
const RATE_MAX = 3e-3;

export class Premium {
  readonly #noise: Noise;
  #sum = 0;
  #seconds = 0;
  /** (contract − index) / index now. */
  now = 0;
  /** The same, smoothed: what the mark price adds to the index. */
  smooth = 0;

  constructor(noise: Noise) {
    this.#noise = noise;
  }

  advance(climate: Climate, seconds: number): void {
    const shock = STATIONARY * Math.sqrt((2 * seconds) / MEMORY_S) * this.#noise.normal();
    this.now += (seconds / MEMORY_S) * (TREND_PREMIUM * climate.drift - this.now) + shock;
    this.smooth += Math.min(1, seconds / MARK_MEMORY_S) * (this.now - this.smooth);
    this.#sum += this.now * seconds;
    this.#seconds += seconds;
  }

  /** By the premium since the last settlement, in steps of 10^-6. */
  get fundingRate(): Rate {
    const average = this.#seconds === 0 ? 0 : this.#sum / this.#seconds;
    const rate = clamp(average + clamp(INTEREST - average, DAMPER), RATE_MAX);
    return (BigInt(Math.round(rate * 1e6)) * 10_000n) as Rate;
  }

  settle(): void {
    this.#sum = 0;
    this.#seconds = 0;
  }
}

const clamp = (value: number, bound: number): number => Math.max(-bound, Math.min(bound, value));
