/**
 * How near each position stands to being reduced to cover the losses of others.
 * Invariant: `rank` is a fraction; near one is next.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { Numeral, ProductType, Request, Rows, Text, Unread } from '../../fields.ts';

export const adlRank = defineEndpoint({
  name: 'position/adlRank',
  method: 'GET',
  path: '/api/v2/mix/position/adlRank',
  auth: 'private',
  request: Request({ productType: ProductType }),
  response: Rows(Type.Object({ symbol: Text, holdSide: Text, rank: Numeral, adlRank: Unread, marginCoin: Unread })),
  limit: { perSecond: 5, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/position/Get-Position-Adl',
});
