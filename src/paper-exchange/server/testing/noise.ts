/**
 * Requests and frames that are wrong in many ways, the same ones for the same seed.
 * Invariant: test support only; whatever comes from here may be answered, and carries out nothing.
 */
import { signature } from './client.ts';

export type Noise = {
  /** Whole in HTTP's eyes: more may follow on the connection. */
  readonly text: string;
  /** Ends the connection: the frame around it is broken. */
  readonly isLast: boolean;
};

export type Choose = {
  readonly below: (count: number) => number;
  readonly of: <Item>(items: readonly Item[]) => Item;
};

/** A choice from a seed (mulberry32). */
export function chooser(seed: number): Choose {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number): number => Math.floor(next() * count);
  return { below, of: (items) => items[below(items.length)] as (typeof items)[number] };
}

export type Keys = { readonly apiKey: string; readonly apiSecret: string; readonly passphrase: string };

/** A request that would be carried out as it stands. */
export type Sound = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly keys: Keys | undefined;
};

/** Allowed in no field of any request. */
const NEVER: readonly unknown[] = [
  null,
  {},
  [],
  true,
  12.5,
  -1,
  '\u0000',
  '\u{1f600}',
  'x'.repeat(70),
  '1e5\n',
  { toString: 1 },
  [[[]]],
];

const BODIES: readonly string[] = [
  '',
  '{',
  '{"symbol":',
  'null',
  '[]',
  '"text"',
  '12',
  '{"__proto__":{"symbol":"BTCUSDT"}}',
  `${'['.repeat(5_000)}`,
  `{"a":${'9'.repeat(400)}}`,
  '{"symbol":"BTCUSDT","symbol":null}',
  '\u0000\u0001\u0002',
  '<html></html>',
];

const QUERIES: readonly string[] = [
  '?',
  '?%zz',
  '?symbol',
  '?symbol=%00',
  '?=&=&=',
  `?${'a=1&'.repeat(200)}`,
  '?symbol[]=1',
  '?limit=-1&symbol=BTCUSDT',
];

/** Broken around the message itself. */
const LAST: readonly string[] = [
  'GET\r\n\r\n',
  'get / HTTP/1.1\r\n\r\n',
  'BREW /pot HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET / HTTP/9.9\r\nHost: x\r\n\r\n',
  'GET / HTTP/1.1\r\nno colon here\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5, 6\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
  'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nabc',
  'POST /api/v2/mix/order/place-order HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{"cut":',
  `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
  `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'b'.repeat(20_000)}\r\n\r\n`,
  'GET /v2/ws/public HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  'GET /v2/ws/none HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n',
  '\u0000\u0001\u0002\u0003\r\n\r\n',
  '{"op":"subscribe"}\r\n\r\n',
];

export type Requests = { readonly sound: readonly Sound[]; readonly now: number };

/** The next wrong request. */
export function nextRequest(choose: Choose, requests: Requests): Noise {
  const kind = choose.below(20);
  if (kind === 0) return { text: choose.of(LAST), isLast: true };
  const sound = choose.of(requests.sound);
  if (kind < 4) return whole(requests, sound, { body: choose.of(BODIES), query: choose.of(QUERIES) });
  if (kind < 7) return whole(requests, { ...sound, keys: wrongKeys(choose, sound.keys) }, sent(sound));
  if (kind === 7)
    return whole(
      requests,
      { ...sound, path: choose.of(['/', '/api/mix/v1/x', '/api/v9', `${sound.path}/x`]) },
      sent(sound),
    );
  if (kind === 8) return whole(requests, { ...sound, method: sound.method === 'GET' ? 'POST' : 'GET' }, sent(sound));
  return whole(requests, sound, sent({ ...sound, fields: spoiled(choose, sound) }));
}

/** One field is of no use, or missing; or misspelt, which is the same with one that nobody knows beside it. */
function spoiled(choose: Choose, { fields, method }: Sound): Readonly<Record<string, unknown>> {
  // An empty name of an order is none, which is allowed.
  const name = choose.of(Object.keys(fields).filter((field) => field !== 'clientOid'));
  const how = choose.below(method === 'GET' ? 2 : 3);
  const useless = method === 'GET' ? '\u{1f600}'.repeat(40) : '';
  if (how === 0) return { ...fields, [name]: useless, [`${name}x`]: fields[name] };
  if (how === 1) return { ...fields, [name]: useless };
  return { ...fields, [name]: choose.of(NEVER) };
}

function wrongKeys(choose: Choose, keys: Keys | undefined): Keys {
  const right = keys ?? { apiKey: '', apiSecret: '', passphrase: '' };
  const field = choose.of(['apiKey', 'apiSecret', 'passphrase'] as const);
  return { ...right, [field]: choose.of(['', 'nobody', 'x'.repeat(500), '0']) };
}

const sent = ({ method, fields }: Sound) =>
  method === 'GET'
    ? { query: `?${new URLSearchParams(fields as Record<string, string>).toString()}`, body: '' }
    : { query: '', body: JSON.stringify(fields) };

/** Framed as it should be, and signed by the keys that it has. */
function whole(
  { now }: Requests,
  { method, path, keys }: Sound,
  { body, query }: { body: string; query: string },
): Noise {
  const target = method === 'GET' ? `${path}${query}` : path;
  const carried = method === 'GET' ? '' : body;
  const signed = keys && {
    'ACCESS-KEY': keys.apiKey,
    'ACCESS-PASSPHRASE': keys.passphrase,
    'ACCESS-TIMESTAMP': String(now),
    'ACCESS-SIGN': signature(keys.apiSecret, `${now}${method}${target}${carried}`),
  };
  const headers = {
    Host: 'x',
    'Content-Type': 'application/json',
    ...signed,
    'Content-Length': Buffer.byteLength(carried),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return { text: `${method} ${target} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${carried}`, isLast: false };
}

const FRAMES: readonly unknown[] = [
  'ping',
  'pong',
  'nonsense',
  '',
  '{',
  '[]',
  'null',
  '7',
  { op: 'subscribe' },
  { op: 'subscribe', args: 'all' },
  { op: 'subscribe', args: [null, 7, [], {}] },
  { op: 'subscribe', args: [{ instType: 'USDT-FUTURES', channel: 'candle7m', instId: 'BTCUSDT' }] },
  { op: 'subscribe', args: [{ instType: 'USDT-FUTURES', channel: '__proto__', instId: 'constructor' }] },
  { op: 'subscribe', args: [{ instType: 'usdt-futures', topic: 'kline', symbol: 'BTCUSDT' }] },
  { op: 'unsubscribe', args: [{ instType: 'USDT-FUTURES', channel: 'orders', instId: 'default' }] },
  { op: 'trade', args: [{ channel: 'place-order' }], topic: 'place-order' },
  { op: 'trade', args: [] },
  { op: 'nothing', args: [] },
  { op: 7, args: [] },
  { op: '__proto__', args: {} },
  { toString: 1 },
];

/** The next wrong message for a socket. */
export function nextMessage(choose: Choose): string {
  const frame = choose.of(FRAMES);
  const text = typeof frame === 'string' ? frame : JSON.stringify(frame);
  if (choose.below(4) > 0 || text === '') return text;
  const at = choose.below(text.length);
  return `${text.slice(0, at)}${choose.of(['', '"', '}', '\u{1f600}', '\u0000', 'null'])}${text.slice(at + 1)}`;
}
