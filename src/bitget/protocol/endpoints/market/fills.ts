/**
 * The last trades of a contract, newest first; at most 100.
 * Invariant: `side` is the taker's, in any case of letters.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { Count, Numeral, ProductType, Request, Rows, SymbolName, Text } from '../../fields.ts';

/** One public trade. */
export const PublicTradeRow = Type.Object({
  tradeId: Text,
  symbol: Text,
  price: Numeral,
  size: Numeral,
  side: Text,
  ts: Numeral,
});

export const marketFills = defineEndpoint({
  name: 'market/fills',
  method: 'GET',
  path: '/api/v2/mix/market/fills',
  auth: 'public',
  request: Request({ symbol: SymbolName, productType: ProductType, limit: Type.Optional(Count) }),
  response: Rows(PublicTradeRow),
  limit: { perSecond: 20, scope: 'ip' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/market/Get-Recent-Fills',
});
