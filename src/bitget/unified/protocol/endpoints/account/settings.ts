/**
 * Position mode, and margin mode and leverage of each contract.
 * Invariant: a Classic account is refused with 40084, which tells the families apart.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { MaybeNumeral, Numeral, Request, Rows, Text, Unread } from '../../../../protocol/fields.ts';

export const settings = defineEndpoint({
  name: 'v3/account/settings',
  method: 'GET',
  path: '/api/v3/account/settings',
  auth: 'private',
  request: Request({}),
  response: Type.Object({
    uid: MaybeNumeral,
    accountMode: Unread,
    assetMode: Unread,
    holdMode: Text,
    stpMode: Unread,
    symbolConfigList: Type.Optional(
      Rows(Type.Object({ category: Text, symbol: Text, marginMode: Text, leverage: Numeral })),
    ),
    coinConfigList: Type.Optional(Type.Unknown()),
  }),
  limit: { perSecond: 20, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/uta/account/Get-Account-Setting',
});
