/**
 * Movements of cash: fills, fees, funding, transfers; newest first.
 * Invariant: reaches 90 days back, at most 30 days a call, at most 100 rows a page.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { MaybeNumeral, MaybeText, Numeral, Request, Rows, Text, Unread } from '../../../../protocol/fields.ts';
import { Category, Paging } from '../../fields.ts';

export const financialRecords = defineEndpoint({
  name: 'v3/account/financial-records',
  method: 'GET',
  path: '/api/v3/account/financial-records',
  auth: 'private',
  request: Request({
    category: Category,
    coin: Type.Optional(Type.String()),
    type: Type.Optional(Type.String()),
    ...Paging,
  }),
  response: Type.Object({
    list: Rows(
      Type.Object({
        id: Text,
        category: MaybeText,
        symbol: MaybeText,
        coin: Text,
        type: Text,
        amount: Numeral,
        fee: MaybeNumeral,
        balance: Unread,
        ts: Numeral,
      }),
    ),
    cursor: MaybeText,
  }),
  limit: { perSecond: 20, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/uta/account/Get-Financial-Records',
});
