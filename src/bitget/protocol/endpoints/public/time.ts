/**
 * The exchange's clock, which request timestamps are measured against.
 * Invariant: answers without a key and without parameters.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { Numeral, Request } from '../../fields.ts';

export const serverTime = defineEndpoint({
  name: 'public/time',
  method: 'GET',
  path: '/api/v2/public/time',
  auth: 'public',
  request: Request({}),
  response: Type.Object({ serverTime: Numeral }),
  limit: { perSecond: 20, scope: 'ip' },
  isIdempotent: true,
  isOfBothEnvironments: true,
  // A signed call waits for it.
  urgency: () => 'protect',
  source: 'bitget.com/api-doc/common/public/Get-Server-Time',
});
