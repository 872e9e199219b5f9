/**
 * Every fill of the account.
 * Invariant: each fill comes once per connection.
 */
import { defineChannel } from '../../../../protocol/channel.ts';
import { FillRow } from '../../orders.ts';

export const fillChannel = defineChannel({
  name: 'fill',
  auth: 'private',
  keyedBy: 'default',
  row: FillRow,
  source: 'bitget.com/api-doc/uta/websocket/private/Fill-Channel',
});
