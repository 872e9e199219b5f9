/**
 * Positions, after each change and every few seconds.
 * Invariant: a closed position comes once with size 0.
 */
import { Type } from 'typebox';
import { defineChannel } from '../../../../protocol/channel.ts';
import { MaybeNumeral, MaybeText, Numeral, Text, Unread } from '../../../../protocol/fields.ts';

export const positionChannel = defineChannel({
  name: 'position',
  auth: 'private',
  keyedBy: 'default',
  row: Type.Object({
    symbol: Text,
    posSide: Text,
    holdMode: MaybeText,
    marginMode: Text,
    size: Numeral,
    avgPrice: MaybeNumeral,
    leverage: MaybeNumeral,
    liqPrice: MaybeNumeral,
    available: Unread,
    frozen: Unread,
    marginCoin: Unread,
    marginSize: Unread,
    markPrice: Unread,
    mmr: Unread,
    breakEvenPrice: Unread,
    positionStatus: Unread,
    profitRate: Unread,
    unrealisedPnl: Unread,
    curRealisedPnl: Unread,
    totalFundingFee: Unread,
    openFeeTotal: Unread,
    closeFeeTotal: Unread,
    createdTime: MaybeNumeral,
    updatedTime: MaybeNumeral,
  }),
  source: 'bitget.com/api-doc/uta/websocket/private/Positions-Channel',
});
