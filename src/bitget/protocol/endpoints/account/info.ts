/**
 * What a key may do, from where, and whose it is.
 * Invariant: read only; it answers to every key, whatever the key is for.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { MaybeNumeral, MaybeText, Request, Rows, Text, Unread } from '../../fields.ts';

export const accountInfo = defineEndpoint({
  name: 'spot/account/info',
  method: 'GET',
  path: '/api/v2/spot/account/info',
  auth: 'private',
  request: Request({}),
  response: Type.Object({
    userId: MaybeNumeral,
    /** Addresses that the key may be used from, with commas between; empty: from everywhere. */
    ips: MaybeText,
    /** Four letters each, such as coow: write futures orders. */
    authorities: Rows(Text),
    inviterId: Unread,
    parentId: Unread,
    traderType: Unread,
    channelCode: Unread,
    channel: Unread,
    regisTime: Unread,
  }),
  limit: { perSecond: 1, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/spot/account/Get-Account-Info',
});
