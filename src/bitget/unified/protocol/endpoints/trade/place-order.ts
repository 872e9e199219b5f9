/**
 * Places one order.
 * Invariant: an answer means received, not matched; without an answer only a look-up by clientOid tells.
 */
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { OrderAck, OrderTerms } from '../../orders.ts';

export const placeOrder = defineEndpoint({
  name: 'v3/trade/place-order',
  method: 'POST',
  path: '/api/v3/trade/place-order',
  auth: 'private',
  request: OrderTerms,
  response: OrderAck,
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: false,
  urgency: ({ side, posSide, reduceOnly }) => {
    const isClosing = posSide ? (side === 'buy') !== (posSide === 'long') : /^yes$/i.test(reduceOnly ?? '');
    return isClosing ? 'protect' : 'trade';
  },
  source: 'bitget.com/api-doc/uta/trade/Place-Order',
});
