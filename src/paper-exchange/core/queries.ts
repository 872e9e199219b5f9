/**
 * What may be asked of markets and positions.
 * Invariant: answers are copies; asking changes nothing.
 */
import {
  asMoney,
  direction,
  divideRounded,
  type Instrument,
  type Level,
  type Lots,
  lots,
  type PositionReport,
  RATE_DECIMALS,
  type Rate,
  type Side,
  type Ticks,
  tickLotValue,
  ticks,
} from '../../domain/index.ts';
import { liquidationPriceOf, marginRatioOf } from './liquidation-price.ts';
import { maintenanceOf, maintenanceRateOf, positionMargin, unrealisedOf } from './margin.ts';
import { closableOf } from './order-store.ts';
import { outsideTouch } from './outside-touch.ts';
import { averagePrice } from './positions.ts';
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
    entryPrice: averagePrice(marketOf(core, symbol).instrument, position.cost, size),
    leverage,
    marginMode,
    liquidationPrice: liquidationPriceOf(core, position),
  };
}

export function positionDetail(core: Core, position: Position): PositionDetail {
  const market = marketOf(core, position.symbol);
  const mark = knownMark(market);
  const { account, positionId, realised, fees, openFee, closeFee, isAutoMargin, funding, openedAt, updatedAt } =
    position;
  return {
    ...positionReport(core, position),
    account,
    positionId,
    margin: positionMargin(market.instrument, position, mark),
    unrealised: unrealisedOf(market.instrument, position, mark),
    realised,
    fees,
    openFee,
    closeFee,
    isAutoMargin,
    maintenanceRate: (maintenanceRateOf(core, position) - market.instrument.takerFee) as Rate,
    breakEven: breakEvenOf(market.instrument, position),
    funding,
    maintenance: maintenanceOf(core, position, mark),
    marginRatio: marginRatioOf(core, position),
    closable: closableOf(core, position),
    mark,
    openedAt,
    updatedAt,
  };
}

const RATE_ONE = 10n ** BigInt(RATE_DECIMALS);

/** Where price × size, less the fee of closing, makes up for cost, fees and funding and for what is realised already. */
function breakEvenOf(instrument: Instrument, position: Position): Ticks {
  const sign = BigInt(direction(position.positionSide));
  const wanted = sign * position.cost - position.realised + position.fees - position.funding;
  const perTick = tickLotValue(instrument) * BigInt(position.size) * (RATE_ONE - sign * instrument.takerFee);
  const price = divideRounded(sign * wanted * RATE_ONE, perTick);
  return ticks(Math.max(Number(price), 0));
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
  for (const order of market.own.side(side).all()) {
    if (order.price === undefined) continue;
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
