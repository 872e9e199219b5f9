/**
 * Cancels every order of a contract, or of the category.
 * Invariant: each element of the answer is to be checked.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { Request, Rows, SymbolName } from '../../../../protocol/fields.ts';
import { Category } from '../../fields.ts';
import { BatchAck } from '../../orders.ts';

export const cancelSymbolOrder = defineEndpoint({
  name: 'v3/trade/cancel-symbol-order',
  method: 'POST',
  path: '/api/v3/trade/cancel-symbol-order',
  auth: 'private',
  request: Request({ category: Category, symbol: Type.Optional(SymbolName) }),
  response: Type.Object({ list: Rows(BatchAck) }),
  limit: { perSecond: 5, scope: 'uid' },
  isIdempotent: false,
  urgency: () => 'protect',
  source: 'bitget.com/api-doc/uta/trade/Cancel-All-Order',
});
