/**
 * What would be: the largest position that can be opened, and where a larger one would be liquidated.
 * Invariant: asking changes nothing.
 */
import { asMoney, economicSide, type Lots, lots, type Money, notional, type Ticks } from '../../domain/index.ts';
import { openingSize } from './fills.ts';
import { crossedCash, type Leg, priceOf, solveBand } from './liquidation-price.ts';
import { feeFor, freeCash, maintenanceRate, marginFor, openingCost } from './margin.ts';
import { outsidePrice } from './outside-touch.ts';
import { type Account, type Core, marketOf, markOf, positionOf, seatOf, settingOf } from './state.ts';
import { pendingValueOf, tierValueOf, valueMaxAt } from './tiers.ts';
import type { LiquidationEstimateRequest, MaxOpenRequest } from './types.ts';

/** The largest size whose margin and fee the free cash pays, within the tier of the leverage and the bounds of an order. */
export function maxOpen(core: Core, account: Account, { symbol, positionSide, ...asked }: MaxOpenRequest): Lots {
  const { instrument } = marketOf(core, symbol);
  const setting = settingOf(core, account, symbol);
  const leverage = asked.leverage ?? setting.leverage;
  const price = asked.price ?? presentPrice(core, { symbol, positionSide });
  if (price === undefined) return lots(0);
  const free = freeCash(core, account, setting.marginMode);
  const side = { account: account.name, symbol, positionSide, marginMode: setting.marginMode };
  const held = asMoney(tierValueOf(core, side) + pendingValueOf(core, side));
  const valueMax = valueMaxAt(instrument, leverage);
  const seat = seatOf(core, account, symbol);
  const isPossible = (size: number): boolean => {
    const opened = openingSize(seat, { intent: 'open', positionSide }, lots(size));
    if (opened === 0) return true;
    const isPaid = openingCost(seat.market, price, { size: opened, leverage }) <= free;
    return isPaid && (valueMax === undefined || held + notional(instrument, price, opened) <= valueMax);
  };
  return largest(asked.price === undefined ? instrument.marketSizeMax : instrument.sizeMax, isPossible);
}

/** The largest whole number up to `max` that is possible, where all smaller ones are possible too. */
function largest(max: number, isPossible: (size: number) => boolean): Lots {
  let [low, high] = [0, max];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isPossible(middle)) low = middle;
    else high = middle - 1;
  }
  return lots(low);
}

function presentPrice(core: Core, { symbol, positionSide }: Pick<MaxOpenRequest, 'symbol' | 'positionSide'>) {
  const market = marketOf(core, symbol);
  const side = economicSide('open', positionSide);
  return outsidePrice(core, market, side, 0) ?? markOf(market);
}

export function estimateLiquidation(
  core: Core,
  account: Account,
  request: LiquidationEstimateRequest,
): Ticks | undefined {
  const { symbol, positionSide, size } = request;
  const { instrument } = marketOf(core, symbol);
  const setting = settingOf(core, account, symbol);
  const price = request.price ?? presentPrice(core, request);
  if (price === undefined) return undefined;
  const marginMode = request.marginMode ?? setting.marginMode;
  const value = notional(instrument, price, size);
  const held = positionOf(core, account.name, symbol, positionSide);
  const grown: Leg = {
    positionSide,
    size: lots(size + (held?.size ?? 0)),
    cost: asMoney(value + (held?.cost ?? 0n)),
  };
  const crossed = core.positions.of(account.name).filter((position) => position.marginMode === 'crossed');
  const isIsolated = marginMode === 'isolated';
  const others = crossed.filter((position) => position.symbol !== symbol);
  const beside = isIsolated ? [] : crossed.filter((position) => position.symbol === symbol && position !== held);
  const legs: Leg[] = [grown, ...beside];
  const margin = asMoney((held?.margin ?? 0n) + marginFor(value, request.leverage ?? setting.leverage));
  const rate = maintenanceRate(instrument, asMoney(sum(legs)));
  // The fee comes out of the cash, which backs crossed positions only.
  const backing = isIsolated
    ? margin
    : asMoney(crossedCash(core, account, others) - feeFor(instrument, value, 'taker'));
  return priceOf(solveBand({ instrument, rate }, legs, backing));
}

const sum = (legs: readonly { cost: Money }[]): bigint => legs.reduce((total, { cost }) => total + cost, 0n);
