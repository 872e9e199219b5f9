/**
 * Whether an order may be accepted.
 * Invariant: looks, and changes nothing; the first rule that says no is the answer.
 */
import {
  asMoney,
  economicSide,
  formatMoney,
  formatSize,
  type Instrument,
  lots,
  type Money,
  maxMoney,
  notional,
  type Side,
  type Ticks,
  ZERO,
} from '../../domain/index.ts';
import { openingSize } from './fills.ts';
import { freeCash, notionalOf, openingCost } from './margin.ts';
import { closableOf } from './order-store.ts';
import { outsidePrice } from './outside-touch.ts';
import { checkBand } from './price-band.ts';
import { refuse } from './refuse.ts';
import { valueCash } from './scale.ts';
import {
  type Account,
  type Core,
  type Market,
  marketOf,
  markOf,
  type Order,
  positionOf,
  seatOf,
  settingOf,
} from './state.ts';
import { pendingValueOf, tierCashAbove, tierOf, tierValueOf, valueMaxAt, valueMaxCash } from './tiers.ts';
import { isReached } from './trigger-firing.ts';
import type { OrderPlacement, Refusal } from './types.ts';

/** `reserved`: what has to be held for the order. */
export type Checked = { readonly ok: true; readonly market: Market; readonly reserved: Money } | Refusal;

/** @param replaced an open order that makes way for this one. */
export function checkOrder(core: Core, account: Account, request: OrderPlacement, replaced?: Order): Checked {
  const market = core.markets.get(request.symbol);
  if (!market) return refuse('unknown-symbol', { symbol: request.symbol });
  const side = economicSide(request.intent, request.positionSide);
  const price = request.type === 'limit' ? request.price : outsidePrice(core, market, side, request.size);
  const refusal =
    checkTradable(market, request) ??
    checkPrice(market, request, side) ??
    checkIdentity(core, account, request, replaced) ??
    (request.intent === 'close' ? checkClose(core, account, request, replaced) : undefined);
  if (refusal) return refusal;
  if (price === undefined) return refuse('no-price', { symbol: request.symbol });
  if (request.intent === 'close') return { ok: true, market, reserved: ZERO };
  return checkSize(market.instrument, request) ?? checkOpen(core, account, { market, request, price, side, replaced });
}

function checkTradable({ instrument }: Market, { symbol, intent, size }: OrderPlacement): Refusal | undefined {
  if (instrument.status === 'halted') return refuse('halted', { symbol });
  if (instrument.status === 'reduce-only' && intent === 'open') return refuse('opening-not-allowed', { symbol });
  return Number.isSafeInteger(size) && size > 0 ? undefined : refuse('size-invalid', { size });
}

function checkPrice(market: Market, { type, price }: OrderPlacement, side: Side): Refusal | undefined {
  if (markOf(market) === undefined) return refuse('no-price', { symbol: market.instrument.symbol });
  if (type === 'market') return undefined;
  if (price === undefined) return refuse('price-missing');
  if (!Number.isSafeInteger(price) || price <= 0) return refuse('price-invalid', { price });
  return checkBand(market, price, side);
}

function checkIdentity(
  core: Core,
  account: Account,
  { clientOid, symbol }: OrderPlacement,
  replaced: Order | undefined,
): Refusal | undefined {
  const { open } = account;
  const named = clientOid === '' ? undefined : open.byClientOid(clientOid);
  if (named && named !== replaced) return refuse('duplicate-client-oid', { clientOid });
  const { openMax, openInAllMax } = core.options;
  const freed = replaced ? 1 : 0;
  if (open.count - freed >= openInAllMax) return refuse('too-many-orders', { openMax: openInAllMax });
  const inSymbol = seatOf(core, account, symbol).openOrders;
  return inSymbol - freed < openMax ? undefined : refuse('too-many-orders', { openMax });
}

function checkClose(
  core: Core,
  account: Account,
  request: OrderPlacement,
  replaced: Order | undefined,
): Refusal | undefined {
  const { instrument } = marketOf(core, request.symbol);
  const position = positionOf(core, account.name, request.symbol, request.positionSide);
  if (!position)
    return refuse('no-position', {
      symbol: request.symbol,
      positionSide: request.positionSide,
    });
  const closable = lots(
    Math.min(closableOf(core, position) + (replaced ? replaced.size - replaced.filled : 0), position.size),
  );
  // A market close takes the place of closes that rest, and one-way closes displace older ones: see makeRoom.
  if (request.type === 'limit' && account.positionMode === 'hedge' && request.size > closable) {
    return refuse('reduce-size', {
      size: formatSize(instrument, request.size),
      closable: formatSize(instrument, closable),
    });
  }
  // Less than the minimum may be closed when it is all that is left.
  return request.size >= closable && request.size < instrument.sizeMin ? undefined : checkSize(instrument, request);
}

