/**
 * The ways in which programs sign a request, the right one and the usual wrong ones, side by side.
 * Invariant: whether a way is accepted follows from the rule alone: what is signed is byte for byte what is sent.
 */
import { type Credentials, signText } from '../signing/index.ts';

/** A request before it is written down. */
export type Example = {
  readonly title: string;
  readonly method: 'GET' | 'POST';
  /** Without a query. */
  readonly endpoint: string;
  /** In the order in which a program may hold them. */
  readonly params: Readonly<Record<string, string>>;
};

export type SignedWay = {
  readonly name: string;
  readonly about: string;
  readonly timestamp: string;
  /** What is signed; holds no secret. */
  readonly prestring: string;
  readonly signature: string;
  /** As it goes over the wire. */
  readonly sent: { readonly path: string; readonly body: string };
  /** The signature is that of Viper's own way. */
  readonly isSame: boolean;
  readonly isAccepted: boolean;
  readonly why: string;
};

type Written = { readonly path: string; readonly body: string };

type Way = {
  readonly name: string;
  readonly about: string;
  readonly of: 'GET' | 'POST' | 'both';
  readonly sent: (example: Example) => Written;
  /** Where it differs from what is sent. */
  readonly signed?: (example: Example) => string;
  readonly timestamp?: (timestamp: string) => string;
};

const sorted = (params: Example['params']): [string, string][] =>
  Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1));

const pairs = (entries: readonly (readonly [string, string])[], encode = (text: string) => text): string =>
  entries.map(([name, value]) => `${name}=${encode(value)}`).join('&');

const withQuery = ({ endpoint }: Example, query: string, mark = '?'): string =>
  query === '' ? endpoint : `${endpoint}${mark}${query}`;

/** As Python writes JSON by default. */
const spaced = (params: Example['params']): string =>
  `{${Object.entries(params)
    .map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`)
    .join(', ')}}`;

const asSorted = (example: Example): Written => ({ path: withQuery(example, pairs(sorted(example.params))), body: '' });
const asCompact = ({ endpoint, params }: Example): Written => ({ path: endpoint, body: JSON.stringify(params) });
const asViper = (example: Example): Written => (example.method === 'GET' ? asSorted(example) : asCompact(example));
const given = (example: Example): string => pairs(Object.entries(example.params));
const encoded = (example: Example): string => pairs(sorted(example.params), encodeURIComponent);

const message = ({ method }: Example, { path, body }: Written): string => `${method}${path}${body}`;

const WAYS: readonly Way[] = [
  { name: 'viper', about: 'query sorted by name and not encoded; compact JSON', of: 'both', sent: asViper },
  {
    name: 'unsorted',
    about: 'query in any order, signed as it is sent',
    of: 'GET',
    sent: (example) => ({ path: withQuery(example, given(example)), body: '' }),
  },
  {
    name: 'unsorted-signature',
    about: 'query sent sorted and signed unsorted',
    of: 'GET',
    sent: asSorted,
    signed: (example) => message(example, { path: withQuery(example, given(example)), body: '' }),
  },
  {
    name: 'encoded',
    about: 'query percent-encoded, signed as it is sent',
    of: 'GET',
    sent: (example) => ({ path: withQuery(example, encoded(example)), body: '' }),
  },
  {
    name: 'encoded-signature',
    about: 'query sent as it is and signed percent-encoded',
    of: 'GET',
    sent: asSorted,
    signed: (example) => message(example, { path: withQuery(example, encoded(example)), body: '' }),
  },
  {
    name: 'no-question-mark',
    about: 'query signed without its "?"',
    of: 'GET',
    sent: asSorted,
    signed: (example) => message(example, { path: withQuery(example, pairs(sorted(example.params)), ''), body: '' }),
  },
  {
    name: 'query-left-out',
    about: 'path signed without its query',
    of: 'GET',
    sent: asSorted,
    signed: (example) => message(example, { path: example.endpoint, body: '' }),
  },
  {
    name: 'stray-space',
    about: 'a space between method and path',
    of: 'both',
    sent: asViper,
    signed: (example) => `${example.method} ${message(example, asViper(example)).slice(example.method.length)}`,
  },
  {
    name: 'lower-case-method',
    about: 'method signed in lower case',
    of: 'both',
    sent: asViper,
    signed: (example) => example.method.toLowerCase() + message(example, asViper(example)).slice(example.method.length),
  },
  {
    name: 'seconds',
    about: 'timestamp in seconds',
    of: 'both',
    sent: asViper,
    timestamp: (timestamp) => timestamp.slice(0, -3),
  },
  {
    name: 'spaced',
    about: 'JSON with spaces, signed as it is sent',
    of: 'POST',
    sent: ({ endpoint, params }) => ({ path: endpoint, body: spaced(params) }),
  },
  {
    name: 'spaced-signature',
    about: 'JSON sent compact and signed with spaces',
    of: 'POST',
    sent: asCompact,
    signed: (example) => message(example, { path: example.endpoint, body: spaced(example.params) }),
  },
  {
    name: 'compact-signature',
    about: 'JSON sent with spaces and signed compact',
    of: 'POST',
    sent: ({ endpoint, params }) => ({ path: endpoint, body: spaced(params) }),
    signed: (example) => message(example, asCompact(example)),
  },
  {
    name: 'body-left-out',
    about: 'body not signed',
    of: 'POST',
    sent: asCompact,
    signed: (example) => message(example, { path: example.endpoint, body: '' }),
  },
];

/** Every way to sign the example, Viper's own first. @param timestamp epoch ms. @throws InvalidInput for an RSA key that is none. */
export function signedWays(credentials: Credentials, example: Example, timestamp: string): readonly SignedWay[] {
  const own = signText(credentials, timestamp + message(example, asViper(example)));
  return WAYS.filter(({ of }) => of === 'both' || of === example.method).map((way) => {
    const at = way.timestamp?.(timestamp) ?? timestamp;
    const sent = way.sent(example);
    const prestring = at + (way.signed?.(example) ?? message(example, sent));
    const signature = signText(credentials, prestring);
    const { isAccepted, why } = verdict({ prestring, sent, at, timestamp, example });
    const { name, about } = way;
    return { name, about, timestamp: at, prestring, signature, sent, isSame: signature === own, isAccepted, why };
  });
}

function verdict(given: { prestring: string; sent: Written; at: string; timestamp: string; example: Example }) {
  const { prestring, sent, at, timestamp, example } = given;
  if (at !== timestamp) return { isAccepted: false, why: 'the timestamp is not in milliseconds' };
  const expected = at + message(example, sent);
  if (prestring === expected) return { isAccepted: true, why: 'what is signed is what is sent' };
  return {
    isAccepted: false,
    why: `signed and sent differ from character ${firstDifference(prestring, expected) + 1}`,
  };
}

function firstDifference(a: string, b: string): number {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  return i;
}
