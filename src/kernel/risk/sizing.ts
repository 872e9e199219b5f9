/**
 * How large a trade may be: the size that loses the budget at its stop, fees of both ways included.
 * Invariant: rounded down to whole lots, so that the loss at the stop price never exceeds the budget.
 */
import {
  applyRate,
  asMoney,
  direction,
  type Instrument,
  type Lots,
  type Money,
  notional,
  type PositionSide,
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

/** A position with its exact cost, and where its stop stands. */
export type StoppedPosition = {
  readonly positionSide: PositionSide;
  readonly size: Lots;
  readonly cost: Money;
  readonly stop: Ticks;
};

/**
 * Loss of the whole position at its stop after `addition` has been entered, taker fees of both ways of every lot included;
 * negative where the stop locks in a profit. What the position has realised before is left out.
 */
export function grownLossAtStop(
  instrument: Instrument,
  { positionSide, size, cost, stop }: StoppedPosition,
  addition: { readonly price: Ticks; readonly size: Lots },
): Money {
  const left = notional(instrument, stop, size);
  const fees = applyRate(asMoney(cost + left), instrument.takerFee);
  const held = (cost - left) * BigInt(direction(positionSide)) + fees;
  return asMoney(held + lossAtStop(instrument, addition.price, stop, addition.size));
}

/**
 * Lots to add: by themselves within `budget` and the margin that is available, together with the position within
 * `wholeBudget`, and never more than the position. Zero when not even one lot fits.
 */
export function sizeForAddition(
  instrument: Instrument,
  position: StoppedPosition,
  wish: {
    readonly price: Ticks;
    readonly leverage: number;
    readonly budget: Money;
    readonly wholeBudget: Money;
    readonly available: Money;
  },
): Lots {
  const { stop, size } = position;
  const { price } = wish;
  const alone = sizeForRisk(instrument, { price, stop, leverage: wish.leverage }, wish);
  const held = grownLossAtStop(instrument, position, { price, size: 0 as Lots });
  const left = wish.wholeBudget - held;
  const loss = lossPerLot(instrument, price, stop);
  const together = left > 0n && loss > 0n ? Number(left / loss) : 0;
  return Math.min(alone, together, size) as Lots;
}

/**
 * Lots whose loss at the stop stays within `budget`, and whose margin plus entry fee stays within `available`
 * at `leverage`; at most the instrument's largest market order. Zero when not even one lot fits.
 */
export function sizeForRisk(
  instrument: Instrument,
  entry: { readonly price: Ticks; readonly stop: Ticks; readonly leverage: number },
  cash: { readonly budget: Money; readonly available: Money },
): Lots {
  const loss = lossPerLot(instrument, entry.price, entry.stop);
  const byRisk = loss > 0n ? cash.budget / loss : 0n;
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
