/**
 * Every fill of the account.
 * Invariant: `side` is the trade's own: closing a long is a sell, unlike on the REST list.
 */
import { defineChannel } from '../../channel.ts';
import { FillRow } from '../../orders.ts';

export const fillChannel = defineChannel({
  name: 'fill',
  auth: 'private',
  keyedBy: 'default',
  row: FillRow,
  source: 'bitget.com/api-doc/contract/websocket/private/Fill-Channel',
});
