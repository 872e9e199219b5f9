/**
 * Funding rates that were settled, newest first.
 * Invariant: paged by number: `cursor` is a page.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { Count, Numeral, Request, Rows, SymbolName, Text } from '../../../../protocol/fields.ts';
import { Category } from '../../fields.ts';

export const historyFundRate = defineEndpoint({
  name: 'v3/market/history-fund-rate',
  method: 'GET',
  path: '/api/v3/market/history-fund-rate',
  auth: 'public',
  request: Request({
    category: Category,
    symbol: SymbolName,
    cursor: Type.Optional(Count),
    limit: Type.Optional(Count),
  }),
  response: Type.Object({
    resultList: Rows(Type.Object({ symbol: Text, fundingRate: Numeral, fundingRateTimestamp: Numeral })),
  }),
  limit: { perSecond: 20, scope: 'ip' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/uta/public/Get-History-Funding-Rate',
});
