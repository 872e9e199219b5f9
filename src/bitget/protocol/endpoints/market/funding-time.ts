/**
 * When the funding of a contract is settled next, and its period in hours.
 * Invariant: the period belongs to the contract and may change.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { Numeral, ProductType, Request, SymbolName, Text } from '../../fields.ts';

export const fundingTime = defineEndpoint({
  name: 'market/funding-time',
  method: 'GET',
  path: '/api/v2/mix/market/funding-time',
  auth: 'public',
  request: Request({ symbol: SymbolName, productType: ProductType }),
  response: Type.Array(Type.Object({ symbol: Text, nextFundingTime: Numeral, ratePeriod: Numeral })),
  limit: { perSecond: 20, scope: 'ip' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/market/Get-Symbol-Next-Funding-Time',
});
