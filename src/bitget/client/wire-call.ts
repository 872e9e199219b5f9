/**
 * A call as it goes over the wire: path, body, headers.
 * Invariant: what is signed is what is sent; a private call without a key is not made.
 */
import { BitgetError } from '../errors/index.ts';
import { decodeRequest, type Endpoint, HEADERS, type RequestOf } from '../protocol/index.ts';
import { type Credentials, queryText, signWith } from '../signing/index.ts';

/** As it is signed, without what comes before the path. */
export type WireCall = { readonly path: string; readonly body: string };

/** @throws InvalidInput for wrong parameters. */
export function wireCall<E extends Endpoint>(endpoint: E, params: RequestOf<E>): WireCall {
  const checked = decodeRequest(endpoint, params) as Record<string, string>;
  return endpoint.method === 'GET'
    ? { path: endpoint.path + queryText(checked), body: '' }
    : { path: endpoint.path, body: JSON.stringify(checked) };
}

export type Sender = {
  readonly credentials: Credentials | undefined;
  readonly isDemoTrading: boolean | undefined;
  /** The exchange's time, epoch ms: good for 30 seconds. */
  readonly now: number;
};

/** Names and values in turn. @throws BitgetError (not-sent) where a key is needed and none is set. */
export function headersOf(endpoint: Endpoint, { path, body }: WireCall, { credentials, ...sender }: Sender): string[] {
  const { name, method, auth, isOfBothEnvironments } = endpoint;
  const headers = ['content-type', 'application/json', 'locale', 'en-US'];
  if (sender.isDemoTrading && !isOfBothEnvironments) headers.push(HEADERS.demo, '1');
  if (auth === 'public') return headers;
  if (!credentials) {
    throw new BitgetError('credentials', `${name}: needs an API key, and none is set; nothing was sent`, {
      code: 'no-credentials',
      outcome: 'not-sent',
      call: name,
    });
  }
  const timestamp = String(sender.now);
  const sign = signWith(credentials, { timestamp, method, path, body });
  headers.push(HEADERS.key, credentials.key, HEADERS.timestamp, timestamp, HEADERS.sign, sign);
  headers.push(HEADERS.passphrase, credentials.passphrase.reveal());
  return headers;
}
