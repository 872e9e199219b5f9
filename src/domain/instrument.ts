/**
 * What can be traded and in which steps: tick, lot, bounds, fees; and the conversions between text and steps.
 * Invariant: inside Viper a price is an integer of ticks and a size an integer of lots.
 */
import type { Brand } from './brand.ts';
import { formatDecimal } from './decimal.ts';
import { assert, InvalidInput } from './errors.ts';
import { asMoney, MONEY_DECIMALS, type Money, type Rate } from './money.ts';

/** A price as a whole number of the instrument's ticks. */
export type Ticks = Brand<number, 'Ticks'>;

/** A size in base coin as a whole number of the instrument's lots. */
export type Lots = Brand<number, 'Lots'>;

export const ticks = (count: number): Ticks => count as Ticks;
export const lots = (count: number): Lots => count as Lots;

/** A step of `units × 10^-decimals`, such as 5 × 10^-1 = 0.5. */
export type Increment = { readonly units: number; readonly decimals: number };

export type InstrumentStatus = 'normal' | 'reduce-only' | 'halted';

/** A rung of the ladder of position sizes: what holds for positions worth up to `notionalMax`. */
export type PositionTier = {
  readonly notionalMax: Money;
  readonly leverageMax: number;
  readonly maintenanceMargin: Rate;
};

/** A USDT-margined perpetual contract. Rates are fractions (0.0006 = 6 bps). */
export type Instrument = {
  /** Canonical symbol: base + "USDT", such as BTCUSDT. */
  readonly symbol: string;
  readonly base: string;
  readonly tick: Increment;
  readonly lot: Increment;
  readonly sizeMin: Lots;
  readonly sizeMax: Lots;
  readonly marketSizeMax: Lots;
  readonly notionalMin: Money;
  readonly leverageMin: number;
  readonly leverageMax: number;
  readonly makerFee: Rate;
  readonly takerFee: Rate;
  /** Of the first position tier. */
  readonly maintenanceMargin: Rate;
  /** Smallest first; absent: one without end, of `leverageMax` and `maintenanceMargin`. Beyond the last one nothing is held. */
  readonly tiers?: readonly PositionTier[];
  readonly fundingIntervalHours: number;
  /** A buy above mark × (1 + band), or a sell below mark × (1 − band), is refused. */
  readonly priceBand: Rate;
  /** Of sells, where it differs. */
  readonly sellPriceBand?: Rate;
  readonly status: InstrumentStatus;
};

/**
 * The integer number of steps in a decimal text. Reads digits without a float, which is both exact and fast.
 * @throws InvalidInput when the text is no plain decimal or no whole multiple of the step.
 */
export function parseSteps(text: string, step: Increment, field: string): number {
  const units = scaledInteger(text, step.decimals);
  if (units === undefined || units % step.units !== 0) {
    throw new InvalidInput(field, text, `a whole multiple of ${formatSteps(1, step)}`);
  }
  return units / step.units;
}

/** Digits of `text` × 10^decimals, or undefined when it is no plain decimal, too fine, or beyond 2^53. */
function scaledInteger(text: string, decimals: number): number | undefined {
  let value = 0;
  let seen = 0;
  let places = -1;
  const start = text.charCodeAt(0) === 45 ? 1 : 0;
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 46 && places < 0 && seen > 0) places = 0;
    else if (code >= 48 && code <= 57) {
      seen++;
      if (places >= decimals) {
        if (code !== 48) return undefined;
      } else {
        value = value * 10 + (code - 48);
        if (places >= 0) places++;
      }
    } else return undefined;
  }
  if (seen === 0 || (places === 0 && text.endsWith('.'))) return undefined;
  for (let p = Math.max(places, 0); p < decimals; p++) value *= 10;
  if (value > Number.MAX_SAFE_INTEGER) return undefined;
  // Subtracted, so that "-0" is 0: a negative zero would not survive JSON.
  return start === 1 ? 0 - value : value;
}

export const formatSteps = (count: number, step: Increment): string =>
  formatDecimal(BigInt(count) * BigInt(step.units), step.decimals);

export const parsePrice = (instrument: Instrument, text: string): Ticks =>
  parseSteps(text, instrument.tick, `${instrument.symbol} price`) as Ticks;

export const formatPrice = (instrument: Instrument, price: Ticks): string => formatSteps(price, instrument.tick);

export const parseSize = (instrument: Instrument, text: string): Lots =>
  parseSteps(text, instrument.lot, `${instrument.symbol} size`) as Lots;

export const formatSize = (instrument: Instrument, size: Lots): string => formatSteps(size, instrument.lot);

/** For plots and indicators only. */
export const priceToNumber = (instrument: Instrument, price: Ticks): number =>
  (price * instrument.tick.units) / 10 ** instrument.tick.decimals;

/** For plots and indicators only. */
export const sizeToNumber = (instrument: Instrument, size: Lots): number =>
  (size * instrument.lot.units) / 10 ** instrument.lot.decimals;

const tickLotValues = new WeakMap<Instrument, bigint>();

/** The money value of one tick times one lot; exact because tick and lot together have at most 12 decimals. */
export function tickLotValue(instrument: Instrument): bigint {
  const known = tickLotValues.get(instrument);
  if (known !== undefined) return known;
  const { tick, lot } = instrument;
  const decimals = MONEY_DECIMALS - tick.decimals - lot.decimals;
  assert(decimals >= 0, `${instrument.symbol}: tick and lot are finer than money`);
  const value = BigInt(tick.units) * BigInt(lot.units) * 10n ** BigInt(decimals);
  tickLotValues.set(instrument, value);
  return value;
}

/** price × size in USDT, exact. */
export const notional = (instrument: Instrument, price: Ticks, size: Lots): Money =>
  asMoney(BigInt(price) * BigInt(size) * tickLotValue(instrument));
