/**
 * Changes an order that waits for a price.
 * Invariant: an absent field keeps its value; "0" removes a take-profit or stop-loss.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import {
  ClientOid,
  DecimalOrEmpty,
  OneOf,
  OrderId,
  ProductType,
  Request,
  SymbolName,
  TriggerType,
} from '../../fields.ts';
import { OrderAck } from '../../orders.ts';

export const modifyPlanOrder = defineEndpoint({
  name: 'order/modify-plan-order',
  method: 'POST',
  path: '/api/v2/mix/order/modify-plan-order',
  auth: 'private',
  request: Request({
    productType: ProductType,
    symbol: Type.Optional(SymbolName),
    planType: Type.Optional(OneOf('normal_plan', 'track_plan')),
    orderId: Type.Optional(OrderId),
    clientOid: Type.Optional(ClientOid),
    newSize: Type.Optional(DecimalOrEmpty),
    newPrice: Type.Optional(DecimalOrEmpty),
    newCallbackRatio: Type.Optional(DecimalOrEmpty),
    newTriggerPrice: Type.Optional(DecimalOrEmpty),
    newTriggerType: Type.Optional(TriggerType),
    newStopSurplusTriggerPrice: Type.Optional(DecimalOrEmpty),
    newStopSurplusExecutePrice: Type.Optional(DecimalOrEmpty),
    newStopSurplusTriggerType: Type.Optional(TriggerType),
    newStopLossTriggerPrice: Type.Optional(DecimalOrEmpty),
    newStopLossExecutePrice: Type.Optional(DecimalOrEmpty),
    newStopLossTriggerType: Type.Optional(TriggerType),
  }),
  response: OrderAck,
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: false,
  source: 'bitget.com/api-doc/contract/plan/Modify-Plan-Order',
});
