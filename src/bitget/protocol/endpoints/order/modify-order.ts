/**
 * Changes price and size of a live limit order, or its presets.
 * Invariant: a change of price or size cancels the order and makes another under newClientOid.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { ClientOid, DecimalOrEmpty, MarginCoin, OrderId, ProductType, Request, SymbolName } from '../../fields.ts';
import { OrderAck } from '../../orders.ts';

export const modifyOrder = defineEndpoint({
  name: 'order/modify-order',
  method: 'POST',
  path: '/api/v2/mix/order/modify-order',
  auth: 'private',
  request: Request({
    symbol: SymbolName,
    productType: ProductType,
    marginCoin: Type.Optional(MarginCoin),
    orderId: Type.Optional(OrderId),
    clientOid: Type.Optional(ClientOid),
    newClientOid: ClientOid,
    newSize: Type.Optional(DecimalOrEmpty),
    newPrice: Type.Optional(DecimalOrEmpty),
    newPresetStopSurplusPrice: Type.Optional(DecimalOrEmpty),
    newPresetStopLossPrice: Type.Optional(DecimalOrEmpty),
  }),
  response: OrderAck,
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: false,
  source: 'bitget.com/api-doc/contract/trade/Modify-Order',
});
