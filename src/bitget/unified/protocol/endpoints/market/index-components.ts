/**
 * The exchanges and prices that the index price of a contract is made of.
 * Invariant: weights are fractions; a source without a price has none at the moment.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { MaybeNumeral, MaybeText, Request, Rows, SymbolName, Text } from '../../../../protocol/fields.ts';

export const indexComponents = defineEndpoint({
  name: 'v3/market/index-components',
  method: 'GET',
  path: '/api/v3/market/index-components',
  auth: 'public',
  request: Request({ symbol: SymbolName }),
  response: Type.Object({
    symbol: Text,
    componentList: Rows(
      Type.Object({ exchange: Text, spotPair: MaybeText, equivalentPrice: MaybeNumeral, weight: MaybeNumeral }),
    ),
  }),
  limit: { perSecond: 10, scope: 'ip' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/uta/public/Get-Index-Components',
});
