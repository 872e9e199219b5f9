/**
 * What surrounds every REST answer, and the names of the headers.
 * Invariant: `code` decides, not the HTTP status: a refusal may arrive with status 200.
 */
import { type Static, Type } from 'typebox';
import { Numeral } from './fields.ts';

export const SUCCESS = '00000';

export const Envelope = Type.Object({
  code: Numeral,
  msg: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  requestTime: Type.Optional(Numeral),
  data: Type.Optional(Type.Unknown()),
});

export type Envelope = Static<typeof Envelope>;

export const HEADERS = {
  key: 'ACCESS-KEY',
  sign: 'ACCESS-SIGN',
  timestamp: 'ACCESS-TIMESTAMP',
  passphrase: 'ACCESS-PASSPHRASE',
  /** "1" sends the request to the demo environment. */
  demo: 'paptrading',
  /** On answers: requests left in this second for the endpoint, in spite of its name. */
  remaining: 'x-mbx-used-remain-limit',
} as const;

/** A request whose timestamp is further than this from the server's clock is refused with 40008. */
export const TIMESTAMP_WINDOW_MS = 30_000;
