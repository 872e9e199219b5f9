/** What somebody tries who is not meant to be here: each attempt against a real server on loopback, with tokens in force. */

import { rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type RawRequest, type ServiceHarness, startService } from '../../../test/support/service-harness.ts';
import { type ServiceLocks, serviceLocks } from '../../../test/support/service-locks.ts';
import { liveTradingEngine } from '../live-trading-engine/index.ts';
import type { Locks } from './locks.ts';
import { DEFAULT_RATES } from './rate-limits.ts';
import { addUpgrade } from './upgrades.ts';

let held: ServiceLocks;
let service: ServiceHarness;

const open = async (more: Partial<Locks> = {}): Promise<void> => {
  held = serviceLocks(more);
  service = await startService(liveTradingEngine, 2_000, held.locks);
};
const shut = async (): Promise<void> => {
  await service.close();
  held.remove();
};

beforeEach(() => open());
afterEach(shut);

const JSON_TYPE = { 'content-type': 'application/json' };
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const post = (action: string, headers: Record<string, string>): RawRequest => ({
  method: 'POST',
  path: `/api/${action}`,
  headers: { ...JSON_TYPE, ...headers },
  body: '{}',
});
const STATUS = '/api/status';
const statusWith = async (headers: Record<string, string>): Promise<number> =>
  (await service.raw({ path: STATUS, headers })).status;
const kinds = () => service.engine.commands.map(({ command }) => command.kind);

describe('tokens', () => {
  it('are asked for on every route, and tell nothing without one', async () => {
    for (const path of [STATUS, '/health', '/openapi.json', '/nowhere', '/api/kill']) {
      const answer = await service.raw({ path });
      expect([path, answer.status, answer.headers['www-authenticate']]).toEqual([path, 401, 'Bearer realm="viper"']);
      expect(answer.text).not.toContain('equity');
    }
  });

  it.each([
    ['read', 'GET', 200],
    ['read', 'pause', 403],
    ['read', 'kill', 403],
    ['trade', 'GET', 200],
    ['trade', 'pause', 200],
    ['trade', 'kill', 403],
    ['admin', 'GET', 200],
    ['admin', 'pause', 200],
    ['admin', 'kill', 200],
  ] as const)('of scope %s: %s is answered %i', async (scope, action, status) => {
    const headers = bearer(held.tokens[scope]);
    const asked = action === 'GET' ? { path: STATUS, headers } : post(action, headers);
    expect((await service.raw(asked)).status).toBe(status);
    expect(kinds()).toEqual(action !== 'GET' && status === 200 ? [action] : []);
  });

  it('are good for nothing once expired', async () => {
    const { token } = held.file.create({ name: 'brief', scope: 'read', expiresInMs: 60_000 });
    expect(await statusWith(bearer(token))).toBe(200);
    held.time.now += 60_000;
    expect(await statusWith(bearer(token))).toBe(401);
  });

  it('are good for nothing from the moment they are revoked, in a service that runs', async () => {
    expect(await statusWith(bearer(held.tokens.read))).toBe(200);
    held.file.revoke('read');
    expect(await statusWith(bearer(held.tokens.read))).toBe(401);
  });

  it('stay in force when their file is emptied, broken or taken away', async () => {
    writeFileSync(held.path, 'no json');
    expect([await statusWith({}), await statusWith(bearer(held.tokens.admin))]).toEqual([401, 401]);
    rmSync(held.path);
    expect([await statusWith({}), await statusWith(bearer(held.tokens.admin))]).toEqual([401, 401]);
  });

  it.each([
    ['a word', 'hunter2'],
    ['an empty one', ''],
    ['one with a letter changed', undefined],
    ['the hash in its place', 'hash'],
  ])('cannot be made up: %s', async (_case, text) => {
    const { read } = held.tokens;
    const changed = `${read.slice(0, -1)}${read.endsWith('A') ? 'B' : 'A'}`;
    const given = text === 'hash' ? (held.file.list()[0]?.sha256 ?? '') : (text ?? changed);
    expect(await statusWith(bearer(given))).toBe(401);
    expect(await statusWith({ authorization: given })).toBe(401);
    expect(await statusWith({ authorization: `Basic ${btoa(`viper:${read}`)}` })).toBe(401);
  });

  it('are not taken from a query, a body or another header', async () => {
    const { admin } = held.tokens;
    expect((await service.raw({ path: `${STATUS}?token=${admin}&access_token=${admin}` })).status).toBe(401);
    expect(await statusWith({ 'x-api-key': admin, cookie: `token=${admin}; viper_session=${admin}` })).toBe(401);
    expect(await statusWith({ 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1' })).toBe(401);
  });
});

describe('other pages and names', () => {
  it.each([
    ['DNS rebinding', { path: STATUS, headers: { host: 'evil.example' } }, 421],
    ['a name like ours', { path: STATUS, headers: { host: '127.0.0.1.evil.example' } }, 421],
    ['CSRF with an origin', post('kill', { origin: 'https://evil.example' }), 403],
    ['CSRF from a sandboxed page', post('kill', { origin: 'null' }), 403],
    ['CSRF told by the browser', post('kill', { 'sec-fetch-site': 'cross-site' }), 403],
    ['a form', post('kill', { 'content-type': 'text/plain' }), 415],
  ] as const)('%s is turned away in spite of a good token', async (_case, asked, status) => {
    const headers = { ...asked.headers, ...bearer(held.tokens.admin) };
    expect((await service.raw({ ...asked, headers } as RawRequest)).status).toBe(status);
    expect(kinds()).toEqual([]);
  });

  it('answers to a further name where it was allowed, and takes changes from its page alone', async () => {
    await shut();
    const listening = { host: '127.0.0.1', tls: undefined, allowedHosts: ['viper.example'] };
    await open({ listening });
    const named = { host: 'viper.example', ...bearer(held.tokens.admin) };
    expect(await statusWith(named)).toBe(200);
    expect(await statusWith({ ...named, host: 'viper.example.evil.example' })).toBe(421);
    expect((await service.raw(post('pause', { ...named, origin: 'https://viper.example' }))).status).toBe(200);
    expect((await service.raw(post('pause', { ...named, origin: 'https://evil.example' }))).status).toBe(403);
  });
});

/** Sends text as it is, and gives all that comes back until the end. */
const spoken = (text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect(Number(new URL(service.address).port), '127.0.0.1', () => socket.write(text));
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      heard += chunk;
    });
    socket.once('close', () => resolve(heard));
    socket.once('error', reject);
    socket.setTimeout(2_500, () => socket.destroy(new Error('still open')));
  });
