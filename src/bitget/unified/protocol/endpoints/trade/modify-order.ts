/**
 * Changes size, price or both of a resting order.
 * Invariant: with autoCancel the order is canceled when the change fails.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { Request, SymbolName } from '../../../../protocol/fields.ts';
import { Category } from '../../fields.ts';
import { changeTerms, OrderAck } from '../../orders.ts';

export const modifyOrder = defineEndpoint({
  name: 'v3/trade/modify-order',
  method: 'POST',
  path: '/api/v3/trade/modify-order',
  auth: 'private',
  request: Request({
    ...changeTerms,
    category: Type.Optional(Category),
    symbol: Type.Optional(SymbolName),
  }),
  response: OrderAck,
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: false,
  source: 'bitget.com/api-doc/uta/trade/Modify-Order',
});
