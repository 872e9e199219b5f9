/**
 * The open positions, all of them in each frame.
 * Invariant: an empty frame means flat.
 */
import { Type } from 'typebox';
import { defineChannel } from '../../channel.ts';
import { MaybeNumeral, MaybeText, Numeral, Text, Unread } from '../../fields.ts';

export const positionsChannel = defineChannel({
  name: 'positions',
  auth: 'private',
  keyedBy: 'default',
  row: Type.Object({
    instId: Text,
    holdSide: Text,
    total: Numeral,
    openPriceAvg: Numeral,
    /** A JSON number on the wire. */
    leverage: Numeral,
    marginMode: Text,
    posMode: MaybeText,
    liquidationPrice: MaybeNumeral,
    posId: Unread,
    marginCoin: Unread,
    marginSize: Unread,
    available: Unread,
    frozen: Unread,
    achievedProfits: Unread,
    unrealizedPL: Unread,
    unrealizedPLR: Unread,
    keepMarginRate: Unread,
    marginRate: Unread,
    breakEvenPrice: Unread,
    totalFee: Unread,
    deductedFee: Unread,
    markPrice: Unread,
    assetMode: Unread,
    autoMargin: Unread,
    cTime: Unread,
    uTime: Unread,
  }),
  source: 'bitget.com/api-doc/contract/websocket/private/Positions-Channel',
});
