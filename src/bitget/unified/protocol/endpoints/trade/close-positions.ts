/**
 * Closes positions at market: all, one contract, or one side.
 * Invariant: each element of the answer is to be checked.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { Request, Rows, SymbolName } from '../../../../protocol/fields.ts';
import { Category, PosSide } from '../../fields.ts';
import { BatchAck } from '../../orders.ts';

export const closePositions = defineEndpoint({
  name: 'v3/trade/close-positions',
  method: 'POST',
  path: '/api/v3/trade/close-positions',
  auth: 'private',
  request: Request({ category: Category, symbol: Type.Optional(SymbolName), posSide: Type.Optional(PosSide) }),
  response: Type.Object({ list: Rows(BatchAck) }),
  limit: { perSecond: 5, scope: 'uid' },
  isIdempotent: false,
  urgency: () => 'protect',
  source: 'bitget.com/api-doc/uta/trade/Close-All-Positions',
});
