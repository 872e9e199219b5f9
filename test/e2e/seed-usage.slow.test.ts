/**
 * The calls that the VIPER guide shows, as it writes them, against a running demo: an order, a score, a ticker, health.
 */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readEnv } from '../../src/adapters/config/index.ts';
import { startViper, type ViperChild } from '../support/children.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder('seed-usage');
/** Bars of a day: the profile stays out of the way of the order given by hand. */
const ARGS = ['--symbols', 'BTCUSDT', '--timeframe', '1D', '--ports', 'free', '--json', '--data-dir', folder.path];
const HOOK_TIMEOUT_MS = 60_000;

type Body = Readonly<Record<string, unknown>>;
let viper: ViperChild;
let services: Readonly<Record<string, string>>;

beforeAll(async () => {
  viper = startViper(['start', ...ARGS]);
  ({ services } = (await viper.waitFor((line) => 'services' in line)) as unknown as { services: typeof services });
}, HOOK_TIMEOUT_MS);

afterAll(async () => {
  await viper.end('SIGTERM');
  folder.remove();
});

async function ask(service: string, path: string, body?: object): Promise<{ status: number; body: Body }> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(`${services[service]}${path}`, body && init);
  return { status: answer.status, body: (await answer.json()) as Body };
}

test('the ports are those of the guide unless they are moved', () => {
  expect(readEnv({}).ports).toMatchObject({
    exchangeConnector: 8000,
    marketDataManager: 8001,
    viperScoring: 8009,
  });
});

test.each(['exchangeConnector', 'viperScoring', 'marketDataManager'])('health of %s', async (service) => {
  await vi.waitFor(async () => expect((await ask(service, '/health')).status).toBe(200), { timeout: 20_000 });
});

test('the connector says that its signatures are accepted', async () => {
  const { body } = await ask('exchangeConnector', '/health');
  expect(body).toMatchObject({ hmac_authenticator: true, exchange_connected: true });
});

test('a ticker of a USDT swap', async () => {
  const { status, body } = await ask('marketDataManager', '/api/ticker/BTCUSDT_UMCBL');
  expect(status).toBe(200);
  expect(Number(body.price)).toBeGreaterThan(0);
});

test('an order, which becomes a position with a stop', async () => {
  const order = { symbol: 'BTCUSDT_UMCBL', side: 'long', type: 'market', amount: 0.001, leverage: 20 };
  const { status, body } = await ask('exchangeConnector', '/api/orders', order);
  expect(status).toBe(200);
  expect(body).toMatchObject({ symbol: 'BTCUSDT', side: 'long', type: 'market', amount: '0.001', leverage: 20 });
  await vi.waitFor(
    async () => {
      const { positions } = (await ask('exchangeConnector', '/api/positions')).body;
      const stop_loss = expect.stringMatching(/^\d/);
      expect(positions).toMatchObject([{ symbol: 'BTCUSDT', side: 'long', size: '0.001', leverage: 20, stop_loss }]);
    },
    { timeout: 10_000 },
  );
});

test('a score of market data', async () => {
  const ticker = { price: 50_000, bid: 49_999, ask: 50_001, high: 51_000, low: 49_000, volume: 1_000 };
  const market_data = { ticker: { ...ticker, quote_volume: 50_000_000, price_change: 1 } };
  const { status, body } = await ask('viperScoring', '/api/score', { symbol: 'BTCUSDT_UMCBL', market_data });
  expect(status).toBe(200);
  expect(body).toMatchObject({ symbol: expect.stringMatching(/^BTCUSDT/), strength: expect.any(String) });
});
