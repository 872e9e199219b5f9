/**
 * When the trailing stop of an open position begins, by the exchange's newest price.
 * Invariant: the price is never the caller's; floats are percentages for people, prices are whole ticks.
 */
import { formatPrice, type Instrument, parseDecimal, type Ticks, ticks } from '../../domain/index.ts';
import type { PositionRow } from '../../engine/api.ts';
import { Problem } from '../contract/index.ts';
import { type Distances, levelsOf, trailingStop } from './protection-levels.ts';

const DECIMALS = 12;
/** What a caller's price may differ from the exchange's, as a share: beyond, one of the two is wrong or old. */
const DIFFERENCE_MAX = 0.01;

export type Trailing = {
  readonly price: Ticks;
  readonly activation: Ticks;
  readonly isActive: boolean;
  /** Where the stop belongs at this price once it is active. */
  readonly stop: Ticks;
};

export function trailingOf(
  instrument: Instrument,
  { row, price }: { readonly row: PositionRow; readonly price: Ticks },
  given: Distances,
): Trailing {
  const { side } = row;
  const { activation } = levelsOf(instrument, { side, entry: entryTicksOf(instrument, row) }, given);
  const isActive = side === 'long' ? price >= activation : price <= activation;
  return { price, activation, isActive, stop: trailingStop(instrument, { side, price }, given) };
}

/** Of the entry price, to two digits; a loss is negative. */
export function profitPercent({ side, entryPrice, markPrice }: PositionRow): number {
  const [entry, now] = [Number(entryPrice), Number(markPrice)];
  if (!(entry > 0 && now > 0)) return 0;
  return Math.round(((side === 'long' ? now - entry : entry - now) / entry) * 10_000) / 100;
}

/** 409: what the caller believes to be the price is not what the exchange says. */
export function differenceOf(instrument: Instrument, given: Ticks, price: Ticks): Problem | undefined {
  if (Math.abs(given - price) / price <= DIFFERENCE_MAX) return undefined;
  const [said, newest] = [formatPrice(instrument, given), formatPrice(instrument, price)];
  return new Problem(409, 'price-differs', {
    title: 'Price differs',
    detail: `price: ${said} is more than 1 % away from ${newest}, which the exchange says; nothing was moved`,
    field: 'price',
    value: said,
    allowed: `a price near ${newest}, or none`,
  });
}

/** An average entry need not be a whole tick: the nearest one. */
function entryTicksOf(instrument: Instrument, { entryPrice }: PositionRow): Ticks {
  const tick = BigInt(instrument.tick.units) * 10n ** BigInt(DECIMALS - instrument.tick.decimals);
  return ticks(Number((parseDecimal(entryPrice, DECIMALS, 'nearest') + tick / 2n) / tick));
}
