/**
 * The live triggers, newest first.
 * Invariant: planType is required; take-profits and stop-losses are under profit_loss.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { ClientOid, OneOf, OrderId, Paging, ProductType, Request, SymbolName } from '../../fields.ts';
import { PlanPage } from '../../orders.ts';

export const ordersPlanPending = defineEndpoint({
  name: 'order/orders-plan-pending',
  method: 'GET',
  path: '/api/v2/mix/order/orders-plan-pending',
  auth: 'private',
  request: Request({
    productType: ProductType,
    planType: OneOf('normal_plan', 'track_plan', 'profit_loss'),
    symbol: Type.Optional(SymbolName),
    orderId: Type.Optional(OrderId),
    clientOid: Type.Optional(ClientOid),
    ...Paging,
  }),
  response: PlanPage,
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/plan/get-orders-plan-pending',
});
