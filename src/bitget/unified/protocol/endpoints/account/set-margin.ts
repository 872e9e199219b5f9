/**
 * Adds margin to an isolated position, or takes it back.
 * Invariant: the amount is in the margin coin.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { Decimal, OneOf, Request, SymbolName } from '../../../../protocol/fields.ts';
import { Category, Done, PosSide } from '../../fields.ts';

export const setMargin = defineEndpoint({
  name: 'v3/account/set-margin',
  method: 'POST',
  path: '/api/v3/account/set-margin',
  auth: 'private',
  request: Request({
    category: Category,
    symbol: SymbolName,
    posSide: Type.Optional(PosSide),
    amount: Decimal,
    operation: OneOf('add', 'remove'),
  }),
  response: Done,
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: false,
  source: 'bitget.com/api-doc/uta/account/Set-Margin',
});
