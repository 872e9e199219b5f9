/**
 * In what two requests for the same thing differ, and whether a request is signed as the exchange wants it.
 * Invariant: the signature is computed here, of the recorded bytes, without code of any of the clients.
 */
import { createHmac } from 'node:crypto';
import { KEY } from './clients.ts';
import type { Recorded } from './recorder.ts';

/** `ours` and `theirs` are "–" where one of the two has nothing. */
export type Difference = {
  /** Such as "path", "query limit", "body force", "header locale". */
  readonly at: string;
  readonly ours: string;
  readonly theirs: string;
};

export const NOTHING = '–';

/** Headers that say something to the exchange; those that differ with each request are checked by `isSigned`. */
const HEADERS = ['content-type', 'locale', 'x-channel-api-code'];
const DEMO_HEADER = 'paptrading';
const DECIMAL = /^-?\d+(\.\d+)?$/;

const urlOf = ({ target }: Recorded): URL => new URL(target, 'http://127.0.0.1');

export function differences(ours: readonly Recorded[], theirs: readonly Recorded[]): readonly Difference[] {
  const [one, other] = [ours[0], theirs[0]];
  if (!one || !other || ours.length !== 1 || theirs.length !== 1) {
    return differing('requests', String(ours.length), String(theirs.length));
  }
  const path = (request: Recorded) => `${request.method} ${urlOf(request).pathname}`;
  return [
    ...differing('path', path(one), path(other)),
    ...ofRecords('query', queryOf(one), queryOf(other)),
    ...ofOrder(one, other),
    ...ofRecords('body', bodyOf(one), bodyOf(other)),
    ...ofHeader(DEMO_HEADER, one, other),
  ];
}

/** In what headers differ that a client sends with every request of a kind. */
export const headerDifferences = (ours: Recorded, theirs: Recorded): readonly Difference[] =>
  HEADERS.flatMap((name) => ofHeader(name, ours, theirs));

const ofHeader = (name: string, ours: Recorded, theirs: Recorded): readonly Difference[] =>
  differing(`header ${name}`, ours.headers[name] ?? NOTHING, theirs.headers[name] ?? NOTHING);

const differing = (at: string, ours: string, theirs: string): readonly Difference[] =>
  ours === theirs ? [] : [{ at, ours, theirs }];

type Fields = ReadonlyMap<string, string>;

function ofRecords(what: string, ours: Fields, theirs: Fields): readonly Difference[] {
  const names = [...new Set([...ours.keys(), ...theirs.keys()])].sort();
  return names.flatMap((name) => differing(`${what} ${name}`, ours.get(name) ?? NOTHING, theirs.get(name) ?? NOTHING));
}

const queryOf = (request: Recorded): Fields => new Map(urlOf(request).searchParams);

/** Whether the names stand in ascending order, as the exchange's own examples have them. */
function ofOrder(ours: Recorded, theirs: Recorded): readonly Difference[] {
  const [one, other] = [ours, theirs].map((request) => {
    const names = [...queryOf(request).keys()];
    return names.join() === names.toSorted().join() ? 'ascending' : 'as written';
  });
  return differing('query order', one ?? '', other ?? '');
}

/** The leaves of a JSON body by their paths, with numbers in one form. */
function bodyOf({ body }: Recorded): Fields {
  const leaves = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) walk(inner, path === '' ? key : `${path}.${key}`);
    } else leaves.set(path, plain(value));
  };
  if (body !== '') walk(JSON.parse(body), '');
  return leaves;
}

/** "0.010" and "0.01" mean the same; 0.01 as a JSON number is another form and told as one. */
function plain(value: unknown): string {
  if (typeof value !== 'string') return `${typeof value} ${JSON.stringify(value)}`;
  return DECIMAL.test(value) && value.includes('.') ? value.replace(/\.?0+$/, '') : value;
}

/** True when the headers carry the key and the signature of exactly these bytes. */
export function isSigned({ method, target, headers, body }: Recorded): boolean {
  const timestamp = headers['access-timestamp'] ?? '';
  const sign = createHmac('sha256', KEY.secret).update(`${timestamp}${method}${target}${body}`).digest('base64');
  return (
    /^\d{13}$/.test(timestamp) &&
    headers['access-key'] === KEY.key &&
    headers['access-passphrase'] === KEY.passphrase &&
    headers['access-sign'] === sign
  );
}

export const isPrivate = ({ headers }: Recorded): boolean => 'access-sign' in headers;
