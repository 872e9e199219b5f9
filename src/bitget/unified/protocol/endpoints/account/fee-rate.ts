/**
 * The account's own fee rates for a contract.
 * Invariant: rates are fractions.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { Numeral, Request, SymbolName } from '../../../../protocol/fields.ts';
import { Category } from '../../fields.ts';

export const feeRate = defineEndpoint({
  name: 'v3/account/fee-rate',
  method: 'GET',
  path: '/api/v3/account/fee-rate',
  auth: 'private',
  request: Request({ category: Category, symbol: SymbolName }),
  response: Type.Object({ makerFeeRate: Numeral, takerFeeRate: Numeral }),
  limit: { perSecond: 3, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/uta/account/Get-Account-Fee-Rate',
});
