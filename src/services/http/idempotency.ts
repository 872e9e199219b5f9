/**
 * Remembers what each Idempotency-Key stood for and how it was answered: a key is never used for two different requests,
 * and a repeat gets the first answer. After a restart it is the engine that remembers.
 * Invariant: holds at most `KEYS_MAX` keys; the oldest go first. What failed without an answer is not remembered.
 */
import { createHash, randomUUID } from 'node:crypto';
import { InvalidInput } from '../../domain/index.ts';
import { Problem } from '../contract/index.ts';

const KEYS_MAX = 10_000;
const KEY = /^[\w.:-]{1,64}$/;
const PRINT_LENGTH = 12;

export type KeyedRequest = {
  readonly key: unknown;
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
};

export type IdempotencyKeys = {
  /** What `answer` gives, or gave when the same request came before. @throws InvalidInput for a malformed key. */
  once(request: KeyedRequest, answer: (requestId: string) => Promise<unknown>): Promise<unknown>;
};

type Known = { readonly print: string; readonly answer: Promise<unknown> };

export function createIdempotencyKeys(): IdempotencyKeys {
  const seen = new Map<string, Known>();
  const remember = (key: string, known: Known): void => {
    seen.set(key, known);
    if (seen.size > KEYS_MAX) seen.delete(seen.keys().next().value as string);
    known.answer.catch(() => {
      if (seen.get(key) === known) seen.delete(key);
    });
  };
  return {
    async once({ key, method, url, body }, answer) {
      if (key === undefined || method === 'GET') return answer(randomUUID());
      if (typeof key !== 'string' || !KEY.test(key))
        throw new InvalidInput('Idempotency-Key', key, '1 to 64 of A-Z a-z 0-9 _ . : -');
      const print = printOf(`${method} ${url} ${JSON.stringify(body)}`);
      const known = seen.get(key);
      if (known) return known.print === print ? known.answer : reused(key);
      // The engine knows the key by its request: after a restart, too, it never answers for another one.
      const answering = answer(`${key}~${print.slice(0, PRINT_LENGTH)}`);
      remember(key, { print, answer: answering });
      return answering;
    },
  };
}

const printOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

const reused = (key: string): Problem =>
  new Problem(409, 'idempotency-key-reused', {
    title: 'Idempotency-Key used for another request',
    detail: `Idempotency-Key: ${JSON.stringify(key)} belongs to a different request; use a fresh key for a new one`,
    field: 'Idempotency-Key',
    value: key,
    allowed: 'a fresh key, or the same request again',
  });
