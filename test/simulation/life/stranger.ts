/**
 * The account's owner in the exchange's own app: takes stops away, opens and closes, and tells the bot nothing.
 * Invariant: goes straight to the exchange, which refuses what cannot be.
 */
import { direction, lots, type PositionSide, ticks } from '../../../src/domain/index.ts';
import type { CoreOutput, PaperExchange } from '../../../src/paper-exchange/core/index.ts';
import type { Chance } from './chance.ts';
import { ACCOUNT } from './life-venue.ts';
import type { MarketPlay } from './market-play.ts';
import { INSTRUMENTS } from './terms.ts';

type Scene = {
  readonly chance: Chance;
  readonly exchange: PaperExchange;
  readonly market: MarketPlay;
  readonly at: number;
};
type Deed = { readonly what: string; readonly outputs: readonly CoreOutput[] };

const NAMES = INSTRUMENTS.map(({ symbol }) => symbol);

function touchTrigger({ chance, exchange, market, at }: Scene): Deed | undefined {
  const triggers = exchange.openTriggers(ACCOUNT);
  if (triggers.length === 0) return undefined;
  const { triggerId: id, symbol, kind, positionSide } = chance.pick(triggers);
  if (chance.hits(600))
    return { what: `cancels ${kind} ${id}`, ...exchange.cancelTrigger(ACCOUNT, { symbol, id }, at) };
  const away = chance.between(100, 3_000) * (kind === 'stop-loss' ? -1 : 1);
  const triggerPrice = ticks(market.price(symbol) + direction(positionSide) * away);
  return { what: `moves ${kind} ${id}`, ...exchange.moveTrigger(ACCOUNT, { symbol, id, triggerPrice }, at) };
}

function closePart({ chance, exchange, at }: Scene): Deed | undefined {
  const positions = exchange.positions(ACCOUNT);
  if (positions.length === 0) return undefined;
  const { symbol, positionSide, size } = chance.pick(positions);
  const order = atMarket(exchange, { intent: 'close', symbol, positionSide, size: chance.between(1, size) });
  return { what: `closes ${order.size} of ${symbol}`, ...exchange.place(ACCOUNT, order, at) };
}

function openSome({ chance, exchange, at }: Scene): Deed {
  const symbol = chance.pick(NAMES);
  const positionSide = chance.pick(['long', 'short'] as const);
  const order = atMarket(exchange, { intent: 'open', symbol, positionSide, size: chance.between(1, 50) });
  return { what: `opens ${order.size} of ${symbol} ${positionSide}`, ...exchange.place(ACCOUNT, order, at) };
}

type Wish = {
  readonly intent: 'open' | 'close';
  readonly symbol: string;
  readonly positionSide: PositionSide;
  readonly size: number;
};

function atMarket(exchange: PaperExchange, { size, ...wish }: Wish): Parameters<PaperExchange['place']>[1] {
  return {
    ...wish,
    clientOid: '',
    type: 'market',
    price: undefined,
    size: lots(size),
    timeInForce: 'ioc',
    marginMode: exchange.setting(ACCOUNT, wish.symbol).marginMode,
    stopLoss: undefined,
    takeProfit: undefined,
  };
}

function cancelOrder({ chance, exchange, at }: Scene): Deed | undefined {
  const orders = exchange.openOrders(ACCOUNT);
  if (orders.length === 0) return undefined;
  const { symbol, orderId: id } = chance.pick(orders);
  return { what: `cancels order ${id}`, ...exchange.cancel(ACCOUNT, { symbol, id }, at) };
}

function changeLeverage({ chance, exchange, at }: Scene): Deed {
  const symbol = chance.pick(NAMES);
  const leverage = chance.between(1, 20);
  return { what: `sets ${symbol} to ${leverage}x`, ...exchange.setLeverage(ACCOUNT, { symbol, leverage }, at) };
}

const DEEDS = [touchTrigger, touchTrigger, closePart, openSome, cancelOrder, changeLeverage];

/** Undefined where there is nothing to do it to. */
export const strangersDeed = (scene: Scene): Deed | undefined => scene.chance.pick(DEEDS)(scene);
