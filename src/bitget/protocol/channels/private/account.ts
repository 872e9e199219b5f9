/**
 * Balances of the margin coins, after each change.
 * Invariant: the first frame is a snapshot.
 */
import { Type } from 'typebox';
import { defineChannel } from '../../channel.ts';
import { MaybeNumeral, Numeral, Text, Unread } from '../../fields.ts';

export const accountChannel = defineChannel({
  name: 'account',
  auth: 'private',
  keyedBy: 'coin',
  row: Type.Object({
    marginCoin: Text,
    available: Numeral,
    equity: MaybeNumeral,
    unrealizedPL: MaybeNumeral,
    frozen: Unread,
    maxOpenPosAvailable: Unread,
    maxTransferOut: Unread,
    usdtEquity: Unread,
    btcEquity: Unread,
    crossedRiskRate: Unread,
    unionTotalMargin: Unread,
    unionAvailable: Unread,
    unionMm: Unread,
    assetsMode: Unread,
  }),
  source: 'bitget.com/api-doc/contract/websocket/private/Account-Channel',
});
