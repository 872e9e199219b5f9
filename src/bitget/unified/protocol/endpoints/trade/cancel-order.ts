/**
 * Cancels one order.
 * Invariant: what was filled before stays filled.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { Request } from '../../../../protocol/fields.ts';
import { Category } from '../../fields.ts';
import { OrderAck, orderRef } from '../../orders.ts';

export const cancelOrder = defineEndpoint({
  name: 'v3/trade/cancel-order',
  method: 'POST',
  path: '/api/v3/trade/cancel-order',
  auth: 'private',
  request: Request({ ...orderRef, category: Type.Optional(Category) }),
  response: OrderAck,
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: false,
  urgency: () => 'protect',
  source: 'bitget.com/api-doc/uta/trade/Cancel-Order',
});
