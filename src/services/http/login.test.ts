/** The dashboard where tokens are in force: what anybody may see, the login, and files out of its folder. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ServiceHarness, startService } from '../../../test/support/service-harness.ts';
import { type ServiceLocks, serviceLocks } from '../../../test/support/service-locks.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { createDashboardService } from '../dashboard/index.ts';

let held: ServiceLocks;
let service: ServiceHarness;
let folder: ReturnType<typeof temporaryFolder>;

beforeEach(async () => {
  held = serviceLocks();
  folder = temporaryFolder('page');
  mkdirSync(join(folder.path, 'dist', 'assets'), { recursive: true });
  writeFileSync(join(folder.path, 'dist', 'index.html'), 'the page');
  writeFileSync(join(folder.path, 'dist', 'assets', 'a.js'), 'script');
  writeFileSync(join(folder.path, 'secret.txt'), 'out of reach');
  const dashboard = {
    folder: join(folder.path, 'dist'),
    state: () => 'ready' as const,
    settled: Promise.resolve(),
    close: () => {},
  };
  service = await startService(createDashboardService({ dashboard }), 2_000, held.locks);
});
afterEach(async () => {
  await service.close();
  held.remove();
  folder.remove();
});

const JSON_TYPE = { 'content-type': 'application/json' };
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const post = (action: string, headers: Record<string, string>) => ({
  method: 'POST',
  path: `/api/${action}`,
  headers: { ...JSON_TYPE, ...headers },
  body: '{}',
});

describe('the page and its login', () => {
  const login = (token: unknown, headers: Record<string, string> = {}) =>
    service.raw({
      method: 'POST',
      path: '/api/session',
      headers: { ...JSON_TYPE, ...headers },
      body: JSON.stringify({ token }),
    });
  const cookieIn = (headers: NodeJS.Dict<string | string[]>): string => String(headers['set-cookie']);

  it.each([
    '/assets/../../secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/assets/..%252f..%252fsecret.txt',
    '/assets//etc/passwd',
    '/assets/%00',
    '/../secret.txt',
  ])('gives no file from outside its folder for %s', async (path) => {
    const answer = await service.raw({ path, headers: bearer(held.tokens.admin) });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.text).not.toContain('out of reach');
  });

  it('shows the page to anybody, and data to nobody without a login', async () => {
    expect((await service.raw({ path: '/' })).text).toBe('the page');
    expect((await service.raw({ path: '/assets/a.js' })).text).toBe('script');
    for (const path of ['/api/overview', '/api/stream', '/api/fills'])
      expect((await service.raw({ path })).status).toBe(401);
  });

  it('takes a token once, and gives a cookie that no script and no other site can use', async () => {
    const answer = await login(held.tokens.trade);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([200, { loggedIn: true, scope: 'trade' }]);
    const cookie = cookieIn(answer.headers);
    expect(cookie).toMatch(/^viper_session=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain(held.tokens.trade);
    const headers = { cookie: `other=1; ${cookie.split(';', 1)[0]}` };
    expect((await service.raw({ path: '/api/overview', headers })).status).toBe(200);
    expect((await service.raw(post('pause', headers))).status).toBe(200);
    expect((await service.raw(post('kill', headers))).status).toBe(403);
    expect((await service.raw(post('pause', { ...headers, origin: 'http://127.0.0.1:1' }))).status).toBe(403);
    await vi.waitFor(() => expect(held.audit.map(({ who }) => who)).toContain('session of trade'));
  });

  it('ends with its token, and when it is left', async () => {
    const [first, second] = [await login(held.tokens.read), await login(held.tokens.admin)].map(({ headers }) => ({
      cookie: cookieIn(headers).split(';', 1)[0] ?? '',
    })) as [{ cookie: string }, { cookie: string }];
    held.file.revoke('read');
    expect((await service.raw({ path: '/api/overview', headers: first })).status).toBe(401);
    const left = await service.raw({ method: 'DELETE', path: '/api/session', headers: second });
    expect([left.status, cookieIn(left.headers)]).toEqual([200, expect.stringContaining('Max-Age=0')]);
    expect((await service.raw({ path: '/api/overview', headers: second })).status).toBe(401);
  });

  it.each([
    ['a wrong token', 'viper_wrong', {}, 401],
    ['no text', 7, {}, 400],
    ['another page', 'viper_wrong', { origin: 'https://evil.example' }, 403],
  ])('refuses %s, and gives no cookie', async (_case, token, headers, status) => {
    const answer = await login(token, headers as Record<string, string>);
    expect([answer.status, answer.headers['set-cookie']]).toEqual([status, undefined]);
    expect(answer.text).not.toContain('viper_wrong');
  });
});
