/**
 * Sets one-way or hedge mode for a whole product.
 * Invariant: refused (40920) while the product has any position or order.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { PositionMode, ProductType, Request, Text } from '../../fields.ts';

export const setPositionMode = defineEndpoint({
  name: 'account/set-position-mode',
  method: 'POST',
  path: '/api/v2/mix/account/set-position-mode',
  auth: 'private',
  request: Request({ productType: ProductType, posMode: PositionMode }),
  response: Type.Object({ posMode: Text }),
  limit: { perSecond: 5, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/account/Change-Hold-Mode',
});
