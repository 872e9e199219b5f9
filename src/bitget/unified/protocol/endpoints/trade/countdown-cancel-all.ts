/**
 * A dead man's switch: every order is canceled when it is not renewed in time.
 * Invariant: 5 to 60 seconds; 0 turns it off.
 */
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { Count, Request } from '../../../../protocol/fields.ts';
import { Done } from '../../fields.ts';

export const countdownCancelAll = defineEndpoint({
  name: 'v3/trade/countdown-cancel-all',
  method: 'POST',
  path: '/api/v3/trade/countdown-cancel-all',
  auth: 'private',
  request: Request({ countdown: Count }),
  response: Done,
  limit: { perSecond: 1, scope: 'uid' },
  isIdempotent: true,
  urgency: () => 'protect',
  source: 'bitget.com/api-doc/uta/trade/CountDown-Cancel-All',
});
