/**
 * How large a trade may be: the size that loses the budget at its stop, fees of both ways included.
 * Invariant: rounded down to whole lots, so that the loss at the stop price never exceeds the budget.
 */
import {
  applyRate,
  asMoney,
  type Instrument,
  type Lots,
  type Money,
  notional,
  type Ticks,
  ticks,
} from '../../domain/index.ts';

const ONE_LOT = 1 as Lots;

/** Cash lost when one lot is entered at `price` and stopped out at `stop`, taker fees of both ways included. */
export function lossPerLot(instrument: Instrument, price: Ticks, stop: Ticks): Money {
  const distance = notional(instrument, ticks(Math.abs(price - stop)), ONE_LOT);
  const turnover = asMoney(notional(instrument, price, ONE_LOT) + notional(instrument, stop, ONE_LOT));
  return asMoney(distance + applyRate(turnover, instrument.takerFee));
}

/** Whole loss of a trade at its stop. */
export const lossAtStop = (instrument: Instrument, price: Ticks, stop: Ticks, size: Lots): Money =>
  asMoney(lossPerLot(instrument, price, stop) * BigInt(size));

/**
 * Lots whose loss at the stop stays within `budget`, and whose margin plus entry fee stays within `available`
 * at `leverage`; at most the instrument's largest market order. Zero when not even one lot fits.
 */
export function sizeForRisk(
  instrument: Instrument,
  entry: { readonly price: Ticks; readonly stop: Ticks; readonly leverage: number },
  cash: { readonly budget: Money; readonly available: Money },
): Lots {
  const byRisk = cash.budget / lossPerLot(instrument, entry.price, entry.stop);
  const perLot = marginPerLot(instrument, entry.price, entry.leverage);
  const byMargin = cash.available > 0n ? cash.available / perLot : 0n;
  const size = byRisk < byMargin ? byRisk : byMargin;
  return Math.min(Number(size), instrument.marketSizeMax) as Lots;
}

/** Initial margin and taker fees of both ways for one lot, rounded up. */
export function marginPerLot(instrument: Instrument, price: Ticks, leverage: number): Money {
  const value = notional(instrument, price, ONE_LOT);
  const fees = applyRate(asMoney(value * 2n), instrument.takerFee);
  return asMoney(value / BigInt(leverage) + fees + 1n);
}
