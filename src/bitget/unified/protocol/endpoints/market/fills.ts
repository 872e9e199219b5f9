/**
 * The latest public trades.
 * Invariant: `side` is the taker's.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { Count, Numeral, Request, Rows, SymbolName, Text, Unread } from '../../../../protocol/fields.ts';
import { Category } from '../../fields.ts';

export const marketFills = defineEndpoint({
  name: 'v3/market/fills',
  method: 'GET',
  path: '/api/v3/market/fills',
  auth: 'public',
  request: Request({ category: Category, symbol: SymbolName, limit: Type.Optional(Count) }),
  response: Rows(
    Type.Object({ execId: Text, execLinkId: Unread, price: Numeral, size: Numeral, side: Text, ts: Numeral }),
  ),
  limit: { perSecond: 20, scope: 'ip' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/uta/public/Fills',
});
