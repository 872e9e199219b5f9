/**
 * What every streaming indicator is, and the two checks that all share.
 * Invariant: `next` allocates nothing; a value depends on the inputs alone, so `restore(save())` goes on as if never interrupted.
 */
import { assert, InvalidInput } from '../domain/index.ts';

/** What an indicator reads of a closed bar; a `Candle` is one. Prices in ticks, as numbers. */
export type Bar = { readonly high: number; readonly low: number; readonly close: number };

export interface Indicator<Input = number> {
  /** Inputs after which `value` is defined at the earliest. */
  readonly warmup: number;
  /** In the unit of the input unless the indicator says otherwise; undefined before warm-up. */
  readonly value: number | undefined;
  next(input: Input): void;
  /** Plain JSON. */
  save(): readonly number[];
  /** Takes over what `save` gave for the same settings. @throws InvalidInput when it is something else. */
  restore(saved: unknown): void;
}

/** @throws InvariantError when `period` is no whole number of at least `min`. */
export function checkPeriod(period: number, min = 1): number {
  assert(Number.isInteger(period) && period >= min, `period ${period} is no whole number of at least ${min}`);
  return period;
}

/** The numbers of a saved indicator. @throws InvalidInput when `saved` is not `length` finite numbers. */
export function savedNumbers(saved: unknown, length: number): number[] {
  if (Array.isArray(saved) && saved.length === length && saved.every(Number.isFinite)) return saved;
  throw new InvalidInput('indicator state', JSON.stringify(saved), `${length} finite numbers`);
}
