/**
 * `viper serve`: each service alone, with the real command and an embedded exchange in place of Bitget.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedExchange, openSource, startEmbeddedExchange } from '../../src/main/embedded-exchange.ts';
import { serve } from '../../src/main/serve.ts';
import { openEventStream, type StreamEvent } from '../support/event-stream.ts';
import { startServed } from '../support/served-platform.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let exchange: EmbeddedExchange;
beforeAll(async () => {
  const source = openSource('synthetic:7', undefined, 1);
  exchange = await startEmbeddedExchange({
    source,
    port: 0,
    accounts: 'classic:1',
    balance: '1000',
    dataDir: undefined,
    speed: 1,
  });
  if (exchange.pace === 'paced') exchange.server.pace();
});
afterAll(() => exchange.server.close());

async function ask(address: string, path: string, body?: unknown, key = '') {
  const init =
    body === undefined
      ? {}
      : {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...(key === '' ? {} : { 'idempotency-key': key }) },
          body: JSON.stringify(body),
        };
  const answer = await fetch(address + path, init);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

test('the market-data manager and the scoring need no key and no run', async () => {
  const common = { symbols: ['BTCUSDT', 'ETHUSDT'], baseUrl: exchange.address.rest, arePortsFree: true };
  const market = await serve({ service: 'market-data-manager', ...common });
  expect(await ask(market.address, '/health')).toMatchObject({ status: 200, body: { streaming_active: false } });
  expect(await ask(market.address, '/api/symbols')).toMatchObject({ body: { symbols: ['BTCUSDT', 'ETHUSDT'] } });
  expect(await ask(market.address, '/api/market/BTCUSDT')).toMatchObject({ status: 200, body: { is_stale: false } });
  expect(await ask(market.address, '/api/ticker/DOGEUSDT')).toMatchObject({ status: 404 });
  await market.close();
  const scoring = await serve({ service: 'viper-scoring', ...common });
  expect(await ask(scoring.address, '/api/batch/score', { symbols: ['BTCUSDT'] })).toMatchObject({
    status: 200,
    body: { symbols_scored: 1 },
  });
  await scoring.close();
}, 30_000);

const metricsOf = async (address: string): Promise<ReadonlyMap<string, number>> => {
  const text = await (await fetch(`${address}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
};

test('the market-data manager alone is live, measured, and says what it depends on', async () => {
  const { address, close } = await serve({
    service: 'market-data-manager',
    symbols: ['BTCUSDT', 'NEVERUSDT'],
    baseUrl: exchange.address.rest,
    arePortsFree: true,
  });
  const reader = await openEventStream(`${address}/api/stream?topics=ticker,book`);
  try {
    expect(reader.status).toBe(200);
    const ticker = await reader.next(({ event }) => event === 'ticker', 15_000);
    expect(ticker.data).toMatchObject({ symbol: 'BTCUSDT', last: expect.stringMatching(/^\d+/) });
    const isWhole = ({ event, data }: StreamEvent) => event === 'book' && (data as { isSynced: boolean }).isSynced;
    expect((await reader.next(isWhole, 15_000)).data).toMatchObject({ symbol: 'BTCUSDT' });
    expect(await ask(address, '/api/market/BTCUSDT')).toMatchObject({ status: 200 });
    expect(await ask(address, '/health')).toMatchObject({
      status: 200,
      body: {
        checks: {
          exchange: { status: 'up' },
          clock: { reason: expect.stringContaining('compared') },
          cache: { status: 'up' },
        },
      },
    });
    const samples = await metricsOf(address);
    expect(samples.get('viper_sockets_up{stream="public"}')).toBe(1);
    expect(samples.get('viper_stream_books{state="synced"}')).toBe(1);
    expect(samples.get('viper_market_cache_questions_total{outcome="answered"}')).toBeGreaterThan(1);
    expect(samples.get('viper_health_check{check="clock"}')).toBe(1);
    expect(Math.abs(samples.get('viper_clock_offset_seconds') ?? 9)).toBeLessThan(2);
    const names = [...samples.keys()].join('\n');
    for (const name of ['nodejs_eventloop_lag', 'viper_http_requests_total', 'viper_api_response_seconds_count'])
      expect(names).toContain(name);
    reader.close();
    const gone = async () => (await metricsOf(address)).get('viper_stream_books{state="synced"}');
    await expect.poll(gone, { timeout: 5_000 }).toBe(0);
    expect((await metricsOf(address)).get('viper_socket_losses_total{stream="public"}')).toBe(0);
  } finally {
    reader.close();
    await close();
  }
}, 60_000);

test('the scoring alone streams scores; without an exchange it says so', async () => {
  const common = { service: 'viper-scoring', symbols: ['BTCUSDT'], arePortsFree: true } as const;
  const scoring = await serve({ ...common, baseUrl: exchange.address.rest });
  const reader = await openEventStream(`${scoring.address}/api/stream`);
  const { data } = await reader.next(({ event }) => event === 'score', 15_000);
  expect(data).toMatchObject({ symbol: 'BTCUSDT', overall_score: expect.any(Number) });
  expect(await ask(scoring.address, '/health')).toMatchObject({ status: 200 });
  reader.close();
  await scoring.close();
  const alone = await serve({ ...common, baseUrl: 'http://127.0.0.1:9' });
  const health = await ask(alone.address, '/health');
  expect(health).toMatchObject({
    status: 503,
    body: { status: 'unhealthy', checks: { exchange: { status: 'down' } } },
  });
  expect((await metricsOf(alone.address)).get('viper_health_check{check="exchange"}')).toBe(0);
  await alone.close();
}, 60_000);

test('the exchange connector is an account without strategies', async () => {
  const { platform, folder } = await startServed({ onlyService: 'exchange-connector', profile: undefined });
  const { services, strategies } = platform.started;
  const listening = Object.entries(services ?? {}).filter(([, address]) => address !== undefined);
  expect([listening.map(([name]) => name), strategies]).toEqual([['exchangeConnector'], []]);
  await expect.poll(() => platform.engine.ticker('BTCUSDT'), { timeout: 10_000 }).toBeDefined();
  const order = { symbol: 'BTCUSDT_UMCBL', side: 'long', type: 'market', amount: '0.001', leverage: 5 };
  const [, address = ''] = listening[0] ?? [];
  expect(await ask(address, '/api/orders', order)).toMatchObject({ status: 200, body: { symbol: 'BTCUSDT' } });
  await platform.stop();
  folder.remove();
}, 30_000);

test('a repeat after a restart gives the first order, and sends no second one', async () => {
  const kept = temporaryFolder('restart');
  const order = {
    symbol: 'BTCUSDT',
    side: 'long',
    type: 'limit',
    amount: '0.001',
    price: '10000',
    leverage: 5,
    stop_loss: '9900',
  };
  const run = async () => {
    const { platform, folder } = await startServed({ dataDir: kept.path, profile: undefined });
    folder.remove();
    await expect.poll(() => platform.engine.ticker('BTCUSDT'), { timeout: 10_000 }).toBeDefined();
    const address = platform.started.services?.exchangeConnector ?? '';
    const first = await ask(address, '/api/orders', order, 'kept-key');
    const { orders } = platform.engine.status();
    await platform.stop();
    return { first, orders };
  };
  const before = await run();
  expect(before).toMatchObject({ first: { status: 200 }, orders: 1 });
  const after = await run();
  expect([after.first.status, after.first.body.order_id, after.orders]).toEqual([200, before.first.body.order_id, 1]);
  kept.remove();
}, 60_000);

test('an order is amended, found and canceled on the exchange; a position is closed in part', async () => {
  const { platform, folder } = await startServed({ profile: undefined });
  await expect.poll(() => platform.engine.ticker('ETHUSDT'), { timeout: 10_000 }).toBeDefined();
  const address = platform.started.services?.exchangeConnector ?? '';
  const limit = {
    symbol: 'BTCUSDT',
    side: 'long',
    type: 'limit',
    amount: '0.01',
    price: '10000',
    leverage: 5,
    stop_loss: '9900',
  };
  const placed = await ask(address, '/api/orders', limit);
  const send = async (method: string, path: string, body?: unknown) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(address + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const amended = await send('PATCH', `/api/orders/${placed.body.order_id}`, { price: '10001', amount: 0.02 });
  expect(amended).toMatchObject({ status: 200, body: { price: '10001', amount: '0.02', status: 'live' } });
  expect(amended.body.order_id).not.toBe(placed.body.order_id);
  expect(await ask(address, `/api/orders/${placed.body.order_id}`)).toMatchObject({ body: { status: 'canceled' } });
  expect(await send('DELETE', '/api/orders?symbol=BTCUSDT')).toMatchObject({ status: 200, body: { cancelled: 1 } });
  await expect
    .poll(async () => (await ask(address, `/api/orders/${amended.body.order_id}`)).body.status)
    .toBe('canceled');

  const market = { symbol: 'ETHUSDT', side: 'short', type: 'market', amount: '0.2', leverage: 3 };
  expect((await ask(address, '/api/orders', market)).status).toBe(200);
  const sizes = async () =>
    ((await ask(address, '/api/positions')).body.positions as { size: string; leverage: number }[]).map(
      ({ size, leverage }) => [size, leverage],
    );
  await expect.poll(sizes).toEqual([['0.2', 3]]);
  expect((await ask(address, '/api/positions/ETHUSDT/close', { amount: '0.05' })).status).toBe(200);
  await expect.poll(sizes).toEqual([['0.15', 3]]);
  expect((await ask(address, '/api/positions/ETHUSDT/close', {})).status).toBe(200);
  await expect.poll(sizes).toEqual([]);
  await platform.stop();
  folder.remove();
}, 60_000);
