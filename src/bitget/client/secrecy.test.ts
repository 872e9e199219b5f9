/** Whatever fails, and whoever prints the client, its errors or its log: no secret is in it. */
import { inspect } from 'node:util';
import fc from 'fast-check';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { endpoints } from '../protocol/index.ts';
import { Secret } from '../signing/index.ts';
import { InstrumentBook } from './instrument-book.ts';
import { createBitgetSocket } from './socket.ts';
import { type Asked, loopback, type Reply } from './testing/loopback.ts';
import { clock, NOW, restAt } from './testing/parts.ts';
import { BitgetVenue } from './venue.ts';

/** As every printer of a program would show it: message, stack, JSON, inspector, log. */
function printed(value: unknown): string {
  let log = '';
  pino({ level: 'trace' }, { write: (line: string) => (log += line) }).error({ err: value, value }, String(value));
  const seen = new Set<unknown>();
  const json = JSON.stringify(value, (_, each: unknown) => {
    if (typeof each === 'bigint') return String(each);
    if (typeof each !== 'object' || each === null) return each;
    if (seen.has(each)) return undefined;
    seen.add(each);
    return each instanceof Error ? { ...each, message: each.message, stack: each.stack, cause: each.cause } : each;
  });
  return `${String(value)} ${json} ${inspect(value, { depth: 12, showHidden: true, getters: true })} ${log}`;
}

const secretText = fc.stringMatching(/^[A-Za-z0-9]{12,40}$/).map((text) => `canary${text}`);

const replies: readonly Reply[] = [
  'cut',
  'silence',
  { text: '' },
  { text: '<html>' },
  { code: '40009', msg: 'sign signature error' },
  { code: '40012' },
  { code: '40010', status: 500 },
  { data: 'ok' },
];

describe('no secret is printed', () => {
  test('by a REST client, a venue, or any of their errors', async () => {
    await fc.assert(
      fc.asyncProperty(secretText, secretText, fc.constantFrom(...replies), async (secret, passphrase, reply) => {
        const time = (asked: Asked): Reply =>
          asked.path === endpoints.serverTime.path ? { data: { serverTime: String(NOW) } } : reply;
        const server = await loopback({ answer: time });
        const credentials = { key: 'key-1', secret: new Secret(secret), passphrase: new Secret(passphrase) };
        const rest = restAt(server.url, { credentials, timeoutMs: 60, attemptsMax: 1 });
        const venue = new BitgetVenue({
          rest,
          instruments: new InstrumentBook(rest),
          socketUrl: server.socketUrl,
          credentials,
          random: () => 0.5,
        });
        const failed = await Promise.allSettled([
          rest.call(endpoints.fills, { productType: 'USDT-FUTURES' }),
          venue.positions(),
          venue.cancel('BTCUSDT', 'v-1'),
        ]);
        const text = printed({ rest, venue, credentials, failed }) + failed.map(printed).join(' ');
        for (const outcome of failed)
          if (outcome.status === 'rejected') expect(printed(outcome.reason)).not.toContain('canary');
        expect(text).not.toContain('canary');
      }),
      { numRuns: 16 },
    );
  });

  test('by a socket that cannot log in', async () => {
    await fc.assert(
      fc.asyncProperty(secretText, async (secret) => {
        const server = await loopback({ onText: (client) => client.send('{"event":"error","code":30005,"msg":"no"}') });
        const credentials = { key: 'key-1', secret: new Secret(secret), passphrase: new Secret(secret) };
        const socket = createBitgetSocket({
          url: server.socketUrl,
          credentials,
          clock,
          random: () => 0.5,
          onPush: () => undefined,
          onGap: () => undefined,
        });
        const error = await socket.connect(new AbortController().signal).catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(Error);
        expect(printed({ socket, error }) + printed(error)).not.toContain('canary');
        await socket.close();
      }),
      { numRuns: 5 },
    );
  });

  test('by a secret that is no key', () => {
    const credentials = {
      kind: 'rsa',
      key: 'k',
      secret: new Secret('canary'),
      passphrase: new Secret('canary'),
    } as const;
    const rest = restAt('http://127.0.0.1:1', { credentials });
    expect(printed(rest)).not.toContain('canary');
  });

  test('and the printer of this test would find one', () => {
    const error = Object.assign(new Error('x', { cause: new Error('canary') }), { a: 1 });
    expect(printed({ deep: [{ secret: 'canary' }] })).toContain('canary');
    expect(printed(error)).toContain('canary');
  });
});