const lines = (...all: string[]): string => `${all.join('\r\n')}\r\n\r\n`;
const firstLine = (text: string): string => text.split('\r\n', 1)[0] ?? '';

describe('broken and oversized requests', () => {
  it('a body beyond the bound is not read', async () => {
    const asked = { ...post('pause', bearer(held.tokens.admin)), body: `{"a":"${'x'.repeat(300 * 1_024)}"}` };
    expect((await service.raw(asked)).status).toBe(413);
  });

  it('headers beyond the bound are not read', async () => {
    const asked = lines(`GET ${STATUS} HTTP/1.1`, 'Host: localhost', `X-Long: ${'x'.repeat(20_000)}`);
    expect(firstLine(await spoken(asked))).toBe('HTTP/1.1 431 Request Header Fields Too Large');
  });

  it.each([
    ['a line break in a header', lines(`GET ${STATUS} HTTP/1.1`, 'Host: localhost', 'X-A: b\rSet-Cookie: c=d')],
    ['no Host', lines(`GET ${STATUS} HTTP/1.1`)],
    [
      'two lengths',
      `${lines('POST /api/kill HTTP/1.1', 'Host: localhost', 'Content-Length: 2', 'Transfer-Encoding: chunked')}{}`,
    ],
    ['no HTTP', 'hello\r\n\r\n'],
  ])('%s is a bad request', async (_case, text) => {
    expect(firstLine(await spoken(text))).toMatch(/^HTTP\/1\.1 400 /);
    expect(kinds()).toEqual([]);
  });

  it('of two Host headers neither is believed', async () => {
    const asked = lines(`GET ${STATUS} HTTP/1.1`, 'Host: localhost', 'Host: evil.example', 'Connection: close');
    expect(firstLine(await spoken(asked))).toMatch(/^HTTP\/1\.1 4/);
  });

  it('an Idempotency-Key cannot write into an answer or the audit', async () => {
    const headers = { ...bearer(held.tokens.admin), 'idempotency-key': 'a"},{"who":"x' };
    expect((await service.raw(post('pause', headers))).status).toBe(400);
    await vi.waitFor(() => expect(held.audit.at(-1)).toMatchObject({ outcome: 'refused', requestId: undefined }));
  });

  it('one who sends a request slowly is cut off', async () => {
    await shut();
    await open({ timeouts: { headersMs: 200, requestMs: 400, checkEveryMs: 50 } });
    const startedAt = performance.now();
    expect(firstLine(await spoken(`GET ${STATUS} HTTP/1.1\r\nHost: loc`))).toBe('HTTP/1.1 408 Request Timeout');
    const half = lines('POST /api/kill HTTP/1.1', 'Host: localhost', ...authorized(), 'Content-Length: 100');
    expect(firstLine(await spoken(`${half}{`))).toBe('HTTP/1.1 408 Request Timeout');
    expect(performance.now() - startedAt).toBeLessThan(2_400);
    expect(kinds()).toEqual([]);
  });
});

const authorized = (): string[] => ['Content-Type: application/json', `Authorization: Bearer ${held.tokens.admin}`];

