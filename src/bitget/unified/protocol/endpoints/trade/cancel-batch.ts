/**
 * Cancels up to 20 orders; the body is a bare list.
 * Invariant: each is canceled or refused alone.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { Request, SymbolName } from '../../../../protocol/fields.ts';
import { Category } from '../../fields.ts';
import { BatchAck, orderRef } from '../../orders.ts';

export const cancelBatch = defineEndpoint({
  name: 'v3/trade/cancel-batch',
  method: 'POST',
  path: '/api/v3/trade/cancel-batch',
  auth: 'private',
  request: Type.Array(Request({ ...orderRef, category: Type.Optional(Category), symbol: Type.Optional(SymbolName) }), {
    minItems: 1,
    maxItems: 20,
  }),
  response: Type.Array(BatchAck),
  limit: { perSecond: 5, scope: 'uid' },
  isIdempotent: false,
  urgency: () => 'protect',
  source: 'bitget.com/api-doc/uta/trade/Cancel-Batch',
});
