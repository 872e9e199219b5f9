/**
 * The trades of a contract in the last 90 days, newest first; at most 1000 a call.
 * Invariant: start and end lie at most seven days apart.
 */
import { defineEndpoint } from '../../endpoint.ts';
import { Paging, ProductType, Request, Rows, SymbolName } from '../../fields.ts';
import { PublicTradeRow } from './fills.ts';

export const marketFillsHistory = defineEndpoint({
  name: 'market/fills-history',
  method: 'GET',
  path: '/api/v2/mix/market/fills-history',
  auth: 'public',
  request: Request({ symbol: SymbolName, productType: ProductType, ...Paging }),
  response: Rows(PublicTradeRow),
  limit: { perSecond: 10, scope: 'ip' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/market/Get-Fills-History',
});
