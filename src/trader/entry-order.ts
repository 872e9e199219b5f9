/**
 * From what was asked for to an order that the gate has passed: leverage, stop, target and size filled in.
 * Invariant: an entry has a stop; its size is what was asked for, or what the risk allows, rounded down.
 */
import {
  economicSide,
  formatMoney,
  formatSize,
  type Instrument,
  InvalidInput,
  type Lots,
  type MarginMode,
  type Money,
  notional,
  type OrderRequest,
  parsePrice,
  parseSize,
  type Rate,
  rate,
  type Ticks,
} from '../domain/index.ts';
import { type BreakerView, lossAtStop, marginPerLot, riskBudget, sizeForRisk } from '../kernel/index.ts';
import type { OrderTerms } from './order-terms.ts';
import type { TraderProfile } from './profiles.ts';
import { protect } from './protection.ts';

export type EntryMarket = { readonly instrument: Instrument; readonly bid: Ticks; readonly ask: Ticks };

export type EntryMeans = {
  readonly profile: TraderProfile;
  readonly marginMode: MarginMode;
  readonly riskMax: Rate;
  readonly leverageMax: number;
  readonly equity: Money;
  readonly available: Money;
  readonly breaker: BreakerView;
};

const ONE = rate('1');

/** What an entry of this size means, before it is sent. Amounts in USDT. */
export type SizeEstimate = {
  readonly quantity: string;
  readonly notional: string;
  /** Margin and fees of both ways. */
  readonly margin: string;
  /** Fees of both ways included. */
  readonly lossAtStop: string;
  readonly leverage: number;
};

/** Where the entry is expected to fill: at its limit, or at the market where that is the better one. */
export function expectedPrice({ instrument, bid, ask }: EntryMarket, { price, positionSide }: OrderTerms): Ticks {
  const touch = positionSide === 'long' ? ask : bid;
  if (price === undefined) return touch;
  const limit = parsePrice(instrument, price);
  const isBetter = economicSide('open', positionSide) === 'buy' ? touch < limit : touch > limit;
  return isBetter ? touch : limit;
}

/**
 * The order as it will be asked of the gate.
 * @throws InvalidInput for a price or size off the grid, a stop or target on the wrong side, and a size of nothing.
 */
export function entryOrder(
  terms: OrderTerms & { readonly clientOid: string },
  market: EntryMarket,
  means: EntryMeans,
): OrderRequest {
  const { instrument } = market;
  const { profile, leverageMax } = means;
  const entry = expectedPrice(market, terms);
  const leverage = terms.leverage ?? Math.min(profile.leverage, leverageMax, instrument.leverageMax);
  const { positionSide, stopLoss, takeProfit } = terms;
  const protection = protect(instrument, { positionSide, entry, stopLoss, takeProfit }, profile);
  const size =
    terms.quantity === undefined
      ? sizeByRisk(instrument, { price: entry, stop: protection.stopLoss, leverage }, means)
      : parseSize(instrument, terms.quantity);
  return {
    clientOid: terms.clientOid,
    symbol: instrument.symbol,
    intent: 'open',
    positionSide,
    type: terms.type,
    price: terms.price === undefined ? undefined : parsePrice(instrument, terms.price),
    size,
    timeInForce: terms.timeInForce,
    marginMode: terms.marginMode ?? means.marginMode,
    leverage,
    ...protection,
  };
}

export function estimateOf(instrument: Instrument, order: OrderRequest, entry: Ticks): SizeEstimate {
  const { size, leverage, stopLoss = entry } = order;
  return {
    quantity: formatSize(instrument, size),
    notional: formatMoney(notional(instrument, entry, size)),
    margin: formatMoney((marginPerLot(instrument, entry, leverage) * BigInt(size)) as Money),
    lossAtStop: formatMoney(lossAtStop(instrument, entry, stopLoss, size)),
    leverage,
  };
}

function sizeByRisk(
  instrument: Instrument,
  entry: { readonly price: Ticks; readonly stop: Ticks; readonly leverage: number },
  { profile, riskMax, equity, available, breaker }: EntryMeans,
): Lots {
  // The size factor of a bold profile is above one: the limit holds for what comes of both.
  const wanted = riskBudget(equity, profile.risk, [profile.sizeFactor]);
  const allowed = riskBudget(equity, riskMax, []);
  const budget = riskBudget(wanted < allowed ? wanted : allowed, ONE, [breaker.sizeFactor]);
  const size = sizeForRisk(instrument, entry, { budget, available });
  if (size >= instrument.sizeMin && notional(instrument, entry.price, size) >= instrument.notionalMin) return size;
  const least = `${formatSize(instrument, instrument.sizeMin)} and ${formatMoney(instrument.notionalMin)} USDT`;
  throw new InvalidInput(
    'quantity',
    `${formatSize(instrument, size)} by risk`,
    `at least ${least}: the balance is too small, or the stop too far`,
  );
}
