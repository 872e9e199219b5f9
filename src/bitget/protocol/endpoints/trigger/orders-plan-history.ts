/**
 * The triggers that fired, failed or were canceled, newest first.
 * Invariant: reaches 90 days back, at most 100 a page.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { ClientOid, OneOf, OrderId, Paging, ProductType, Request, SymbolName } from '../../fields.ts';
import { PlanPage } from '../../orders.ts';

export const ordersPlanHistory = defineEndpoint({
  name: 'order/orders-plan-history',
  method: 'GET',
  path: '/api/v2/mix/order/orders-plan-history',
  auth: 'private',
  request: Request({
    productType: ProductType,
    planType: OneOf('normal_plan', 'track_plan', 'profit_loss'),
    symbol: Type.Optional(SymbolName),
    orderId: Type.Optional(OrderId),
    clientOid: Type.Optional(ClientOid),
    planStatus: Type.Optional(OneOf('executed', 'fail_execute', 'cancelled')),
    ...Paging,
  }),
  response: PlanPage,
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/plan/orders-plan-history',
});
