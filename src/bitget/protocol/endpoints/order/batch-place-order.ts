/**
 * Places up to 20 orders of one contract.
 * Invariant: each order succeeds or fails alone.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { MarginCoin, MarginMode, ProductType, Request, SymbolName } from '../../fields.ts';
import { BatchResult, orderTerms } from '../../orders.ts';

export const batchPlaceOrder = defineEndpoint({
  name: 'order/batch-place-order',
  method: 'POST',
  path: '/api/v2/mix/order/batch-place-order',
  auth: 'private',
  request: Request({
    symbol: SymbolName,
    productType: ProductType,
    marginMode: MarginMode,
    marginCoin: MarginCoin,
    orderList: Type.Array(Request(orderTerms), { minItems: 1, maxItems: 20 }),
  }),
  response: BatchResult,
  limit: { perSecond: 5, scope: 'uid' },
  isIdempotent: false,
  source: 'bitget.com/api-doc/contract/trade/Batch-Order',
});
