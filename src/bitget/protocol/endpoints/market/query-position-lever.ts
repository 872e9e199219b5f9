/**
 * The position tiers of a contract: how large a position may be at which leverage and maintenance margin.
 * Invariant: tiers come lowest first; the first one applies to a small position.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { Numeral, ProductType, Request, SymbolName, Text, Unread } from '../../fields.ts';

export const queryPositionLever = defineEndpoint({
  name: 'market/query-position-lever',
  method: 'GET',
  path: '/api/v2/mix/market/query-position-lever',
  auth: 'public',
  request: Request({ symbol: SymbolName, productType: ProductType }),
  response: Type.Array(
    Type.Object({
      symbol: Text,
      level: Numeral,
      /** A fraction of the position's value. */
      keepMarginRate: Numeral,
      /** Bounds of the position's value, in quote coin. */
      startUnit: Unread,
      endUnit: Unread,
      leverage: Unread,
    }),
    { minItems: 1 },
  ),
  limit: { perSecond: 10, scope: 'ip' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/position/Get-Query-Position-Lever',
});
