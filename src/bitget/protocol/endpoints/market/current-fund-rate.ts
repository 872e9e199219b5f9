/**
 * The funding rate of the present interval and when it is settled.
 * Invariant: the interval belongs to the contract and may change.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { MaybeNumeral, Numeral, ProductType, Request, SymbolName, Text, Unread } from '../../fields.ts';

export const currentFundRate = defineEndpoint({
  name: 'market/current-fund-rate',
  method: 'GET',
  path: '/api/v2/mix/market/current-fund-rate',
  auth: 'public',
  request: Request({ productType: ProductType, symbol: Type.Optional(SymbolName) }),
  response: Type.Array(
    Type.Object({
      symbol: Text,
      fundingRate: Numeral,
      fundingRateInterval: MaybeNumeral,
      nextUpdate: MaybeNumeral,
      minFundingRate: Unread,
      maxFundingRate: Unread,
    }),
  ),
  limit: { perSecond: 20, scope: 'ip' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/market/Get-Current-Funding-Rate',
});
