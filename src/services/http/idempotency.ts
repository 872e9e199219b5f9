/**
 * Remembers which request each Idempotency-Key stood for, so that a key is never used for two different ones.
 * The first answer itself is the engine's to remember. Invariant: holds at most `KEYS_MAX` keys; the oldest go first.
 */
import { createHash, randomUUID } from 'node:crypto';
import { InvalidInput } from '../../domain/index.ts';
import { Problem } from '../contract/index.ts';

const KEYS_MAX = 10_000;
const KEY = /^[\w.:-]{1,64}$/;

export type KeyedRequest = {
  readonly key: unknown;
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
};

export type IdempotencyKeys = {
  /** The request's id: its key, or one made for it. @throws InvalidInput for a malformed key. */
  claim(request: KeyedRequest): string | Problem;
};

export function createIdempotencyKeys(): IdempotencyKeys {
  const seen = new Map<string, string>();
  return {
    claim({ key, method, url, body }) {
      if (key === undefined) return randomUUID();
      if (typeof key !== 'string' || !KEY.test(key))
        throw new InvalidInput('Idempotency-Key', key, '1 to 64 of A-Z a-z 0-9 _ . : -');
      const print = createHash('sha256')
        .update(`${method} ${url} ${JSON.stringify(body)}`)
        .digest('base64');
      const known = seen.get(key);
      if (known !== undefined && known !== print) return reused(key);
      seen.set(key, print);
      if (seen.size > KEYS_MAX) seen.delete(seen.keys().next().value as string);
      return key;
    },
  };
}

const reused = (key: string): Problem =>
  new Problem(409, 'idempotency-key-reused', {
    title: 'Idempotency-Key used for another request',
    detail: `Idempotency-Key: ${JSON.stringify(key)} belongs to a different request; use a fresh key for a new one`,
    field: 'Idempotency-Key',
    value: key,
    allowed: 'a fresh key, or the same request again',
  });
