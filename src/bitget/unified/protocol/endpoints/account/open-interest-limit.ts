/**
 * How large this account's position in a contract may become, in base coin.
 * Invariant: a limit of zero means that none is set.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { MaybeNumeral, Numeral, Request, SymbolName, Text } from '../../../../protocol/fields.ts';
import { Category } from '../../fields.ts';

export const ownOpenInterestLimit = defineEndpoint({
  name: 'v3/account/open-interest-limit',
  method: 'GET',
  path: '/api/v3/account/open-interest-limit',
  auth: 'private',
  request: Request({ category: Category, symbol: SymbolName }),
  response: Type.Object({
    symbol: Text,
    singleUserLimit: Numeral,
    masterSubLimit: MaybeNumeral,
    marketMakerLimit: MaybeNumeral,
  }),
  limit: { perSecond: 5, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/uta/account/Get_OI_Limit',
});
