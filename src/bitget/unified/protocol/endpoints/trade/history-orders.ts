/**
 * Finished orders, newest first.
 * Invariant: reaches 90 days back, at most 30 days a call, at most 100 a page.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { Request, SymbolName } from '../../../../protocol/fields.ts';
import { Category, Paging } from '../../fields.ts';
import { OrderPage } from '../../orders.ts';

export const historyOrders = defineEndpoint({
  name: 'v3/trade/history-orders',
  method: 'GET',
  path: '/api/v3/trade/history-orders',
  auth: 'private',
  request: Request({ category: Category, symbol: Type.Optional(SymbolName), ...Paging }),
  response: OrderPage,
  limit: { perSecond: 20, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/uta/trade/Get-Order-History',
});
