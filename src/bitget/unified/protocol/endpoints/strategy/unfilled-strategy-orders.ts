/**
 * Every open take-profit, stop-loss and trigger order, in one list.
 * Invariant: there is no filter by contract or name, and no paging.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { Request, Rows } from '../../../../protocol/fields.ts';
import { Category, StrategyType } from '../../fields.ts';
import { StrategyRow } from '../../orders.ts';

export const unfilledStrategyOrders = defineEndpoint({
  name: 'v3/trade/unfilled-strategy-orders',
  method: 'GET',
  path: '/api/v3/trade/unfilled-strategy-orders',
  auth: 'private',
  request: Request({ category: Category, type: Type.Optional(StrategyType) }),
  response: Rows(StrategyRow),
  limit: { perSecond: 20, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/uta/strategy/Get-Unfilled-Strategy-Orders',
});
