/**
 * Sets the leverage of a contract.
 * Invariant: isolated margin names the side; crossed margin has one leverage for both.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { Decimal, MarginMode, Request, SymbolName } from '../../../../protocol/fields.ts';
import { Category, Done, PosSide } from '../../fields.ts';

export const setLeverage = defineEndpoint({
  name: 'v3/account/set-leverage',
  method: 'POST',
  path: '/api/v3/account/set-leverage',
  auth: 'private',
  request: Request({
    category: Category,
    symbol: SymbolName,
    leverage: Decimal,
    posSide: Type.Optional(PosSide),
    marginMode: Type.Optional(MarginMode),
  }),
  response: Done,
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/uta/account/Change-Leverage',
});
