/**
 * The exchange's time.
 * Invariant: epoch milliseconds as text.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { Numeral, Request } from '../../../../protocol/fields.ts';

export const serverTime = defineEndpoint({
  name: 'v3/public/time',
  method: 'GET',
  path: '/api/v3/public/time',
  auth: 'public',
  request: Request({}),
  response: Type.Object({ serverTime: Numeral }),
  limit: { perSecond: 20, scope: 'ip' },
  isIdempotent: true,
  isOfBothEnvironments: true,
  urgency: () => 'protect',
  source: 'bitget.com/api-doc/uta/intro',
});
