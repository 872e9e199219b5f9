/**
 * Places one order.
 * Invariant: an answer means received, not matched; without an answer only a look-up by clientOid tells.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { DecimalOrEmpty, MarginCoin, MarginMode, ProductType, Request, SymbolName } from '../../fields.ts';
import { OrderAck, orderTerms } from '../../orders.ts';

export const placeOrder = defineEndpoint({
  name: 'order/place-order',
  method: 'POST',
  path: '/api/v2/mix/order/place-order',
  auth: 'private',
  request: Request({
    symbol: SymbolName,
    productType: ProductType,
    marginMode: MarginMode,
    marginCoin: MarginCoin,
    ...orderTerms,
    presetStopSurplusExecutePrice: Type.Optional(DecimalOrEmpty),
    presetStopLossExecutePrice: Type.Optional(DecimalOrEmpty),
  }),
  response: OrderAck,
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: false,
  urgency: ({ tradeSide, reduceOnly }) => (tradeSide === 'close' || reduceOnly === 'YES' ? 'protect' : 'trade'),
  source: 'bitget.com/api-doc/contract/trade/Place-Order',
});
