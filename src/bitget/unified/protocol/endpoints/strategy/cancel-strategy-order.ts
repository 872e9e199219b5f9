/**
 * Cancels a take-profit, a stop-loss, a pair of them, or a trigger order.
 * Invariant: the answer is empty.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { Request } from '../../../../protocol/fields.ts';
import { orderRef } from '../../orders.ts';

export const cancelStrategyOrder = defineEndpoint({
  name: 'v3/trade/cancel-strategy-order',
  method: 'POST',
  path: '/api/v3/trade/cancel-strategy-order',
  auth: 'private',
  request: Request(orderRef),
  response: Type.Unknown(),
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: false,
  source: 'bitget.com/api-doc/uta/strategy/Cancel-Strategy-Order',
});
