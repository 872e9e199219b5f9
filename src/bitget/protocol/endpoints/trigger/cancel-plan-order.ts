/**
 * Cancels triggers: the named ones, or all of a contract.
 * Invariant: planType must be that of the named triggers, and is normal_plan where it is absent.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { MarginCoin, OneOf, ProductType, Request, SymbolName, TpslPlanType } from '../../fields.ts';
import { BatchResult, OrderRef } from '../../orders.ts';

export const cancelPlanOrder = defineEndpoint({
  name: 'order/cancel-plan-order',
  method: 'POST',
  path: '/api/v2/mix/order/cancel-plan-order',
  auth: 'private',
  request: Request({
    productType: ProductType,
    symbol: Type.Optional(SymbolName),
    marginCoin: Type.Optional(MarginCoin),
    planType: Type.Optional(Type.Union([TpslPlanType, OneOf('normal_plan', 'track_plan', 'profit_loss')])),
    orderIdList: Type.Optional(Type.Array(OrderRef, { maxItems: 50 })),
  }),
  response: BatchResult,
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: false,
  source: 'bitget.com/api-doc/contract/plan/Cancel-Plan-Order',
});
