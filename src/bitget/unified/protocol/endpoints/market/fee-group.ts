/**
 * The fees of each level of market makers, by group of contracts.
 * Invariant: rates are fractions, and a rebate is negative; the own rate is told by fee-rate.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { MaybeNumeral, OneOf, Request, Rows, Text, Unread } from '../../../../protocol/fields.ts';

const FeeLabel = Type.Object({ label: Text, weight: MaybeNumeral, symbols: Rows(Text) });
const FeeTier = Type.Object({ level: Text, makerFeeRate: MaybeNumeral, takerFeeRate: MaybeNumeral });

export const feeGroup = defineEndpoint({
  name: 'v3/market/fee-group',
  method: 'GET',
  path: '/api/v3/market/fee-group',
  auth: 'public',
  request: Request({
    category: OneOf('SPOT', 'FUTURES'),
    group: Type.Optional(OneOf('DEFAULT', 'GROUP_A', 'GROUP_B', 'GROUP_C')),
  }),
  response: Rows(
    Type.Object({ category: Unread, group: Text, labelList: Type.Optional(Rows(FeeLabel)), tierList: Rows(FeeTier) }),
  ),
  limit: { perSecond: 5, scope: 'ip' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/uta/public/Get-Fee-Group',
});
