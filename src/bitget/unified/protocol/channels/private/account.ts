/**
 * Equity and balances, after each change and every few seconds.
 * Invariant: the first frame is a snapshot.
 */
import { Type } from 'typebox';
import { defineChannel } from '../../../../protocol/channel.ts';
import { MaybeNumeral, Numeral, Rows, Text, Unread } from '../../../../protocol/fields.ts';

export const accountChannel = defineChannel({
  name: 'account',
  auth: 'private',
  keyedBy: 'default',
  row: Type.Object({
    totalEquity: MaybeNumeral,
    effEquity: Unread,
    unrealisedPnL: Unread,
    positionMgnRatio: Unread,
    mgnRatio: Unread,
    mmr: MaybeNumeral,
    imr: Unread,
    coin: Rows(
      Type.Object({
        coin: Text,
        balance: Numeral,
        available: Numeral,
        equity: Numeral,
        locked: MaybeNumeral,
        debts: Unread,
        borrow: Unread,
        usdValue: Unread,
      }),
    ),
  }),
  source: 'bitget.com/api-doc/uta/websocket/private/Account-Channel',
});
