import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RawRequest, type ServiceHarness, startService } from '../../../test/support/service-harness.ts';
import { liveTradingEngine } from '../live-trading-engine/index.ts';

let service: ServiceHarness;
beforeAll(async () => {
  service = await startService(liveTradingEngine);
});
afterAll(() => service.close());

const JSON_TYPE = { 'content-type': 'application/json' };
const pause = (headers: Record<string, string>): RawRequest => ({
  method: 'POST',
  path: '/api/pause',
  headers,
  body: '{}',
});

describe('a service without a login', () => {
  it.each(['evil.example', 'evil.example:8002', '127.0.0.1.evil.example', '10.0.0.5:8002', 'localhost@evil.example'])(
    'answers nothing to Host %j (DNS rebinding)',
    async (host) => {
      const answer = await service.raw({ path: '/api/status', headers: { host } });
      expect([answer.status, JSON.parse(answer.text).field]).toEqual([421, 'Host']);
      expect(answer.text).not.toContain('equity');
    },
  );

  it.each(['localhost', 'localhost:1234', '127.0.0.1', '[::1]:8002'])('answers to Host %j', async (host) => {
    expect((await service.raw({ path: '/api/status', headers: { host } })).status).toBe(200);
  });

  it.each([
    ['a foreign origin', { ...JSON_TYPE, origin: 'https://evil.example' }, 403],
    ['another port of this machine', { ...JSON_TYPE, origin: 'http://127.0.0.1:1' }, 403],
    ['a sandboxed page', { ...JSON_TYPE, origin: 'null' }, 403],
    ['a cross-site fetch', { ...JSON_TYPE, 'sec-fetch-site': 'cross-site' }, 403],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['plain text', { 'content-type': 'text/plain' }, 415],
    ['JSON look-alikes', { 'content-type': 'application/jsonx' }, 415],
    ['no content type', {}, 415],
  ])('changes nothing for %s (CSRF)', async (_case, headers, status) => {
    expect((await service.raw(pause(headers as Record<string, string>))).status).toBe(status);
    expect(service.engine.commands).toEqual([]);
  });

  it('refuses a foreign origin on DELETE, too', async () => {
    const answer = await service.raw({
      method: 'DELETE',
      path: '/api/orders/x',
      headers: { origin: 'https://evil.example' },
    });
    expect(answer.status).toBe(403);
  });

  it('takes a change from its own page', async () => {
    const answer = await service.raw(pause({ ...JSON_TYPE, origin: service.address, 'sec-fetch-site': 'same-origin' }));
    expect(answer.status).toBe(200);
    expect(service.engine.commands.map(({ command }) => command.kind)).toEqual(['pause']);
  });

  it('sends the security headers with every answer, and no CORS', async () => {
    for (const path of ['/api/status', '/nowhere', '/openapi.json']) {
      const { headers } = await service.raw({ path, headers: { origin: 'https://evil.example' } });
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'cache-control': 'no-store',
      });
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers).not.toHaveProperty('access-control-allow-origin');
    }
  });

  it('listens on loopback alone', () => {
    expect(service.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });
});
