/**
 * What a list of results says, and how sure one can be of it.
 * Invariant: nothing is claimed of too few numbers; a measure without a meaning is undefined.
 */
import { normalCdf, normalQuantile } from './normal.ts';

/** Of the standard normal distribution: 95 % lie within. */
const Z_95 = 1.959963984540054;
const DAYS_PER_YEAR = 365;
const EULER = 0.5772156649015329;

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export const mean = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : sum(values) / values.length;

/** Of a sample; undefined below two values. */
export function deviation(values: readonly number[]): number | undefined {
  const middle = mean(values);
  if (middle === undefined || values.length < 2) return undefined;
  return Math.sqrt(sum(values.map((value) => (value - middle) ** 2)) / (values.length - 1));
}

/** Mean of the n-th power of the standardised values: 3 gives skewness, 4 kurtosis (3 for a normal distribution). */
export function standardMoment(values: readonly number[], n: number): number | undefined {
  const middle = mean(values);
  if (middle === undefined) return undefined;
  const spread = Math.sqrt(sum(values.map((value) => (value - middle) ** 2)) / values.length);
  return spread === 0 ? undefined : sum(values.map((value) => ((value - middle) / spread) ** n)) / values.length;
}

export type Interval = { readonly low: number; readonly high: number };

/**
 * The range of true rates that a count of successes fits with 95 % confidence (E. B. Wilson, 1927).
 * @returns undefined without trials.
 */
export function wilsonInterval(successes: number, trials: number): Interval | undefined {
  if (trials === 0) return undefined;
  const rate = successes / trials;
  const z2 = Z_95 ** 2 / trials;
  const centre = rate + z2 / 2;
  const spread = Z_95 * Math.sqrt((rate * (1 - rate)) / trials + z2 / (4 * trials));
  return { low: Math.max(0, (centre - spread) / (1 + z2)), high: Math.min(1, (centre + spread) / (1 + z2)) };
}

/** Mean ÷ deviation of one period's returns; undefined where nothing varies. */
export function sharpe(returns: readonly number[]): number | undefined {
  const spread = deviation(returns);
  return spread === undefined || spread === 0 ? undefined : sum(returns) / returns.length / spread;
}

/** Of daily returns, for a market that never closes. */
export const annualised = (daily: number): number => daily * Math.sqrt(DAYS_PER_YEAR);

/**
 * The probability that the true Sharpe ratio is above what the best of so many worthless trials would show by luck
 * (Bailey and López de Prado, "The Deflated Sharpe Ratio", 2014).
 * @param returns of the trial that was picked, per period.
 * @param trials Sharpe ratios per period of all that were tried, the picked one among them.
 * @returns undefined below three returns or where nothing varies.
 */
export function deflatedSharpe(returns: readonly number[], trials: readonly number[]): number | undefined {
  const found = sharpe(returns);
  const skewness = standardMoment(returns, 3);
  const kurtosis = standardMoment(returns, 4);
  if (returns.length < 3 || found === undefined || skewness === undefined || kurtosis === undefined) return undefined;
  const luck = luckOf({ spread: deviation(trials) ?? 0, count: trials.length });
  return shareOfSkill({ found, luck, skewness, kurtosis, periods: returns.length });
}

/** The Sharpe ratio that the best of `count` worthless trials is expected to show. @param spread deviation of theirs. */
export function luckOf({ spread, count }: { readonly spread: number; readonly count: number }): number {
  if (count < 2) return 0;
  return spread * ((1 - EULER) * normalQuantile(1 - 1 / count) + EULER * normalQuantile(1 - 1 / (count * Math.E)));
}

export type Finding = {
  readonly found: number;
  readonly luck: number;
  readonly skewness: number;
  readonly kurtosis: number;
  readonly periods: number;
};

/** The probability that a Sharpe ratio found over so many periods is truly above `luck`. */
export function shareOfSkill({ found, luck, skewness, kurtosis, periods }: Finding): number {
  const noise = Math.sqrt(1 - skewness * found + ((kurtosis - 1) / 4) * found ** 2);
  return normalCdf(((found - luck) * Math.sqrt(periods - 1)) / noise);
}

/** The greatest fall from a high, as a share of that high. */
export function maxDrawdown(equity: readonly number[]): number {
  let high = Number.NEGATIVE_INFINITY;
  let worst = 0;
  for (const value of equity) {
    high = Math.max(high, value);
    if (high > 0) worst = Math.max(worst, (high - value) / high);
  }
  return worst;
}

/** From one value to the next, as shares of the former. */
export const returnsOf = (values: readonly number[]): number[] =>
  values.slice(1).map((value, i) => value / (values[i] as number) - 1);