function checkSize(instrument: Instrument, { type, size }: OrderPlacement): Refusal | undefined {
  const sizeMax = type === 'market' ? instrument.marketSizeMax : instrument.sizeMax;
  if (size < instrument.sizeMin)
    return refuse('size-below-minimum', {
      size: formatSize(instrument, size),
      sizeMin: formatSize(instrument, instrument.sizeMin),
    });
  if (size > sizeMax)
    return refuse('size-above-maximum', {
      size: formatSize(instrument, size),
      sizeMax: formatSize(instrument, sizeMax),
    });
  return undefined;
}

type Opening = {
  readonly market: Market;
  readonly request: OrderPlacement;
  readonly price: Ticks;
  readonly side: Side;
  readonly replaced: Order | undefined;
};

function checkOpen(core: Core, account: Account, { market, request, price, side, replaced }: Opening): Checked {
  const { instrument } = market;
  const { leverage, marginMode } = settingOf(core, account, request.symbol);
  if (request.marginMode !== marginMode)
    return refuse('margin-mode-mismatch', {
      wanted: request.marginMode,
      marginMode,
    });
  const value = notionalOf(market, { price, size: request.size });
  if (value < instrument.notionalMin) {
    return refuse('below-minimum-notional', {
      notional: formatMoney(value),
      notionalMin: formatMoney(instrument.notionalMin),
    });
  }
  const refusal =
    checkPresets(market, request) ?? checkTier(core, account, { market, request, price, leverage, replaced });
  if (refusal) return refusal;
  const worst = worstPrice(core, market, { price, side });
  const size = openingSize(seatOf(core, account, request.symbol), request, request.size);
  const reserved = size === 0 ? ZERO : openingCost(market, worst, { size, leverage });
  const free = maxMoney(freeWith(replaced, freeCash(core, account, marginMode)), ZERO);
  if (reserved > free)
    return refuse('insufficient-margin', {
      needed: formatMoney(reserved),
      available: formatMoney(free),
    });
  return { ok: true, market, reserved };
}

const freeWith = (replaced: Order | undefined, free: Money): Money =>
  replaced ? asMoney(free + replaced.reserved) : free;

type Tiered = Omit<Opening, 'side'> & { readonly leverage: number };

/** What is held, what open orders would add, and this order together stay within what the leverage allows. */
function checkTier(
  core: Core,
  account: Account,
  { market, request, price, leverage, replaced }: Tiered,
): Refusal | undefined {
  const { instrument } = market;
  if (instrument.tiers === undefined) return undefined;
  const seat = seatOf(core, account, request.symbol);
  // Too much at worst, so that what is within the limit here is within it exactly.
  const most = tierCashAbove(seat, request) + valueCash(market.scale, price, request.size);
  if (most <= valueMaxCash(market, leverage)) return undefined;
  const held = {
    account: account.name,
    symbol: request.symbol,
    marginMode: request.marginMode,
    positionSide: request.positionSide,
  };
  const wanted = asMoney(
    tierValueOf(core, held) +
      pendingValueOf(core, held) -
      openingValueOf(instrument, replaced) +
      notional(instrument, price, openingSize(seat, request, request.size)),
  );
  const [limit, limitAtLeverage] = [valueMaxAt(instrument, instrument.leverageMin), valueMaxAt(instrument, leverage)];
  if (limit !== undefined && wanted > limit)
    return refuse('position-limit', {
      notional: formatMoney(wanted),
      notionalMax: formatMoney(limit),
    });
  if (limitAtLeverage !== undefined && wanted > limitAtLeverage)
    return refuse('size-over-leverage', {
      leverage,
      leverageMax: tierOf(instrument, wanted)?.leverageMax,
      notional: formatMoney(wanted),
    });
  return undefined;
}

/** What an order that makes way would have added. */
const openingValueOf = (instrument: Instrument, order: Order | undefined): Money =>
  order?.intent === 'open' && order.price !== undefined
    ? notional(instrument, order.price, lots(order.size - order.filled))
    : ZERO;

/** A sell below the bids fills at the bids, and its value is that much higher. */
function worstPrice(core: Core, market: Market, { price, side }: Pick<Opening, 'price' | 'side'>): Ticks {
  if (side === 'buy') return price;
  const touch = outsidePrice(core, market, side, 0);
  return touch !== undefined && touch > price ? touch : price;
}

function checkPresets(market: Market, request: OrderPlacement): Refusal | undefined {
  const { positionSide } = request;
  const price = request.type === 'limit' ? request.price : market.last;
  if (price === undefined || (request.stopLoss === undefined && request.takeProfit === undefined)) return undefined;
  for (const kind of ['stop-loss', 'take-profit'] as const) {
    const triggerPrice = kind === 'stop-loss' ? request.stopLoss : request.takeProfit;
    if (triggerPrice === undefined) continue;
    if (isReached({ kind, positionSide, triggerPrice }, price))
      return refuse('trigger-would-fire', { kind, triggerPrice, price });
  }
  return undefined;
}
