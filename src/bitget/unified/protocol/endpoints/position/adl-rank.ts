/**
 * How near each position stands to being reduced to cover the losses of others.
 * Invariant: `adlRank` is a fraction; near one is next.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { Numeral, Request, Rows, Text, Unread } from '../../../../protocol/fields.ts';

export const adlRank = defineEndpoint({
  name: 'v3/position/adlRank',
  method: 'GET',
  path: '/api/v3/position/adlRank',
  auth: 'private',
  request: Request({}),
  response: Rows(Type.Object({ symbol: Text, holdSide: Text, adlRank: Numeral, marginCoin: Unread })),
  limit: { perSecond: 1, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/uta/trade/Get-Position-ADL-Rank',
});
