/**
 * Every change of an order: made, filled in part or whole, canceled.
 * Invariant: nothing is sent for orders from before the subscription.
 */
import { Type } from 'typebox';
import { defineChannel } from '../../channel.ts';
import { MaybeNumeral, MaybeText, Numeral, Text, Unread } from '../../fields.ts';

export const ordersChannel = defineChannel({
  name: 'orders',
  auth: 'private',
  keyedBy: 'default',
  row: Type.Object({
    instId: Text,
    orderId: Text,
    clientOid: MaybeText,
    size: Numeral,
    price: MaybeNumeral,
    /** Filled so far; `baseVolume` is the last fill alone. */
    accBaseVolume: Numeral,
    side: Text,
    orderType: Text,
    tradeSide: MaybeText,
    posSide: MaybeText,
    posMode: MaybeText,
    reduceOnly: MaybeText,
    status: Text,
    cTime: Numeral,
    uTime: MaybeNumeral,
    feeDetail: Type.Optional(Type.Unknown()),
    baseVolume: Unread,
    cancelReason: Unread,
    enterPointSource: Unread,
    fillFee: Unread,
    fillFeeCoin: Unread,
    fillNotionalUsd: Unread,
    fillPrice: Unread,
    fillTime: Unread,
    force: Unread,
    leverage: Unread,
    marginCoin: Unread,
    marginMode: Unread,
    notionalUsd: Unread,
    pnl: Unread,
    presetStopLossExecutePrice: Unread,
    presetStopLossPrice: Unread,
    presetStopLossType: Unread,
    presetStopSurplusExecutePrice: Unread,
    presetStopSurplusPrice: Unread,
    presetStopSurplusType: Unread,
    priceAvg: Unread,
    stpMode: Unread,
    totalProfits: Unread,
    tradeId: Unread,
    tradeScope: Unread,
  }),
  source: 'bitget.com/api-doc/contract/websocket/private/Order-Channel',
});
