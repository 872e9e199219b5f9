/**
 * Cancels every order of a product.
 * Invariant: triggers stay.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { EpochMs, MarginCoin, ProductType, Request } from '../../fields.ts';
import { BatchResult } from '../../orders.ts';

export const cancelAllOrders = defineEndpoint({
  name: 'order/cancel-all-orders',
  method: 'POST',
  path: '/api/v2/mix/order/cancel-all-orders',
  auth: 'private',
  request: Request({
    productType: ProductType,
    marginCoin: Type.Optional(MarginCoin),
    requestTime: Type.Optional(EpochMs),
    receiveWindow: Type.Optional(EpochMs),
  }),
  response: BatchResult,
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: false,
  urgency: () => 'protect',
  source: 'bitget.com/api-doc/contract/trade/Cancel-All-Orders',
});
