/**
 * Cancels the named orders of a contract, or all of them.
 * Invariant: without a list it cancels every order of the contract.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { MarginCoin, ProductType, Request, SymbolName } from '../../fields.ts';
import { BatchResult, OrderRef } from '../../orders.ts';

export const batchCancelOrders = defineEndpoint({
  name: 'order/batch-cancel-orders',
  method: 'POST',
  path: '/api/v2/mix/order/batch-cancel-orders',
  auth: 'private',
  request: Request({
    productType: ProductType,
    symbol: Type.Optional(SymbolName),
    marginCoin: Type.Optional(MarginCoin),
    orderIdList: Type.Optional(Type.Array(OrderRef, { maxItems: 50 })),
  }),
  response: BatchResult,
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: false,
  urgency: () => 'protect',
  source: 'bitget.com/api-doc/contract/trade/Batch-Cancel-Orders',
});
