/**
 * Open orders, newest first.
 * Invariant: at most 100 a page.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { Request, SymbolName } from '../../../../protocol/fields.ts';
import { Category, Paging } from '../../fields.ts';
import { OrderPage } from '../../orders.ts';

export const unfilledOrders = defineEndpoint({
  name: 'v3/trade/unfilled-orders',
  method: 'GET',
  path: '/api/v3/trade/unfilled-orders',
  auth: 'private',
  request: Request({ category: Category, symbol: Type.Optional(SymbolName), ...Paging }),
  response: OrderPage,
  limit: { perSecond: 20, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/uta/trade/Get-Order-Pending',
});
