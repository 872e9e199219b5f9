/**
 * The account's fills, newest first.
 * Invariant: reaches 90 days back, at most 100 a page; `idLessThan` is a tradeId.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { MaybeText, OrderId, Paging, ProductType, Request, Rows, SymbolName } from '../../fields.ts';
import { FillRow } from '../../orders.ts';

export const fills = defineEndpoint({
  name: 'order/fills',
  method: 'GET',
  path: '/api/v2/mix/order/fills',
  auth: 'private',
  request: Request({
    productType: ProductType,
    symbol: Type.Optional(SymbolName),
    orderId: Type.Optional(OrderId),
    ...Paging,
  }),
  response: Type.Object({ fillList: Rows(FillRow), endId: MaybeText }),
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/trade/Get-Order-Fills',
});
