/**
 * The funding rate that the next settlement will use, and when that is.
 * Invariant: the interval differs by contract and can change.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { Numeral, Request, SymbolName, Text, Unread } from '../../../../protocol/fields.ts';

export const currentFundRate = defineEndpoint({
  name: 'v3/market/current-fund-rate',
  method: 'GET',
  path: '/api/v3/market/current-fund-rate',
  auth: 'public',
  request: Request({ symbol: SymbolName }),
  response: Type.Array(
    Type.Object({
      symbol: Text,
      fundingRate: Numeral,
      fundingRateInterval: Numeral,
      nextUpdate: Numeral,
      minFundingRate: Unread,
      maxFundingRate: Unread,
    }),
  ),
  limit: { perSecond: 20, scope: 'ip' },
  isIdempotent: true,
  isOfBothEnvironments: true,
  source: 'bitget.com/api-doc/uta/public/Get-Current-Funding-Rate',
});
