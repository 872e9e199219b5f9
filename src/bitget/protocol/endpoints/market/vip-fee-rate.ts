/**
 * The fees of each VIP level, and what a level asks for in USDT.
 * Invariant: rates are fractions; the own rate is told by trade-rate.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { Numeral, Request, Unread } from '../../fields.ts';

export const vipFeeRate = defineEndpoint({
  name: 'market/vip-fee-rate',
  method: 'GET',
  path: '/api/v2/mix/market/vip-fee-rate',
  auth: 'public',
  request: Request({}),
  response: Type.Array(
    Type.Object({
      level: Numeral,
      dealAmount: Numeral,
      assetAmount: Numeral,
      takerFeeRate: Numeral,
      makerFeeRate: Numeral,
      btcWithdrawAmount: Unread,
      usdtWithdrawAmount: Unread,
    }),
  ),
  limit: { perSecond: 10, scope: 'ip' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/market/Get-VIP-Fee-Rate',
});
