/**
 * The fills of one week, newest first.
 * Invariant: start and end lie at most seven days apart; demo trading is refused.
 */
import { defineEndpoint } from '../../endpoint.ts';
import { fills } from './fills.ts';

export const fillHistory = defineEndpoint({
  name: 'order/fill-history',
  method: 'GET',
  path: '/api/v2/mix/order/fill-history',
  auth: 'private',
  request: fills.request,
  response: fills.response,
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/trade/Get-Fill-History',
});
