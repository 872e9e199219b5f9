/**
 * Every change of a take-profit or stop-loss.
 * Invariant: one row may carry both; nothing is sent for those from before the subscription.
 */
import { defineChannel } from '../../../../protocol/channel.ts';
import { StrategyRow } from '../../orders.ts';

export const strategyOrderChannel = defineChannel({
  name: 'strategy-order',
  auth: 'private',
  keyedBy: 'default',
  row: StrategyRow,
  source: 'bitget.com/api-doc/uta/websocket/private/Strategy-Order-Channel',
});
