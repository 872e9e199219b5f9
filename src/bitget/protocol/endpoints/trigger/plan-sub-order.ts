/**
 * The orders that came of a fired trigger.
 * Invariant: a trigger that has not fired has none.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { MaybeNumeral, OneOf, OrderId, ProductType, Request, Rows, Text } from '../../fields.ts';

export const planSubOrder = defineEndpoint({
  name: 'order/plan-sub-order',
  method: 'GET',
  path: '/api/v2/mix/order/plan-sub-order',
  auth: 'private',
  request: Request({ productType: ProductType, planType: OneOf('normal_plan', 'track_plan'), planOrderId: OrderId }),
  response: Rows(Type.Object({ orderId: Text, price: MaybeNumeral, type: Text, status: Text })),
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/plan/Plan-Sub-Orders',
});
