/**
 * Movements of cash: fills, fees, funding, transfers; newest first.
 * Invariant: reaches 90 days back, at most 30 days a call, at most 100 rows a page.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import {
  MaybeNumeral,
  MaybeText,
  Numeral,
  OneOf,
  Paging,
  ProductType,
  Request,
  Rows,
  Text,
  Unread,
} from '../../fields.ts';

export const bill = defineEndpoint({
  name: 'account/bill',
  method: 'GET',
  path: '/api/v2/mix/account/bill',
  auth: 'private',
  request: Request({
    productType: ProductType,
    coin: Type.Optional(Type.String()),
    businessType: Type.Optional(Type.String()),
    onlyFunding: Type.Optional(OneOf('yes', 'no')),
    ...Paging,
  }),
  response: Type.Object({
    bills: Rows(
      Type.Object({
        billId: Text,
        businessType: Text,
        amount: Numeral,
        fee: MaybeNumeral,
        coin: Text,
        cTime: Numeral,
        symbol: MaybeText,
        feeByCoupon: Unread,
        balance: Unread,
      }),
    ),
    endId: MaybeText,
  }),
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/account/Get-Account-Bill',
});
