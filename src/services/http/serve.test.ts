import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { rawRequest, type ServiceHarness, silentLog, startService } from '../../../test/support/service-harness.ts';
import { createStubEngine, STUB_NOW } from '../../../test/support/stub-engine.ts';
import { createStubMarket } from '../../../test/support/stub-market.ts';
import { TradingError } from '../../domain/index.ts';
import type { ServiceError } from '../contract/index.ts';
import { createExchangeConnector } from '../exchange-connector/index.ts';
import { getHealth, getStatus, kill, liveTradingEngine, pause, resume } from '../live-trading-engine/index.ts';
import { MarketDesk, type MarketUpstream } from '../market/index.ts';
import { serve } from './index.ts';

const unforeseen = (): never => {
  throw new Error('secret inside');
};

let service: ServiceHarness | undefined;
afterEach(async () => {
  await service?.close();
  service = undefined;
});

describe('the live trading engine over HTTP', () => {
  it('tells its state and obeys the kill switch', async () => {
    service = await startService(liveTradingEngine);
    expect(await service.call(getStatus, {})).toMatchObject({ state: 'running', breaker: { state: 'closed' } });
    expect(await service.call(kill, { body: {} })).toMatchObject({ action: 'kill', state: 'paused' });
    expect(await service.call(getHealth, {})).toMatchObject({ status: 'healthy', state: 'paused' });
    expect(await service.call(resume, { body: {} }, 'again')).toMatchObject({ state: 'running' });
    expect(await service.call(pause, { body: {} })).toMatchObject({ state: 'paused' });
    expect(service.engine.commands.map(({ command }) => command.kind)).toEqual(['kill', 'resume', 'pause']);
    expect(service.engine.commands[1]?.requestId).toMatch(/^again~/);
  });

  it('needs no body for the kill switch, and refuses one it does not know', async () => {
    service = await startService(liveTradingEngine);
    const headers = { 'content-type': 'application/json' };
    expect((await service.raw({ method: 'POST', path: '/api/kill', headers })).status).toBe(200);
    expect((await service.raw({ method: 'POST', path: '/api/kill', headers, body: '{"soft":true}' })).status).toBe(400);
    expect((await service.raw({ path: '/api/kill' })).status).toBe(404);
  });

  it('publishes its routes as OpenAPI', async () => {
    service = await startService(liveTradingEngine);
    const document = JSON.parse((await service.raw({ path: '/openapi.json' })).text);
    expect(document.openapi).toBe('3.1.0');
    const declared = liveTradingEngine.routes.map(({ route }) => route.path.replace(/:(\w+)/g, '{$1}'));
    expect(Object.keys(document.paths).sort()).toEqual([...new Set([...declared, '/live', '/ready'])].sort());
    const page = await service.raw({ path: '/docs/' });
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
    expect(page.text).not.toMatch(/<script>|onclick=|https?:\/\//);
    expect(document.paths['/api/kill'].post.responses['422'].content).toHaveProperty(['application/problem+json']);
  });
});

describe('failures', () => {
  it.each([
    ['unknown', 504],
    ['rejected', 502],
    ['not-sent', 503],
  ] as const)('tells an outcome of %s as it is', async (outcome, status) => {
    service = await startService(liveTradingEngine);
    service.engine.answer = () => Promise.reject(new TradingError('venue-silent', 'no answer', { outcome }));
    await expect(service.call(kill, { body: {} })).rejects.toMatchObject({
      code: 'venue-silent',
      outcome,
      problem: { status, outcome },
    });
  });

  it('does not wait for ever, and calls the outcome unknown', async () => {
    service = await startService(liveTradingEngine, 50);
    service.engine.answer = () => new Promise(() => {});
    await expect(service.call(kill, { body: {} })).rejects.toMatchObject({
      outcome: 'unknown',
      problem: { status: 504 },
    });
  });

  it('waits no longer for a read, and answers at once with what a read throws at once', async () => {
    const upstream: MarketUpstream = { ...createStubMarket(), book: () => new Promise(() => {}) };
    const engine = { ...createStubEngine(), status: () => unforeseen() };
    const clock = { now: () => STUB_NOW };
    const market = new MarketDesk({ clock, upstream });
    const options = { engine, market, clock, log: silentLog, port: 0, answerTimeoutMs: 50 };
    const serving = await serve(createExchangeConnector(), options);
    const answers = ['/api/orderbook/BTCUSDT', '/api/balance', '/api/positions?symbol=nothing'].map(async (path) => {
      const { status, headers, text } = await rawRequest(serving.address, { path });
      return [status, headers['content-type'], JSON.parse(text).type, text.includes('secret')];
    });
    expect(await Promise.all(answers)).toEqual([
      [504, 'application/problem+json', 'urn:viper:problem:no-answer', false],
      [500, 'application/problem+json', 'urn:viper:problem:internal', false],
      [400, 'application/problem+json', 'urn:viper:problem:invalid-input', false],
    ]);
    await serving.close();
  });

  it('keeps the text of an unforeseen error to the log', async () => {
    service = await startService(liveTradingEngine);
    service.engine.answer = () => Promise.reject(new Error('secret inside'));
    const failure = await service.call(kill, { body: {} }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ outcome: 'unknown', problem: { status: 500, type: 'urn:viper:problem:internal' } });
    expect(JSON.stringify((failure as ServiceError).problem)).not.toContain('secret');
  });

  it('names service, port and variable when the port is in use', async () => {
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
    const { port } = squatter.address() as { port: number };
    const options = { engine: createStubEngine(), clock: { now: () => 0 }, log: silentLog, port, answerTimeoutMs: 100 };
    await expect(serve(liveTradingEngine, options)).rejects.toThrow(
      `live-trading-engine: port ${port} is in use; stop the other program or set LIVE_TRADING_ENGINE_PORT to a free port`,
    );
    squatter.close();
  });
});
