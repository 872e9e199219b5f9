/**
 * Values, margins and fees of one market in whole numbers of cash (10^-8 USDT), for the path that every order takes.
 * Invariant: a result equals that of `margin.ts` on bigints to the last digit, or is NaN where 2^53 does not hold it.
 */
import {
  asMoney,
  type Instrument,
  MONEY_DECIMALS,
  type Money,
  RATE_DECIMALS,
  tickLotValue,
  ZERO,
} from '../../domain/index.ts';

export const CASH_DECIMALS = 8;

/** Money in one unit of cash. */
const UNIT = 10 ** (MONEY_DECIMALS - CASH_DECIMALS);
const UNIT_EXACT = BigInt(UNIT);

/** A rate as a fraction in lowest terms. */
type Fraction = {
  readonly numerator: number;
  readonly denominator: number;
};

export type Scale = {
  /** Cash in one tick times one lot; NaN where that is no whole number. */
  readonly tickLotCash: number;
  readonly maker: Fraction;
  readonly taker: Fraction;
};

export function scaleOf(instrument: Instrument): Scale {
  const value = tickLotValue(instrument);
  return {
    tickLotCash: value % UNIT_EXACT === 0n ? Number(value / UNIT_EXACT) : Number.NaN,
    maker: fractionOf(instrument.makerFee),
    taker: fractionOf(instrument.takerFee),
  };
}

function fractionOf(rate: bigint): Fraction {
  const one = 10n ** BigInt(RATE_DECIMALS);
  const common = commonDivisor(rate < 0n ? -rate : rate, one);
  return {
    numerator: Number(rate / common),
    denominator: Number(one / common),
  };
}

const commonDivisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : commonDivisor(b, a % b));

const safe = (value: number): number => (value <= Number.MAX_SAFE_INTEGER ? value : Number.NaN);

/** price × size. */
export const valueCash = ({ tickLotCash }: Scale, price: number, size: number): number =>
  // Where the steps are not safe their product with a whole number of cash is not either.
  safe(price * size * tickLotCash);

/**
 * `value` × numerator ÷ denominator, rounded half up to 10^-12 and that to a unit of cash: in two steps, as on bigints.
 * NaN for a negative numerator.
 */
export function shareCash(value: number, numerator: number, denominator: number): number {
  const scaled = value * numerator;
  if (!(scaled >= 0 && scaled <= Number.MAX_SAFE_INTEGER)) return Number.NaN;
  const rest = scaled % denominator;
  const whole = (scaled - rest) / denominator;
  if (rest === 0) return whole;
  // The quotient is below 10^4 and its distance from a whole number at least 1 ÷ (2 × denominator): a float tells them apart.
  const fine = Math.floor((2 * rest * UNIT + denominator) / (2 * denominator));
  return 2 * fine >= UNIT ? whole + 1 : whole;
}

/** What `openingCost` gives. */
export function openingCostCash({ taker }: Scale, value: number, leverage: number): number {
  return safe(shareCash(value, 1, leverage) + shareCash(value, taker.numerator, taker.denominator));
}

/** Rounded up to a unit of cash; NaN beyond 2^53. */
export const cashAbove = (amount: bigint): number => (amount === 0n ? 0 : safe(Number(amount / UNIT_EXACT + 1n)));

/** Rounded down to a unit of cash. */
export const cashBelow = (amount: bigint): number => Math.min(Number(amount / UNIT_EXACT), Number.MAX_SAFE_INTEGER);

/** @param amount a safe integer of cash. */
export function moneyOfCash(amount: number): Money {
  if (amount === 0) return ZERO;
  const units = amount * UNIT;
  return asMoney(Number.isSafeInteger(units) ? BigInt(units) : BigInt(amount) * UNIT_EXACT);
}
