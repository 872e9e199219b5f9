/**
 * The orders and triggers that all clients are asked to send, in our words.
 */
import type { OrderRequest, TriggerRequest } from '../../../src/domain/index.ts';
import { lots, ticks } from '../../../src/domain/index.ts';
import { requestOf, triggerOf } from '../../support/orders.ts';

/** 60 000, 59 000 and 62 000 USDT; 0.01 BTC. */
export const PRICE = ticks(600_000);
export const STOP = ticks(590_000);
export const TARGET = ticks(620_000);

/** A market order of 0.01 BTC that opens a long, unless told otherwise. */
export const order = (given: Partial<OrderRequest> = {}): OrderRequest =>
  requestOf({
    clientOid: 'v-1',
    size: lots(10),
    timeInForce: 'gtc',
    marginMode: 'crossed',
    stopLoss: undefined,
    ...given,
  });

export const limit = (given: Partial<OrderRequest> = {}): OrderRequest =>
  order({ type: 'limit', price: PRICE, ...given });

/** A stop-loss of a whole long. */
export const trigger = (given: Partial<TriggerRequest> = {}): TriggerRequest =>
  triggerOf({ clientOid: 't-1', triggerPrice: STOP, ...given });
