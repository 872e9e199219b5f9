/**
 * Take-profits, stop-losses and trigger orders that fired or were canceled, newest first.
 * Invariant: at most 100 a page.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { MaybeText, Request, Rows } from '../../../../protocol/fields.ts';
import { Category, Paging, StrategyType } from '../../fields.ts';
import { StrategyRow } from '../../orders.ts';

export const historyStrategyOrders = defineEndpoint({
  name: 'v3/trade/history-strategy-orders',
  method: 'GET',
  path: '/api/v3/trade/history-strategy-orders',
  auth: 'private',
  request: Request({ category: Category, type: Type.Optional(StrategyType), ...Paging }),
  response: Type.Object({ list: Rows(StrategyRow), cursor: MaybeText }),
  limit: { perSecond: 20, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/uta/strategy/Get-History-Strategy-Orders',
});
