/**
 * Sets the position mode of the whole account.
 * Invariant: refused while any position or order is open.
 */
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { PositionMode, Request } from '../../../../protocol/fields.ts';
import { Done } from '../../fields.ts';

export const setHoldMode = defineEndpoint({
  name: 'v3/account/set-hold-mode',
  method: 'POST',
  path: '/api/v3/account/set-hold-mode',
  auth: 'private',
  request: Request({ holdMode: PositionMode }),
  response: Done,
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/uta/account/Change-Position-Mode',
});
