/**
 * Maintenance margin and leverage by size of the position, in quote coin.
 * Invariant: the first row is the first tier.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { Numeral, Request, SymbolName } from '../../../../protocol/fields.ts';
import { Category } from '../../fields.ts';

export const positionTier = defineEndpoint({
  name: 'v3/market/position-tier',
  method: 'GET',
  path: '/api/v3/market/position-tier',
  auth: 'public',
  request: Request({ category: Category, symbol: SymbolName }),
  response: Type.Array(
    Type.Object({ tier: Numeral, minTierValue: Numeral, maxTierValue: Numeral, leverage: Numeral, mmr: Numeral }),
  ),
  limit: { perSecond: 20, scope: 'ip' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/uta/public/Get-Position-Tier-Data',
});
