/**
 * The account's fills, newest first.
 * Invariant: reaches 90 days back, at most 30 days a call, at most 100 a page.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { MaybeText, OrderId, Request, Rows, SymbolName } from '../../../../protocol/fields.ts';
import { Category, Paging } from '../../fields.ts';
import { FillRow } from '../../orders.ts';

export const fills = defineEndpoint({
  name: 'v3/trade/fills',
  method: 'GET',
  path: '/api/v3/trade/fills',
  auth: 'private',
  request: Request({
    category: Type.Optional(Category),
    symbol: Type.Optional(SymbolName),
    orderId: Type.Optional(OrderId),
    ...Paging,
  }),
  response: Type.Object({ list: Rows(FillRow), cursor: MaybeText }),
  limit: { perSecond: 20, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/uta/trade/Get-Order-Fills',
});
