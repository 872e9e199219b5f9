/**
 * Cancels one order.
 * Invariant: names it by orderId or clientOid.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { ClientOid, MarginCoin, OrderId, ProductType, Request, SymbolName } from '../../fields.ts';
import { OrderAck } from '../../orders.ts';

export const cancelOrder = defineEndpoint({
  name: 'order/cancel-order',
  method: 'POST',
  path: '/api/v2/mix/order/cancel-order',
  auth: 'private',
  request: Request({
    symbol: SymbolName,
    productType: ProductType,
    marginCoin: Type.Optional(MarginCoin),
    orderId: Type.Optional(OrderId),
    clientOid: Type.Optional(ClientOid),
  }),
  response: OrderAck,
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: false,
  urgency: () => 'protect',
  source: 'bitget.com/api-doc/contract/trade/Cancel-Order',
});