describe('too many requests', () => {
  const few = { perSecond: 0.1, burst: 3 };

  it('are turned away by token, and leave other tokens alone', async () => {
    await shut();
    await open({ rates: { ...DEFAULT_RATES, reads: few } });
    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push(await statusWith(bearer(held.tokens.read)));
    expect(statuses).toEqual([200, 200, 200, 429]);
    expect(await statusWith(bearer(held.tokens.admin))).toBe(200);
    const { headers } = await service.raw({ path: STATUS, headers: bearer(held.tokens.read) });
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  });

  it('of changes are counted by themselves: whoever reads a lot can still kill', async () => {
    await shut();
    await open({ rates: { ...DEFAULT_RATES, reads: few } });
    for (let i = 0; i < 5; i++) await statusWith(bearer(held.tokens.admin));
    expect((await service.raw(post('kill', bearer(held.tokens.admin)))).status).toBe(200);
  });

  it('with wrong tokens are slowed down by address, and the right token still works', async () => {
    await shut();
    await open({ rates: { ...DEFAULT_RATES, failures: few } });
    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push(await statusWith(bearer(`viper_${i}`)));
    expect(statuses).toEqual([401, 401, 401, 429]);
    expect(await statusWith(bearer(held.tokens.read))).toBe(200);
  });
});

describe('a WebSocket', () => {
  const upgrade = (...more: string[]): Promise<string> =>
    spoken(lines('GET /socket?secret=1 HTTP/1.1', 'Connection: Upgrade', 'Upgrade: websocket', ...more));
  beforeEach(async () => {
    await service.close();
    const extend = (app: FastifyInstance): void =>
      addUpgrade(app, {
        path: '/socket',
        scope: 'trade',
        objectionTo: () => undefined,
        accept: (_request, socket) => socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n'),
      });
    service = await startService({ ...liveTradingEngine, extend }, 2_000, held.locks);
  });

  it.each([
    ['without a token', 'Host: localhost', '', '401 Unauthorized'],
    ['of another page', 'Host: localhost', 'https://evil.example', '403 Forbidden'],
    ['of another name', 'Host: evil.example', '', '403 Forbidden'],
    ['with a token that is too narrow', 'Host: localhost', 'read', '403 Forbidden'],
    ['with a token', 'Host: localhost', 'trade', '101 Switching Protocols'],
  ])('%s is answered before it opens', async (_case, host, who, status) => {
    const isToken = who === 'read' || who === 'trade';
    const more = isToken ? [`Authorization: Bearer ${held.tokens[who]}`] : who === '' ? [] : [`Origin: ${who}`];
    expect(firstLine(await upgrade(host, ...more))).toBe(`HTTP/1.1 ${status}`);
    if (who === 'https://evil.example')
      expect(held.audit).toMatchObject([
        { outcome: 'denied', route: '/socket', reason: 'not trusted: Host or Origin' },
      ]);
  });
});

describe('the audit', () => {
  it('has a line for each change with who, what and how it ended, and none for reading', async () => {
    await service.raw({ path: STATUS, headers: bearer(held.tokens.read) });
    await service.raw(post('pause', { ...bearer(held.tokens.trade), 'idempotency-key': 'k-1' }));
    service.engine.answer = async () => ({ ok: false, rule: 'stopping', details: {} });
    await service.raw(post('kill', bearer(held.tokens.admin)));
    await vi.waitFor(() => expect(held.audit).toHaveLength(2));
    expect(held.audit).toMatchObject([
      { who: 'token trade', method: 'POST', route: '/api/pause', outcome: 'done', status: 200, address: '127.0.0.1' },
      { who: 'token admin', method: 'POST', route: '/api/kill', outcome: 'refused', status: 422 },
    ]);
    expect(held.audit[0]?.requestId).toContain('k-1');
  });

  it('has a line for each that was turned away, with the reason and without what was given', async () => {
    await service.raw(post('kill', bearer(held.tokens.read)));
    await service.raw({ path: STATUS, headers: bearer('viper_wrong') });
    await service.raw({ path: '/api/status?secret=1', headers: { host: 'evil.example' } });
    await vi.waitFor(() => expect(held.audit).toHaveLength(3));
    expect(held.audit.map(({ who, outcome, reason }) => [who, outcome, reason])).toEqual([
      ['token read', 'denied', 'needs scope admin'],
      ['nobody', 'denied', 'token unknown'],
      ['nobody', 'denied', 'not trusted: Host'],
    ]);
    const text = JSON.stringify(held.audit);
    for (const hidden of ['viper_wrong', 'secret=1', ...Object.values(held.tokens)]) expect(text).not.toContain(hidden);
  });

  it('tells a caller that left before the answer', async () => {
    const late = Promise.withResolvers<never>();
    service.engine.answer = () => late.promise;
    const socket = connect(Number(new URL(service.address).port), '127.0.0.1');
    const asked = lines('POST /api/kill HTTP/1.1', 'Host: localhost', ...authorized(), 'Content-Length: 2');
    socket.write(`${asked}{}`);
    await vi.waitFor(() => expect(kinds()).toEqual(['kill']));
    socket.destroy();
    await vi.waitFor(() =>
      expect(held.audit).toMatchObject([{ outcome: 'unknown', status: null, who: 'token admin' }]),
    );
  });
});
