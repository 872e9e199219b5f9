/**
 * Changes size, price or both of up to 20 resting orders; the body is a bare list.
 * Invariant: each is changed or refused alone, under an envelope that says success.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { Request } from '../../../../protocol/fields.ts';
import { BatchAck, changeTerms } from '../../orders.ts';

export const batchModifyOrder = defineEndpoint({
  name: 'v3/trade/batch-modify-order',
  method: 'POST',
  path: '/api/v3/trade/batch-modify-order',
  auth: 'private',
  request: Type.Array(Request(changeTerms), { minItems: 1, maxItems: 20 }),
  response: Type.Array(BatchAck),
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: false,
  source: 'bitget.com/api-doc/uta/trade/Batch-Modify-Orders',
});
