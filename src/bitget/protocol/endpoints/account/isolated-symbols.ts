/**
 * The contracts that are set to isolated margin.
 * Invariant: a contract that is not listed is crossed.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { ProductType, Request, Rows, Text } from '../../fields.ts';

export const isolatedSymbols = defineEndpoint({
  name: 'account/isolated-symbols',
  method: 'GET',
  path: '/api/v2/mix/account/isolated-symbols',
  auth: 'private',
  request: Request({ productType: ProductType }),
  response: Rows(Type.Object({ symbol: Text, marginMode: Text })),
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/account/Get-Isolated-Symbols',
});
