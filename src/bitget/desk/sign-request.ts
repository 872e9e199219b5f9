/**
 * The signature of a request that is sent by other means, made as the client makes its own.
 * Invariant: signs the query in ascending order and JSON without spaces; the same text has to be sent.
 */
import { type Credentials, queryText, signWith } from '../signing/index.ts';

export type RequestToSign = {
  /** Epoch ms, as in the header beside it. */
  readonly timestamp: string | number;
  readonly method: string;
  /** Without a query. */
  readonly path: string;
  /** Of a GET. */
  readonly params?: Readonly<Record<string, string | undefined>> | undefined;
  /** Of a POST: text is signed as it is, an object as JSON.stringify writes it. */
  readonly body?: string | object | undefined;
};

/**
 * Base64; 44 characters with an HMAC key.
 * @throws InvalidInput for a query value that would have to be percent-encoded.
 */
export function signRequest(
  credentials: Credentials,
  { timestamp, method, path, params, body }: RequestToSign,
): string {
  return signWith(credentials, {
    timestamp: String(timestamp),
    method: method.toUpperCase() as 'GET' | 'POST',
    path: path + queryText(params ?? {}),
    body: typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body),
  });
}
