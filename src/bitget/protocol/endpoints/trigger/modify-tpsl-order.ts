/**
 * Moves a live take-profit or stop-loss.
 * Invariant: the size is always named; "" for one that covers the whole position.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import {
  ClientOid,
  Decimal,
  DecimalOrEmpty,
  MarginCoin,
  OrderId,
  ProductType,
  Request,
  SymbolName,
  TriggerType,
} from '../../fields.ts';
import { OrderAck } from '../../orders.ts';

export const modifyTpslOrder = defineEndpoint({
  name: 'order/modify-tpsl-order',
  method: 'POST',
  path: '/api/v2/mix/order/modify-tpsl-order',
  auth: 'private',
  request: Request({
    symbol: SymbolName,
    productType: ProductType,
    marginCoin: MarginCoin,
    orderId: Type.Optional(OrderId),
    clientOid: Type.Optional(ClientOid),
    triggerPrice: Decimal,
    triggerType: Type.Optional(TriggerType),
    executePrice: Type.Optional(DecimalOrEmpty),
    size: DecimalOrEmpty,
    rangeRate: Type.Optional(DecimalOrEmpty),
  }),
  response: OrderAck,
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: false,
  urgency: () => 'protect',
  source: 'bitget.com/api-doc/contract/plan/Modify-Tpsl-Order',
});
