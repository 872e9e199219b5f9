/**
 * The fees of this account on one contract.
 * Invariant: rates are fractions; a rebate is negative.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { Numeral, Request, SymbolName } from '../../fields.ts';

export const tradeRate = defineEndpoint({
  name: 'common/trade-rate',
  method: 'GET',
  path: '/api/v2/common/trade-rate',
  auth: 'private',
  request: Request({ symbol: SymbolName, businessType: Type.Literal('mix') }),
  response: Type.Object({ makerFeeRate: Numeral, takerFeeRate: Numeral }),
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/common/public/Get-Trade-Rate',
});
