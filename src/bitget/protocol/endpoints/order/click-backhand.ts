/**
 * Turns a position round at market: closes it and opens as much on the other side.
 * Invariant: without an answer only a look-up by clientOid tells.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { ClientOid, Decimal, MarginCoin, ProductType, Request, Side, SymbolName, TradeSide } from '../../fields.ts';
import { OrderAck } from '../../orders.ts';

export const reversePosition = defineEndpoint({
  name: 'order/click-backhand',
  method: 'POST',
  path: '/api/v2/mix/order/click-backhand',
  auth: 'private',
  request: Request({
    symbol: SymbolName,
    productType: ProductType,
    marginCoin: MarginCoin,
    /** The position's: buy turns a long in hedge mode. */ side: Side,
    /** Required in hedge mode. */ tradeSide: Type.Optional(TradeSide),
    /** Absent: the whole position. */ size: Type.Optional(Decimal),
    clientOid: Type.Optional(ClientOid),
  }),
  response: OrderAck,
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: false,
  source: 'bitget.com/api-doc/contract/trade/Reversal',
});
