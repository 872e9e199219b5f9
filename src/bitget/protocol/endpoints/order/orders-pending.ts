/**
 * The open orders, newest first.
 * Invariant: at most 100 a page; triggers are listed elsewhere.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { ClientOid, OneOf, OrderId, Paging, ProductType, Request, SymbolName } from '../../fields.ts';
import { OrderPage } from '../../orders.ts';

export const ordersPending = defineEndpoint({
  name: 'order/orders-pending',
  method: 'GET',
  path: '/api/v2/mix/order/orders-pending',
  auth: 'private',
  request: Request({
    productType: ProductType,
    symbol: Type.Optional(SymbolName),
    orderId: Type.Optional(OrderId),
    clientOid: Type.Optional(ClientOid),
    status: Type.Optional(OneOf('live', 'partially_filled')),
    ...Paging,
  }),
  response: OrderPage,
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/trade/Get-Orders-Pending',
});
