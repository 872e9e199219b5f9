/**
 * Every change of an order: made, filled in part or whole, cancelled.
 * Invariant: nothing is sent for orders from before the subscription; rows name the position as holdSide.
 */
import { defineChannel } from '../../../../protocol/channel.ts';
import { OrderRow } from '../../orders.ts';

export const orderChannel = defineChannel({
  name: 'order',
  auth: 'private',
  keyedBy: 'default',
  row: OrderRow,
  source: 'bitget.com/api-doc/uta/websocket/private/Order-Channel',
});
