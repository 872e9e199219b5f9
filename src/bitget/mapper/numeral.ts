/**
 * Numbers of the wire as exact values: text or JSON number in, money, rates, ticks, lots and times out.
 * Invariant: no float holds an amount on the way; "" and null mean that there is no number.
 */
import {
  asMoney,
  divideRounded,
  type Instrument,
  InvalidInput,
  type Lots,
  lots,
  type Money,
  money,
  parseDecimal,
  parsePrice,
  parseSize,
  RATE_DECIMALS,
  type Rate,
  type Ticks,
  ticks,
} from '../../domain/index.ts';
import type { Numeral } from '../protocol/index.ts';

export type MaybeNumeral = Numeral | null | undefined;

/** More decimals than any price or size of the exchange has. */
const FINE = 18;

/** The decimal text of a wire number; undefined where there is none. */
export function textOf(value: MaybeNumeral): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  return typeof value === 'string' ? value : plainText(value);
}

/** A JSON number without an exponent. */
function plainText(value: number): string {
  const text = String(value);
  const match = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return `${sign}${digits.padEnd(point, '0').slice(0, point)}`;
}

function required(value: MaybeNumeral, field: string): string {
  const text = textOf(value);
  if (text === undefined) throw new InvalidInput(field, value, 'a number');
  return text;
}

/** Epoch milliseconds. @throws InvalidInput when it is no time. */
export function timeOf(value: MaybeNumeral, field: string): number {
  const time = Number(required(value, field));
  if (!Number.isSafeInteger(time) || time < 0) throw new InvalidInput(field, value, 'epoch milliseconds');
  return time;
}

/** A count or a leverage: small, and no amount. @throws InvalidInput when it is no number. */
export function countOf(value: MaybeNumeral, field: string): number {
  const count = Number(required(value, field));
  if (!Number.isFinite(count)) throw new InvalidInput(field, value, 'a number');
  return count;
}

/** Money to 10^-12, rounded; zero where there is none. */
export const moneyOf = (value: MaybeNumeral): Money => {
  const text = textOf(value);
  return text === undefined ? asMoney(0n) : money(text, 'nearest');
};

/** As `moneyOf`, where none is no answer. @throws InvalidInput. */
export const requiredMoney = (value: MaybeNumeral, field: string): Money => money(required(value, field), 'nearest');

/** A rate to 10^-10, rounded; zero where there is none. */
export const rateOf = (value: MaybeNumeral): Rate =>
  parseDecimal(textOf(value) ?? '0', RATE_DECIMALS, 'nearest') as Rate;

/** An exact price. @throws InvalidInput when it is no whole number of ticks. */
export const priceOf = (instrument: Instrument, value: MaybeNumeral): Ticks =>
  parsePrice(instrument, required(value, `${instrument.symbol} price`));

/** The tick nearest to a price that need not be on one, such as a mark, an average or a bankruptcy price. */
export function nearestPrice(instrument: Instrument, value: MaybeNumeral): Ticks {
  const { units, decimals } = instrument.tick;
  const exact = parseDecimal(required(value, `${instrument.symbol} price`), FINE, 'nearest');
  return ticks(Number(divideRounded(exact, BigInt(units) * 10n ** BigInt(FINE - decimals))));
}

/** A price above zero, or undefined: the exchange writes "", "0" and negative numbers for "none". */
export function maybePrice(instrument: Instrument, value: MaybeNumeral): Ticks | undefined {
  if (textOf(value) === undefined) return undefined;
  const price = nearestPrice(instrument, value);
  return price > 0 ? price : undefined;
}

/** An exact size; zero where there is none. @throws InvalidInput when it is no whole number of lots. */
export const sizeOf = (instrument: Instrument, value: MaybeNumeral): Lots => {
  const text = textOf(value);
  return text === undefined ? lots(0) : parseSize(instrument, text);
};

/** Whole lots in a size that need not be a multiple, such as a traded volume. */
export function wholeLots(instrument: Instrument, value: MaybeNumeral): Lots {
  const { units, decimals } = instrument.lot;
  return lots(Number(parseDecimal(textOf(value) ?? '0', decimals, 'down') / BigInt(units)));
}

/** True for a held size. @throws InvalidInput for what is no number: what is not told is not zero. */
export function isHeldSize(value: MaybeNumeral, field: string): boolean {
  const text = required(value, field);
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new InvalidInput(field, value, 'a number');
  return isNonZero(text);
}

/** True for a number other than zero. */
export const isNonZero = (value: MaybeNumeral): boolean => /[1-9]/.test(textOf(value) ?? '');
