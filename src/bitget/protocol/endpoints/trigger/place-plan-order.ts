/**
 * Places an order that waits for a price, or trails it.
 * Invariant: it may open a position, which a take-profit or stop-loss never does.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import {
  ClientOid,
  Decimal,
  DecimalOrEmpty,
  MarginCoin,
  MarginMode,
  OneOf,
  OrderType,
  ProductType,
  Request,
  Side,
  StpMode,
  SymbolName,
  TradeSide,
  TriggerType,
} from '../../fields.ts';
import { OrderAck } from '../../orders.ts';

export const placePlanOrder = defineEndpoint({
  name: 'order/place-plan-order',
  method: 'POST',
  path: '/api/v2/mix/order/place-plan-order',
  auth: 'private',
  request: Request({
    planType: OneOf('normal_plan', 'track_plan'),
    symbol: SymbolName,
    productType: ProductType,
    marginMode: MarginMode,
    marginCoin: MarginCoin,
    size: Decimal,
    triggerPrice: Decimal,
    triggerType: TriggerType,
    side: Side,
    /** Required in hedge mode. */
    tradeSide: Type.Optional(TradeSide),
    /** A trailing order is a market order. */
    orderType: OrderType,
    /** Of a limit order. */
    price: Type.Optional(DecimalOrEmpty),
    /** Of a trailing order: per cent, at most 10. */
    callbackRatio: Type.Optional(DecimalOrEmpty),
    clientOid: Type.Optional(ClientOid),
    /** One-way mode only; lower case, unlike that of an order. */
    reduceOnly: Type.Optional(OneOf('yes', 'no')),
    /** A price; of a trailing order a percentage. */
    stopSurplusTriggerPrice: Type.Optional(DecimalOrEmpty),
    stopSurplusExecutePrice: Type.Optional(DecimalOrEmpty),
    stopSurplusTriggerType: Type.Optional(TriggerType),
    stopLossTriggerPrice: Type.Optional(DecimalOrEmpty),
    stopLossExecutePrice: Type.Optional(DecimalOrEmpty),
    stopLossTriggerType: Type.Optional(TriggerType),
    stpMode: Type.Optional(StpMode),
  }),
  response: OrderAck,
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: false,
  source: 'bitget.com/api-doc/contract/plan/Place-Plan-Order',
});
