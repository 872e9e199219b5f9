/**
 * The funding rates that were settled, newest first, by numbered pages of at most 100.
 * Invariant: a rate in the list is final.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { Count, Numeral, ProductType, Request, Rows, SymbolName, Text } from '../../fields.ts';

export const historyFundRate = defineEndpoint({
  name: 'market/history-fund-rate',
  method: 'GET',
  path: '/api/v2/mix/market/history-fund-rate',
  auth: 'public',
  request: Request({
    symbol: SymbolName,
    productType: ProductType,
    pageSize: Type.Optional(Count),
    pageNo: Type.Optional(Count),
  }),
  response: Rows(Type.Object({ symbol: Text, fundingRate: Numeral, fundingTime: Numeral })),
  limit: { perSecond: 20, scope: 'ip' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/market/Get-History-Funding-Rate',
});
