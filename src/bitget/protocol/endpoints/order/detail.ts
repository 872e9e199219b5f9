/**
 * One order, in whatever state.
 * Invariant: answers for an order that is done, too; the state is in `state`.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { ClientOid, OrderId, ProductType, Request, SymbolName } from '../../fields.ts';
import { OrderRow } from '../../orders.ts';

export const orderDetail = defineEndpoint({
  name: 'order/detail',
  method: 'GET',
  path: '/api/v2/mix/order/detail',
  auth: 'private',
  request: Request({
    symbol: SymbolName,
    productType: ProductType,
    orderId: Type.Optional(OrderId),
    clientOid: Type.Optional(ClientOid),
  }),
  response: OrderRow,
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/trade/Get-Order-Details',
});
