/**
 * Changes size, price or both of a resting order.
 * Invariant: with autoCancel the order is canceled when the change fails.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { Decimal, OneOf, Request, SymbolName } from '../../../../protocol/fields.ts';
import { Category } from '../../fields.ts';
import { OrderAck, orderRef } from '../../orders.ts';

export const modifyOrder = defineEndpoint({
  name: 'v3/trade/modify-order',
  method: 'POST',
  path: '/api/v3/trade/modify-order',
  auth: 'private',
  request: Request({
    ...orderRef,
    category: Type.Optional(Category),
    symbol: Type.Optional(SymbolName),
    qty: Type.Optional(Decimal),
    price: Type.Optional(Decimal),
    autoCancel: Type.Optional(OneOf('yes', 'no')),
  }),
  response: OrderAck,
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: false,
  source: 'bitget.com/api-doc/uta/trade/Modify-Order',
});
