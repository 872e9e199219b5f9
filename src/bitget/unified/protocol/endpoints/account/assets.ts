/**
 * The account's equity and margin in USD, and the balance of each coin.
 * Invariant: `mmr` is zero when no position is open.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { MaybeNumeral, Numeral, Request, Rows, Text, Unread } from '../../../../protocol/fields.ts';

export const assets = defineEndpoint({
  name: 'v3/account/assets',
  method: 'GET',
  path: '/api/v3/account/assets',
  auth: 'private',
  request: Request({}),
  response: Type.Object({
    accountEquity: Numeral,
    usdtEquity: Numeral,
    unrealisedPnl: MaybeNumeral,
    /** Maintenance margin of all positions, in USD. */
    mmr: Numeral,
    imr: Unread,
    effEquity: Unread,
    mgnRatio: Unread,
    positionMgnRatio: Unread,
    btcEquity: Unread,
    btcUnrealizedPnl: Unread,
    usdtUnrealisedPnl: Unread,
    assets: Rows(
      Type.Object({
        coin: Text,
        /** balance + locked + unrealised profit. */
        equity: Numeral,
        balance: Numeral,
        available: Numeral,
        locked: MaybeNumeral,
        debt: Unread,
        usdValue: Unread,
      }),
    ),
  }),
  limit: { perSecond: 20, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/uta/account/Get-Account',
});
