/**
 * Places take-profit and stop-loss on a position in one call.
 * Invariant: a leg with a size is partial, without one it covers the whole position.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import {
  ClientOid,
  DecimalOrEmpty,
  MarginCoin,
  MaybeText,
  OneOf,
  ProductType,
  Request,
  StpMode,
  SymbolName,
  Text,
  TriggerType,
} from '../../fields.ts';

export const placePosTpsl = defineEndpoint({
  name: 'order/place-pos-tpsl',
  method: 'POST',
  path: '/api/v2/mix/order/place-pos-tpsl',
  auth: 'private',
  request: Request({
    symbol: SymbolName,
    productType: ProductType,
    marginCoin: MarginCoin,
    holdSide: OneOf('long', 'short', 'buy', 'sell'),
    stopSurplusTriggerPrice: Type.Optional(DecimalOrEmpty),
    stopSurplusTriggerType: Type.Optional(TriggerType),
    stopSurplusExecutePrice: Type.Optional(DecimalOrEmpty),
    stopSurplusSize: Type.Optional(DecimalOrEmpty),
    stopSurplusClientOid: Type.Optional(ClientOid),
    stopLossTriggerPrice: Type.Optional(DecimalOrEmpty),
    stopLossTriggerType: Type.Optional(TriggerType),
    stopLossExecutePrice: Type.Optional(DecimalOrEmpty),
    stopLossSize: Type.Optional(DecimalOrEmpty),
    stopLossClientOid: Type.Optional(ClientOid),
    stpMode: Type.Optional(StpMode),
  }),
  response: Type.Array(Type.Object({ orderId: Text, stopSurplusClientOid: MaybeText, stopLossClientOid: MaybeText })),
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: false,
  urgency: () => 'protect',
  source: 'bitget.com/api-doc/contract/plan/Place-Pos-Tpsl-Order',
});
