/**
 * What a program asks for when it places an order, checked as far as that goes without the exchange.
 * Invariant: nothing is sent before every word of it has been read.
 */
import {
  InvalidInput,
  type MarginMode,
  normalizeSymbol,
  type OrderIntent,
  type PositionSide,
  type TimeInForce,
} from '../domain/index.ts';
import {
  booleanOf,
  type DecimalInput,
  decimalOf,
  leverageOf,
  marginModeOf,
  orderKindOf,
  positionSideOf,
  refuseUnknown,
  type SideWord,
} from './words.ts';

export type OrderWish = {
  /** BTCUSDT, BTCUSDT_UMCBL or BTC/USDT:USDT. */
  readonly symbol: string;
  /** BUY and LONG open a long, SELL and SHORT a short; with `reduceOnly` LONG and SELL close a long, SHORT and BUY a short. */
  readonly side: SideWord;
  /** market, limit, post_only, FOK or IOC, in any case of letters. Default: market; limit where a price is given. */
  readonly orderType?: string | undefined;
  /** In base coin. Absent: as much as the profile's risk, the balance and the stop allow. */
  readonly quantity?: DecimalInput | undefined;
  /** Of all but market orders. */
  readonly price?: DecimalInput | undefined;
  /** 1 to 125. Default: the profile's. */
  readonly leverage?: number | string | undefined;
  /** Default: the trader's. */
  readonly marginMode?: string | undefined;
  readonly timeInForce?: string | undefined;
  readonly postOnly?: boolean | undefined;
  /** Closes a part or all of a position, and opens nothing. */
  readonly reduceOnly?: boolean | undefined;
  /** Price at which the exchange closes at market. Default: at the profile's distance; every entry has one. */
  readonly stopLoss?: DecimalInput | undefined;
  /** Default: at the profile's reward for the risk; null: none. */
  readonly takeProfit?: DecimalInput | null | undefined;
  /** The name by which an order is asked for: 1 to 32 letters, digits, - or _. Default: a random one. */
  readonly clientOid?: string | undefined;
};

export type OrderTerms = {
  readonly symbol: string;
  readonly intent: OrderIntent;
  readonly positionSide: PositionSide;
  readonly type: 'market' | 'limit';
  readonly timeInForce: TimeInForce;
  readonly quantity: string | undefined;
  readonly price: string | undefined;
  readonly leverage: number | undefined;
  readonly marginMode: MarginMode | undefined;
  readonly stopLoss: string | undefined;
  readonly takeProfit: string | null | undefined;
  readonly clientOid: string | undefined;
};

const FIELDS: readonly (keyof OrderWish)[] = [
  'symbol',
  'side',
  'orderType',
  'quantity',
  'price',
  'leverage',
  'marginMode',
  'timeInForce',
  'postOnly',
  'reduceOnly',
  'stopLoss',
  'takeProfit',
  'clientOid',
];

const OF_ENTRIES = ['leverage', 'marginMode', 'stopLoss', 'takeProfit'] as const;

/** @throws InvalidInput that names the field, its value and what is allowed. */
export function readOrder(wish: OrderWish): OrderTerms {
  refuseUnknown('placeOrder', wish, FIELDS);
  const symbol = symbolOf(wish.symbol);
  const intent: OrderIntent = booleanOf('reduceOnly', wish.reduceOnly) ? 'close' : 'open';
  if (intent === 'close') refuseEntryTerms(wish);
  const positionSide = positionSideOf(wish.side, intent);
  const { orderType = wish.price === undefined ? 'market' : 'limit' } = wish;
  const kind = orderKindOf(orderType, wish.timeInForce, wish.postOnly);
  return {
    symbol,
    intent,
    positionSide,
    ...kind,
    quantity: maybeDecimal('quantity', wish.quantity),
    price: priceOf(kind.type, wish.price),
    leverage: wish.leverage === undefined ? undefined : leverageOf(wish.leverage),
    marginMode: wish.marginMode === undefined ? undefined : marginModeOf(wish.marginMode),
    stopLoss: stopOf(wish.stopLoss),
    takeProfit: wish.takeProfit === null ? null : maybeDecimal('takeProfit', wish.takeProfit),
    clientOid: clientOidOf(wish.clientOid),
  };
}

/** @throws InvalidInput. */
export function symbolOf(symbol: unknown): string {
  if (typeof symbol !== 'string') throw new InvalidInput('symbol', symbol, 'a contract such as BTCUSDT_UMCBL');
  return normalizeSymbol(symbol.trim());
}

const maybeDecimal = (field: string, value: unknown): string | undefined =>
  value === undefined ? undefined : decimalOf(field, value);

function priceOf(type: 'market' | 'limit', price: unknown): string | undefined {
  if (type === 'market' && price !== undefined) {
    throw new InvalidInput('price', price, 'no price with a market order; a limit order has one');
  }
  if (type === 'limit' && price === undefined) throw new InvalidInput('price', price, 'the price of the limit order');
  return maybeDecimal('price', price);
}

function stopOf(stopLoss: unknown): string | undefined {
  if (stopLoss === null)
    throw new InvalidInput('stopLoss', null, "a price, or nothing for the profile's: no entry is without a stop");
  return maybeDecimal('stopLoss', stopLoss);
}

function refuseEntryTerms(wish: OrderWish): void {
  const field = OF_ENTRIES.find((name) => wish[name] !== undefined);
  if (field) throw new InvalidInput(field, wish[field], 'nothing with reduceOnly: it belongs to entries');
}

function clientOidOf(value: unknown): string | undefined {
  if (value === undefined || (typeof value === 'string' && /^[A-Za-z0-9_-]{1,32}$/.test(value))) return value;
  throw new InvalidInput('clientOid', value, '1 to 32 letters, digits, - or _');
}
