/**
 * The finished orders, newest first.
 * Invariant: reaches 90 days back, at most 100 a page.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { ClientOid, OrderId, Paging, ProductType, Request, SymbolName } from '../../fields.ts';
import { OrderPage } from '../../orders.ts';

export const ordersHistory = defineEndpoint({
  name: 'order/orders-history',
  method: 'GET',
  path: '/api/v2/mix/order/orders-history',
  auth: 'private',
  request: Request({
    productType: ProductType,
    symbol: Type.Optional(SymbolName),
    orderId: Type.Optional(OrderId),
    clientOid: Type.Optional(ClientOid),
    orderSource: Type.Optional(Type.String()),
    ...Paging,
  }),
  response: OrderPage,
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/trade/Get-Orders-History',
});
