/**
 * The balances of every margin coin of a product.
 * Invariant: tells no position mode and no leverage; `account` does.
 */
import { defineEndpoint } from '../../endpoint.ts';
import { ProductType, Request, Rows } from '../../fields.ts';
import { AccountRow } from './account.ts';

export const accounts = defineEndpoint({
  name: 'account/accounts',
  method: 'GET',
  path: '/api/v2/mix/account/accounts',
  auth: 'private',
  request: Request({ productType: ProductType }),
  response: Rows(AccountRow),
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/account/Get-Account-List',
});
