/**
 * From the model's floats to the market's integers, and the pace that all synthetic markets share.
 * Invariant: every price is at least one tick and every size at least one lot.
 */
import { type Instrument, type Lots, lots, type Ticks, ticks } from '../../../domain/index.ts';

/** Mean number of trades per symbol and second in a normal regime. */
export const TRADES_PER_SECOND = 1.2;

/** A price in ticks, not rounded. */
export const rawTicks = (instrument: Instrument, price: number): number =>
  (price * 10 ** instrument.tick.decimals) / instrument.tick.units;

export const ticksOf = (instrument: Instrument, price: number): Ticks =>
  ticks(Math.max(1, Math.round(rawTicks(instrument, price))));

/** The size whose value at `price` is about `notional` USDT. */
export function lotsOf(instrument: Instrument, notional: number, price: Ticks): Lots {
  const { tick, lot } = instrument;
  const lotValue = (price * tick.units * lot.units) / 10 ** (tick.decimals + lot.decimals);
  return lots(Math.max(1, Math.round(notional / lotValue)));
}
