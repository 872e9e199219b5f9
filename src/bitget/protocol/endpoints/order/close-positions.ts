/**
 * Closes positions at market: all, one contract, or one side.
 * Invariant: one call a second.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { HoldSide, ProductType, Request, SymbolName } from '../../fields.ts';
import { BatchResult } from '../../orders.ts';

export const closePositions = defineEndpoint({
  name: 'order/close-positions',
  method: 'POST',
  path: '/api/v2/mix/order/close-positions',
  auth: 'private',
  request: Request({ productType: ProductType, symbol: Type.Optional(SymbolName), holdSide: Type.Optional(HoldSide) }),
  response: BatchResult,
  limit: { perSecond: 1, scope: 'uid' },
  isIdempotent: false,
  urgency: () => 'protect',
  source: 'bitget.com/api-doc/contract/trade/Flash-Close-Position',
});
