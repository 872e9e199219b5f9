/**
 * Sets the leverage of every contract of a product that has a position.
 * Invariant: contracts without a position keep theirs.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { Decimal, ProductType, Request } from '../../fields.ts';

export const setAllLeverage = defineEndpoint({
  name: 'account/set-all-leverage',
  method: 'POST',
  path: '/api/v2/mix/account/set-all-leverage',
  auth: 'private',
  request: Request({ productType: ProductType, leverage: Decimal }),
  response: Type.Literal('success'),
  limit: { perSecond: 5, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/account/Change-All-Leverage',
});
