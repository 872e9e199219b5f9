/**
 * The orders that would be sent, made and checked, and never sent.
 * Invariant: they pass the same encoders and schemas as orders that are.
 */
import {
  type AccountFamily,
  type Instrument,
  InvalidInput,
  type Lots,
  type Money,
  notional,
  type OrderRequest,
  type PositionMode,
  parsePrice,
  type Ticks,
  tickLotValue,
  ticks,
} from '../../domain/index.ts';
import { encodeOrder } from '../mapper/index.ts';
import { decodeRequest, endpoints } from '../protocol/index.ts';
import { encodeUnifiedOrder } from '../unified/mapper/index.ts';
import { endpoints as unified } from '../unified/protocol/index.ts';

export type OrderWish = {
  readonly family: AccountFamily;
  readonly positionMode: PositionMode;
  readonly instrument: Instrument;
  /** As the exchange tells it. */
  readonly price: string;
  /** Notional of each order. */
  readonly size: Money;
  readonly leverage: number;
};

export type PreparedOrder = {
  readonly title: string;
  readonly path: string;
  readonly body: string;
  readonly size: Lots;
};

/** A market order long and a limit order short. @throws InvalidInput for a contract or values that allow none. */
export function prepareOrders(wish: OrderWish): readonly PreparedOrder[] {
  const { instrument, leverage } = wish;
  if (instrument.status !== 'normal')
    throw new InvalidInput(
      'symbol',
      instrument.symbol,
      `a contract that is open for trading; this one is ${instrument.status}`,
    );
  if (leverage > instrument.leverageMax)
    throw new InvalidInput(
      'DEFAULT_LEVERAGE',
      leverage,
      `at most ${instrument.leverageMax}, the most of ${instrument.symbol}`,
    );
  const price = onTick(instrument, wish.price);
  const size = sizeOf(wish, price);
  const common = {
    symbol: instrument.symbol,
    intent: 'open',
    size,
    marginMode: 'isolated',
    leverage,
    takeProfit: undefined,
  } as const;
  const tenth = Math.max(1, Math.round(price / 10));
  const long: OrderRequest = {
    ...common,
    clientOid: 'preview-long',
    positionSide: 'long',
    type: 'market',
    price: undefined,
    timeInForce: 'ioc',
    stopLoss: ticks(price - tenth),
  };
  const short: OrderRequest = {
    ...common,
    clientOid: 'preview-short',
    positionSide: 'short',
    type: 'limit',
    price,
    timeInForce: 'gtc',
    stopLoss: ticks(price + tenth),
  };
  return [prepared('market order, long', long, wish), prepared('limit order, short', short, wish)];
}

function prepared(title: string, order: OrderRequest, wish: OrderWish): PreparedOrder {
  const { family, instrument, positionMode } = wish;
  if (family === 'classic') {
    const request = decodeRequest(endpoints.placeOrder, encodeOrder(instrument, order, positionMode));
    return { title, path: endpoints.placeOrder.path, body: JSON.stringify(request), size: order.size };
  }
  const request = decodeRequest(unified.placeOrder, encodeUnifiedOrder(instrument, order, positionMode));
  return { title, path: unified.placeOrder.path, body: JSON.stringify(request), size: order.size };
}

/** The price of a ticker may lie between two ticks after they have changed. */
function onTick(instrument: Instrument, text: string): Ticks {
  try {
    return parsePrice(instrument, text);
  } catch (cause) {
    throw new InvalidInput('price', text, `a multiple of the tick of ${instrument.symbol}`, cause);
  }
}

/** Whole lots of the wanted notional, and at least what the contract asks for. */
function sizeOf({ instrument, size, leverage }: OrderWish, price: Ticks): Lots {
  const perLot = BigInt(price) * tickLotValue(instrument);
  const wanted = Number(size / perLot);
  const least = Math.max(instrument.sizeMin, Number((instrument.notionalMin + perLot - 1n) / perLot));
  const lots = Math.max(wanted, least);
  if (lots > instrument.marketSizeMax)
    throw new InvalidInput(
      'POSITION_SIZE_USDT',
      String(notional(instrument, price, lots as Lots)),
      `an order within the bounds of ${instrument.symbol} at leverage ${leverage}`,
    );
  return lots as Lots;
}
