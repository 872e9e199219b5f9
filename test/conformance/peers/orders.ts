/**
 * The orders and triggers that all clients are asked to send, in our words.
 */
import type { OrderRequest, TriggerRequest } from '../../../src/domain/index.ts';
import { lots, ticks } from '../../../src/domain/index.ts';

/** 60 000, 59 000 and 62 000 USDT; 0.01 BTC. */
export const PRICE = ticks(600_000);
export const STOP = ticks(590_000);
export const TARGET = ticks(620_000);

/** A market order of 0.01 BTC that opens a long, unless told otherwise. */
export const order = (given: Partial<OrderRequest> = {}): OrderRequest => ({
  clientOid: 'v-1',
  symbol: 'BTCUSDT',
  intent: 'open',
  positionSide: 'long',
  type: 'market',
  price: undefined,
  size: lots(10),
  timeInForce: 'gtc',
  marginMode: 'crossed',
  leverage: 10,
  stopLoss: undefined,
  takeProfit: undefined,
  ...given,
});

export const limit = (given: Partial<OrderRequest> = {}): OrderRequest =>
  order({ type: 'limit', price: PRICE, ...given });

/** A stop-loss of a whole long. */
export const trigger = (given: Partial<TriggerRequest> = {}): TriggerRequest => ({
  clientOid: 't-1',
  symbol: 'BTCUSDT',
  positionSide: 'long',
  kind: 'stop-loss',
  triggerPrice: STOP,
  triggerBy: 'mark',
  size: undefined,
  ...given,
});
