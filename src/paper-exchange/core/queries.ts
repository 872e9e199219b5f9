/**
 * What may be asked of markets and positions.
 * Invariant: answers are copies; asking changes nothing.
 */
import {
  asMoney,
  divideRounded,
  formatMoney,
  type Level,
  type Lots,
  lots,
  type PositionReport,
  type Side,
  type Ticks,
  tickLotValue,
} from '../../domain/index.ts';
import { liquidationPriceOf, marginRatioOf } from './liquidation.ts';
import { maintenanceOf, positionMargin, unrealisedOf } from './margin.ts';
import { outsideTouch } from './matching.ts';
import { closableOf } from './order-store.ts';
import { type Core, knownMark, type Market, marketOf, markOf, type Position } from './state.ts';
import type { BookView, PositionDetail, Ticker } from './types.ts';

/** Entries at or after `from`; the list is in order of time. */
export function since<T extends { readonly at: number }>(entries: readonly T[], from: number): readonly T[] {
  let start = entries.length;
  while (start > 0 && (entries[start - 1]?.at ?? 0) >= from) start--;
  return entries.slice(start);
}

export function positionReport(core: Core, position: Position): PositionReport {
  const { symbol, positionSide, size, leverage, marginMode } = position;
  return {
    symbol,
    positionSide,
    size,
    entryPrice: entryPriceOf(core, position),
    leverage,
    marginMode,
    liquidationPrice: liquidationPriceOf(core, position),
  };
}

/** Average entry to 12 decimals. */
function entryPriceOf(core: Core, { symbol, cost, size }: Position): string {
  const { lot } = marketOf(core, symbol).instrument;
  return formatMoney(asMoney(divideRounded(cost * 10n ** BigInt(lot.decimals), BigInt(size) * BigInt(lot.units))));
}

export function positionDetail(core: Core, position: Position): PositionDetail {
  const market = marketOf(core, position.symbol);
  const mark = knownMark(market);
  const { account, realised, fees, funding, openedAt, updatedAt } = position;
  return {
    ...positionReport(core, position),
    account,
    margin: positionMargin(market.instrument, position, mark),
    unrealised: unrealisedOf(market.instrument, position, mark),
    realised,
    fees,
    funding,
    maintenance: maintenanceOf(market.instrument, position, mark),
    marginRatio: marginRatioOf(core, position),
    closable: closableOf(core, position),
    mark,
    openedAt,
    updatedAt,
  };
}

type Touch = { readonly price: Ticks; readonly size: Lots };

export function tickerOf(core: Core, market: Market): Ticker {
  const [bid] = levelsOf(core, market, { side: 'buy', depth: 1 });
  const [ask] = levelsOf(core, market, { side: 'sell', depth: 1 });
  const day = market.stats.summary(market.at);
  return {
    symbol: market.instrument.symbol,
    at: market.at,
    last: market.last,
    bid: bid?.[0],
    bidSize: bid?.[1] ?? lots(0),
    ask: ask?.[0],
    askSize: ask?.[1] ?? lots(0),
    mark: markOf(market),
    index: market.index,
    fundingRate: market.fundingRate,
    nextFundingAt: market.nextFundingAt,
    open24h: day.open,
    high24h: day.high,
    low24h: day.low,
    volume24h: day.volume,
    turnover24h: asMoney(day.turnoverSteps * tickLotValue(market.instrument)),
  };
}

export const bookView = (core: Core, market: Market, depth: number): BookView => ({
  symbol: market.instrument.symbol,
  at: market.at,
  bids: levelsOf(core, market, { side: 'buy', depth }),
  asks: levelsOf(core, market, { side: 'sell', depth }),
});

/** Outside levels and resting orders of a side in one, best first. */
function levelsOf(core: Core, market: Market, { side, depth }: { side: Side; depth: number }): Level[] {
  const levels = new Map<Ticks, number>(
    outsideLevels(core, market, { side, depth }).map(({ price, size }) => [price, size]),
  );
  for (const order of core.orders.in(market.instrument.symbol)) {
    if (!order.isResting || order.side !== side || order.price === undefined) continue;
    levels.set(order.price, (levels.get(order.price) ?? 0) + order.size - order.filled);
  }
  const sign = side === 'buy' ? -1 : 1;
  return [...levels]
    .sort(([a], [b]) => sign * (a - b))
    .slice(0, depth)
    .map(([price, size]) => [price, lots(size)]);
}

/** Where the source shows no book: the modelled best price, with the last minute's volume. */
function outsideLevels(core: Core, market: Market, { side, depth }: { side: Side; depth: number }): Touch[] {
  if (market.book.isShown)
    return market.book
      .side(side)
      .levels(depth)
      .map(([price, size]) => ({ price, size }));
  const touch = outsideTouch(core, market, { side: side === 'buy' ? 'sell' : 'buy', size: lots(0) });
  return touch ? [{ price: touch.price, size: lots(Math.max(market.minute.volume, market.instrument.sizeMin)) }] : [];
}
