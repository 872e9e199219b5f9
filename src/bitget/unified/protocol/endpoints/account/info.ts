/**
 * What a key may do, from where, and whose it is.
 * Invariant: read only; it answers to every key, whatever the key is for.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { MaybeNumeral, MaybeText, Request, Rows, Text, Unread } from '../../../../protocol/fields.ts';

export const accountInfo = defineEndpoint({
  name: 'v3/account/info',
  method: 'GET',
  path: '/api/v3/account/info',
  auth: 'private',
  request: Request({}),
  response: Type.Object({
    userId: MaybeNumeral,
    /** Addresses that the key may be used from, with commas between; empty: from everywhere. */
    ips: MaybeText,
    /** read-only or read-and-write. */
    permType: Text,
    /** Such as uta_mgt, uta_trade and withdraw. */
    permissions: Rows(Text),
    inviterId: Unread,
    parentId: Unread,
    channelCode: Unread,
    channel: Unread,
    regisTime: Unread,
  }),
  limit: { perSecond: 5, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/uta/account/Get-Account-Info',
});
