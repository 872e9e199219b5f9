/**
 * Money in USDT as a scaled integer, and the rates that multiply it.
 * Invariant: a `Money` is exact to 10^-12 USDT; it is never a float, in memory or on any wire.
 */
import type { Brand } from './brand.ts';
import { divideRounded, formatDecimal, parseDecimal, type Rounding } from './decimal.ts';

/** An amount of USDT in units of 10^-12. */
export type Money = Brand<bigint, 'Money'>;

/** A dimensionless factor (fee rate, funding rate, share) in units of 10^-10. */
export type Rate = Brand<bigint, 'Rate'>;

export const MONEY_DECIMALS = 12;
export const RATE_DECIMALS = 10;
const RATE_ONE = 10n ** BigInt(RATE_DECIMALS);

export const ZERO = 0n as Money;

/** Brands the result of arithmetic on money, which TypeScript sees as a plain bigint. */
export const asMoney = (units: bigint): Money => units as Money;

/** @throws InvalidInput when `text` is not a decimal, or is finer than 10^-12 under `exact`. */
export const money = (text: string, rounding: Rounding = 'exact'): Money =>
  parseDecimal(text, MONEY_DECIMALS, rounding) as Money;

export const formatMoney = (value: Money): string => formatDecimal(value, MONEY_DECIMALS);

/** For plots and ratios only: the float loses digits and must never come back as money. */
export const moneyToNumber = (value: Money): number => Number(value) / 10 ** MONEY_DECIMALS;

/** @throws InvalidInput when `text` is not a decimal, or is finer than 10^-10. */
export const rate = (text: string): Rate => parseDecimal(text, RATE_DECIMALS) as Rate;

export const formatRate = (value: Rate): string => formatDecimal(value, RATE_DECIMALS);

/** `amount × factor`, rounded half away from zero to 10^-12. */
export const applyRate = (amount: Money, factor: Rate): Money => divideRounded(amount * factor, RATE_ONE) as Money;

/** `amount` rounded half away from zero to `decimals` places: what an exchange books. */
export function roundMoney(amount: Money, decimals: number): Money {
  const unit = 10n ** BigInt(MONEY_DECIMALS - decimals);
  return (divideRounded(amount, unit) * unit) as Money;
}

export const minMoney = (a: Money, b: Money): Money => (a < b ? a : b);
export const maxMoney = (a: Money, b: Money): Money => (a > b ? a : b);
