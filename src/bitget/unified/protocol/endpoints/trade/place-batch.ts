/**
 * Places up to 20 orders of one contract; the body is a bare list.
 * Invariant: each order succeeds or fails alone, under an envelope that says success.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { BatchAck, OrderTerms } from '../../orders.ts';

export const placeBatch = defineEndpoint({
  name: 'v3/trade/place-batch',
  method: 'POST',
  path: '/api/v3/trade/place-batch',
  auth: 'private',
  request: Type.Array(OrderTerms, { minItems: 1, maxItems: 20 }),
  response: Type.Array(BatchAck),
  limit: { perSecond: 5, scope: 'uid' },
  isIdempotent: false,
  source: 'bitget.com/api-doc/uta/trade/Place-Batch',
});
