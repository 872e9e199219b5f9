/**
 * The open positions of one contract: none, one, or two in hedge mode.
 * Invariant: same rows as all-position.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { MarginCoin, ProductType, Request, SymbolName } from '../../fields.ts';
import { PositionRow } from './all-position.ts';

export const singlePosition = defineEndpoint({
  name: 'position/single-position',
  method: 'GET',
  path: '/api/v2/mix/position/single-position',
  auth: 'private',
  request: Request({ symbol: SymbolName, productType: ProductType, marginCoin: MarginCoin }),
  response: Type.Array(PositionRow),
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/position/get-single-position',
});
