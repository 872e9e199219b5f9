/**
 * Folds one market update into the exchange.
 * Invariant: the market's prices change first, then resting orders meet them, then triggers and liquidations, then arrivals.
 */
import { type Ticks, unreachable } from '../../domain/index.ts';
import { walkCandle } from './candle-walk.ts';
import { deliverDue } from './delivery.ts';
import { settleFunding, settleOwnFunding } from './funding.ts';
import type { MarketUpdate } from './market-update.ts';
import { meetBook, meetTrade } from './matching.ts';
import { premiumOf } from './price-minutes.ts';
import { settle } from './settle.ts';
import { type Core, listedMarket, type Market } from './state.ts';

type Of<T extends MarketUpdate['type']> = Extract<MarketUpdate, { type: T }>;

export function applyUpdate(core: Core, update: MarketUpdate): void {
  const market = listedMarket(core, update.symbol);
  if (market.ownFundingAt !== undefined) settleOwnFunding(core, market, update.at);
  market.at = update.at;
  if (update.type === 'candle') applyCandle(core, market, update);
  else {
    core.now = Math.max(core.now, update.at);
    meet(core, market, update);
    if (!isIdle(core, market)) settle(core, market);
  }
  if (core.arrivals.nextDueAt <= core.now) deliverDue(core, core.now);
}

/** Nothing in this market can be met by a price. */
function isIdle(core: Core, { instrument: { symbol, status } }: Market): boolean {
  if (status === 'halted') return true;
  return (
    core.orders.countIn(symbol) === 0 &&
    core.triggers.countIn(symbol) === 0 &&
    core.plans.countIn(symbol) === 0 &&
    core.positions.countIn(symbol) === 0
  );
}

/** An order rests in this market and may be met. */
const hasResting = ({ instrument: { status }, own }: Market): boolean => status !== 'halted' && !own.isEmpty;

function applyCandle(core: Core, market: Market, { candle, walk, at }: Of<'candle'>): void {
  market.stats.setCandle(candle);
  const isMet = market.instrument.status !== 'halted' && (!isIdle(core, market) || core.arrivals.nextDueAt <= at);
  if (walk && isMet) walkCandle(core, market, { candle, at });
  if (walk || !market.hasTrades) market.last = candle.close;
  market.minute = { range: candle.high - candle.low, volume: candle.volume };
  core.now = Math.max(core.now, at);
  if (!walk && !isIdle(core, market)) settle(core, market);
}

function meet(core: Core, market: Market, update: Exclude<MarketUpdate, Of<'candle'>>): void {
  switch (update.type) {
    case 'book':
      market.book.update(update.bids, update.asks, update.isSnapshot);
      return meetTop(core, market);
    case 'quote':
      market.book.quote([update.bid, update.bidSize], [update.ask, update.askSize]);
      return meetTop(core, market);
    case 'trade':
      market.last = update.price;
      market.hasTrades = true;
      market.stats.addTrade(update.at, update.price, update.size);
      market.trades.add({
        price: update.price,
        size: update.size,
        side: update.side,
        at: update.at,
      });
      if (hasResting(market)) meetTrade(core, market, update);
      return;
    case 'mark':
      market.sourceMark = update.mark;
      market.index = update.index;
      market.fundingRate = update.fundingRate;
      market.nextFundingAt = market.ownFundingAt ?? update.nextFundingAt;
      market.minutes.mark.add(update.at, update.mark);
      market.minutes.index.add(update.at, update.index);
      market.minutes.premium.add(update.at, premiumOf(update.mark, update.index));
      return;
    case 'funding':
      if (market.ownFundingAt === undefined) settleFunding(core, market, update.rate);
      return;
    default:
      return unreachable(update);
  }
}

/** Where no trades are shown the middle of the book stands in for the last price. */
function meetTop(core: Core, market: Market): void {
  if (!market.hasTrades) {
    const bid = market.book.side('buy').bestPrice;
    const ask = market.book.side('sell').bestPrice;
    if (bid !== undefined && ask !== undefined) market.last = Math.floor((bid + ask) / 2) as Ticks;
  }
  if (hasResting(market)) meetBook(core, market);
}
