/**
 * Places a take-profit, a stop-loss or both for a position; or, of type `trigger`, an order that waits for a price.
 * Invariant: `full` is for the whole position, whatever its size; `partial` and a trigger name a qty.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { ClientOid, Decimal, Request, Side, SymbolName } from '../../../../protocol/fields.ts';
import { Category, PosSide, ReduceOnly, StrategyType, TpslMode } from '../../fields.ts';
import { OrderAck, tpslTerms, triggerTerms } from '../../orders.ts';

export const placeStrategyOrder = defineEndpoint({
  name: 'v3/trade/place-strategy-order',
  method: 'POST',
  path: '/api/v3/trade/place-strategy-order',
  auth: 'private',
  request: Request({
    category: Category,
    symbol: SymbolName,
    clientOid: Type.Optional(ClientOid),
    type: Type.Optional(StrategyType),
    tpslMode: Type.Optional(TpslMode),
    qty: Type.Optional(Decimal),
    side: Type.Optional(Side),
    posSide: Type.Optional(PosSide),
    reduceOnly: Type.Optional(ReduceOnly),
    ...tpslTerms,
    ...triggerTerms,
  }),
  response: OrderAck,
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: false,
  urgency: ({ type }) => (type === 'trigger' ? 'trade' : 'protect'),
  source: 'bitget.com/api-doc/uta/strategy/Place-Strategy-Order',
});
