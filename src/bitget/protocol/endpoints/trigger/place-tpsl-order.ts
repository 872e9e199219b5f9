/**
 * Places one take-profit or stop-loss on a position.
 * Invariant: pos_* covers the whole position and takes no size; the others take one.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import {
  ClientOid,
  Decimal,
  DecimalOrEmpty,
  MarginCoin,
  OneOf,
  ProductType,
  Request,
  StpMode,
  SymbolName,
  TpslPlanType,
  TriggerType,
} from '../../fields.ts';
import { OrderAck } from '../../orders.ts';

export const placeTpslOrder = defineEndpoint({
  name: 'order/place-tpsl-order',
  method: 'POST',
  path: '/api/v2/mix/order/place-tpsl-order',
  auth: 'private',
  request: Request({
    symbol: SymbolName,
    productType: ProductType,
    marginCoin: MarginCoin,
    planType: TpslPlanType,
    triggerPrice: Decimal,
    triggerType: Type.Optional(TriggerType),
    /** Absent or "0": at market. */
    executePrice: Type.Optional(DecimalOrEmpty),
    /** Hedge mode: long or short. One-way mode: buy is long, sell is short. */
    holdSide: OneOf('long', 'short', 'buy', 'sell'),
    size: Type.Optional(DecimalOrEmpty),
    rangeRate: Type.Optional(DecimalOrEmpty),
    clientOid: Type.Optional(ClientOid),
    stpMode: Type.Optional(StpMode),
  }),
  response: OrderAck,
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: false,
  urgency: () => 'protect',
  source: 'bitget.com/api-doc/contract/plan/Place-Tpsl-Order',
});
