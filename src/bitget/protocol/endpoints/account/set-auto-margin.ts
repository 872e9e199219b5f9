/**
 * Lets the exchange add margin to an isolated position by itself, or stops it.
 * Invariant: off is the default; on puts the whole balance at risk.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { HoldSide, MarginCoin, OneOf, Request, SymbolName } from '../../fields.ts';

export const setAutoMargin = defineEndpoint({
  name: 'account/set-auto-margin',
  method: 'POST',
  path: '/api/v2/mix/account/set-auto-margin',
  auth: 'private',
  request: Request({ symbol: SymbolName, marginCoin: MarginCoin, holdSide: HoldSide, autoMargin: OneOf('on', 'off') }),
  response: Type.Literal('success'),
  limit: { perSecond: 5, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/account/Set-Auto-Margin',
});
