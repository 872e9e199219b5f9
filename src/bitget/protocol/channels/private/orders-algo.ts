/**
 * Every change of a trigger: made, moved, fired, canceled.
 * Invariant: planType is short here: sl and psl are stop-losses, tp and ptp take-profits, the p for the whole position.
 */
import { Type } from 'typebox';
import { defineChannel } from '../../channel.ts';
import { MaybeNumeral, MaybeText, Text, Unread } from '../../fields.ts';

export const ordersAlgoChannel = defineChannel({
  name: 'orders-algo',
  auth: 'private',
  keyedBy: 'default',
  row: Type.Object({
    instId: Text,
    orderId: Text,
    clientOid: MaybeText,
    planType: Text,
    status: Text,
    triggerPrice: MaybeNumeral,
    triggerType: MaybeText,
    size: MaybeNumeral,
    side: MaybeText,
    posSide: MaybeText,
    posMode: MaybeText,
    tradeSide: MaybeText,
    cTime: MaybeNumeral,
    uTime: MaybeNumeral,
    stopSurplusTriggerPrice: MaybeNumeral,
    stopSurplusTriggerType: MaybeText,
    stopLossTriggerPrice: MaybeNumeral,
    stopLossTriggerType: MaybeText,
    actualSize: Unread,
    enterPointSource: Unread,
    executePrice: Unread,
    marginCoin: Unread,
    orderType: Unread,
    price: Unread,
    stopLossPrice: Unread,
    stopSurplusPrice: Unread,
    stpMode: Unread,
    triggerTime: Unread,
  }),
  source: 'bitget.com/api-doc/contract/websocket/private/Plan-Order-Channel',
});
