/**
 * Changes the triggers or the size of a take-profit, a stop-loss or a trigger order.
 * Invariant: a leg that is not named is not kept for certain: both are sent.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { DecimalOrEmpty, Request } from '../../../../protocol/fields.ts';
import { OrderAck, orderRef, tpslTerms, triggerTerms } from '../../orders.ts';

export const modifyStrategyOrder = defineEndpoint({
  name: 'v3/trade/modify-strategy-order',
  method: 'POST',
  path: '/api/v3/trade/modify-strategy-order',
  auth: 'private',
  request: Request({ ...orderRef, qty: Type.Optional(DecimalOrEmpty), ...tpslTerms, ...triggerTerms }),
  response: OrderAck,
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: false,
  urgency: () => 'protect',
  source: 'bitget.com/api-doc/uta/strategy/Modify-Strategy-Order',
});
