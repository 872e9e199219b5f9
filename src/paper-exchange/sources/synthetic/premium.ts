/**
 * The distance between a synthetic contract and its index, and the funding rate that follows from it.
 * Invariant: the rate that is settled is the rate that was announced last.
 *
 * premium = (last − index) ÷ index; it wanders around what the trend makes of it. The mark price is the index with the
 * premium smoothed. funding = average premium + clamp(interest − average premium, ±DAMPER), within ±RATE_MAX.
 */
import type { Rate } from '../../../domain/index.ts';
import type { Climate } from './climate.ts';
import type { Noise } from './noise.ts';

const MEMORY_S = 7_200;
const STATIONARY = 3e-4;
/** Longs pay up in a rising trend, shorts in a falling one: premium per unit of drift. */
const TREND_PREMIUM = 0.02;
const MARK_MEMORY_S = 30;
/** Of eight hours. */
const INTEREST = 1e-4;
const DAMPER = 5e-5;
const RATE_MAX = 3e-3;

export const FUNDING_TEXT =
  `average premium of last over index since the last settlement + clamp(${percent(INTEREST)} per 8 h − premium, ` +
  `±${percent(DAMPER)}), within ±${percent(RATE_MAX)}; mark = index × (1 + premium over ${MARK_MEMORY_S} s)`;

export class Premium {
  readonly #noise: Noise;
  readonly #interest: number;
  #sum = 0;
  #seconds = 0;
  /** (contract − index) / index now, but for what takers here have pushed. */
  now = 0;
  /** The whole of it, smoothed: what the mark price adds to the index. */
  smooth = 0;

  /** @param hours between two settlements. */
  constructor(noise: Noise, hours: number) {
    this.#noise = noise;
    this.#interest = (INTEREST * hours) / 8;
  }

  /** @param push relative displacement by takers here. */
  advance(climate: Climate, { seconds, push }: { seconds: number; push: number }): void {
    const shock = STATIONARY * Math.sqrt((2 * seconds) / MEMORY_S) * this.#noise.normal();
    this.now += (seconds / MEMORY_S) * (TREND_PREMIUM * climate.regime.drift - this.now) + shock;
    const whole = this.now + push;
    this.smooth += Math.min(1, seconds / MARK_MEMORY_S) * (whole - this.smooth);
    this.#sum += whole * seconds;
    this.#seconds += seconds;
  }

  /** By the premium since the last settlement, in steps of 10^-6. */
  get fundingRate(): Rate {
    const average = this.#seconds === 0 ? 0 : this.#sum / this.#seconds;
    const rate = clamp(average + clamp(this.#interest - average, DAMPER), RATE_MAX);
    return (BigInt(Math.round(rate * 1e6)) * 10_000n) as Rate;
  }

  settle(): void {
    this.#sum = 0;
    this.#seconds = 0;
  }

  save(): readonly number[] {
    return [this.now, this.smooth, this.#sum, this.#seconds];
  }

  restore([now = 0, smooth = 0, sum = 0, seconds = 0]: readonly number[]): void {
    this.now = now;
    this.smooth = smooth;
    this.#sum = sum;
    this.#seconds = seconds;
  }
}

const clamp = (value: number, bound: number): number => Math.max(-bound, Math.min(bound, value));

function percent(value: number): string {
  return `${Number((value * 100).toPrecision(6))} %`;
}
