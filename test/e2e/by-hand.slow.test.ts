/**
 * What a person sets by hand reaches the exchange, and outlives a kill: leverage, limits, alerts that were put aside,
 * signals, positions with stop and target by distances.
 */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startViper, type ViperChild } from '../support/children.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder('by-hand');
/** Bars of a day: the profile stays out of the way of what is given by hand. */
const SYMBOLS = ['--symbols', 'BTCUSDT,ETHUSDT', '--profile', 'strategic', '--timeframe', '1D'];
const ARGS = [...SYMBOLS, '--ports', 'free', '--json', '--data-dir', folder.path];
const HOOK_TIMEOUT_MS = 60_000;
/** Little makes a signal. */
const EAGER = { VIPER_THRESHOLD_HIGH: '40', VIPER_THRESHOLD_MEDIUM: '30' };

type Body = Readonly<Record<string, unknown>>;
type Answer = { readonly status: number; readonly body: Body };
let viper: ViperChild;
let services: Readonly<Record<string, string>>;

async function begin(): Promise<void> {
  viper = startViper(['start', ...ARGS], EAGER);
  ({ services } = (await viper.waitFor((line) => 'services' in line)) as unknown as { services: typeof services });
  const isUp = async () => expect((await connector('GET', '/health')).status).toBe(200);
  await vi.waitFor(isUp, { timeout: 20_000 });
}

beforeAll(begin, HOOK_TIMEOUT_MS);

afterAll(async () => {
  await viper.end('SIGTERM');
  folder.remove();
});

const asking =
  (service: string) =>
  async (method: string, path: string, body?: object): Promise<Answer> => {
    const headers = method === 'GET' ? {} : { 'content-type': 'application/json' };
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${services[service]}${path}`, { method, headers, ...text });
    return { status: answer.status, body: (await answer.json()) as Body };
  };
const connector = asking('exchangeConnector');
const engine = asking('liveTradingEngine');
const scoring = asking('viperScoring');

const positionsOf = async () => (await connector('GET', '/api/positions')).body.positions;
const shows = (rows: readonly object[]) =>
  vi.waitFor(async () => expect(await positionsOf()).toMatchObject(rows), { timeout: 10_000 });

test('a leverage is set at the exchange, and taken by an order that names none', async () => {
  expect(await connector('POST', '/api/leverage', { symbol: 'BTCUSDT_UMCBL', leverage: 5 })).toMatchObject({
    status: 200,
    body: { symbol: 'BTCUSDT', leverage: 5, set_by_hand: true, positions: [], is_stale: false },
  });
  const order = { symbol: 'BTCUSDT', side: 'long', type: 'market', amount: '0.01' };
  expect(await connector('POST', '/api/orders', order)).toMatchObject({ status: 200, body: { leverage: 5 } });
  await shows([{ symbol: 'BTCUSDT', side: 'long', leverage: 5 }]);
});

test('what is open is margined anew, as the exchange says itself', async () => {
  const used = async () => Number((await connector('GET', '/api/balance')).body.used);
  const before = await used();
  expect(await connector('POST', '/api/leverage', { symbol: 'BTCUSDT', leverage: 2 })).toMatchObject({
    status: 200,
    body: { leverage: 2, positions: [{ side: 'long', leverage: 2 }] },
  });
  expect(await used()).toBeGreaterThan(before * 2);
  // The comparison with the exchange would tell, were it another one there.
  expect(await engine('POST', '/api/position/register', { symbol: 'ETHUSDT', side: 'short' })).toMatchObject({
    status: 404,
  });
  const { alerts } = (await engine('GET', '/api/alerts')).body as { alerts: { code: string }[] };
  expect(alerts.map(({ code }) => code)).not.toContain('leverage-differs');
  await shows([{ symbol: 'BTCUSDT', leverage: 2 }]);
  expect(await connector('POST', '/api/leverage', { symbol: 'BTCUSDT', leverage: 125 })).toMatchObject({
    status: 422,
    body: { rule: 'liquidation-distance' },
  });
});

test('limits, leverage, signals and alerts put aside outlive a kill', async () => {
  const ticker = { price: 49_000, close: 49_000, high: 51_000, low: 49_000, volume: 1_200, quote_volume: 60e6 };
  const market = { symbol: 'BTCUSDT', market_data: { ticker: { ...ticker, price_change: 1 } } };
  const signal = await scoring('POST', '/api/signal?mode=compat&cost_model=tier', market);
  expect(signal).toMatchObject({ status: 200, body: { symbol: 'BTCUSDT', type: 'LONG' } });
  expect(await engine('POST', '/api/limits', { max_leverage: 4, max_positions: 2 })).toMatchObject({ status: 200 });
  expect(await engine('DELETE', '/api/alerts')).toMatchObject({ status: 200, body: { status: 'cleared' } });
  await viper.end('SIGKILL');
  await begin();
  expect(await engine('GET', '/api/limits')).toMatchObject({
    body: { max_leverage: 4, max_positions: 2, tightened: ['max_leverage', 'max_positions'] },
  });
  const { alerts } = (await engine('GET', '/api/alerts')).body as { alerts: { code: string }[] };
  const codes = alerts.map(({ code }) => code);
  expect(codes).toContain('limits-still-tight');
  expect(codes).not.toContain('limits-tightened');
  expect((await scoring('GET', '/api/history/BTCUSDT')).body).toMatchObject({ count: 1, history: [signal.body] });
  expect(await connector('GET', '/api/leverage/BTCUSDT')).toMatchObject({
    body: { leverage: 2, set_by_hand: true, leverage_max: 4, positions: [{ leverage: 2 }] },
  });
  expect(await connector('POST', '/api/leverage', { symbol: 'ETHUSDT', leverage: 5 })).toMatchObject({ status: 422 });
});

test('limits are loosened on purpose', async () => {
  const { body } = await engine('DELETE', '/api/limits?limit=max_leverage');
  expect(body).toMatchObject({ max_positions: 2, tightened: ['max_positions'] });
  expect(body.max_leverage).toBeGreaterThan(4);
  expect((await engine('DELETE', '/api/limits')).body).toMatchObject({ tightened: [] });
});

test('a position by distances stands at the exchange with stop and target, once', async () => {
  const signal = { symbol: 'ETHUSDT', side: 'long', leverage: 3, amount: '0.05', stop_loss_percent: 4 };
  expect(await engine('POST', '/api/tp-sl-tsl/validate-signal', signal)).toMatchObject({ body: { approved: true } });
  const created = await engine('POST', '/api/tp-sl-tsl/create-position', signal);
  expect(created).toMatchObject({ status: 200, body: { symbol: 'ETHUSDT', amount: '0.05' } });
  const { stop_loss, take_profit } = created.body.protection as Body;
  await vi.waitFor(
    async () => {
      const { positions } = (await engine('GET', '/api/tp-sl-tsl/positions')).body as { positions: Body[] };
      expect(positions.find(({ symbol }) => symbol === 'ETHUSDT')).toMatchObject({
        stop_loss,
        take_profits: [{ price: take_profit }],
        is_protected: true,
      });
    },
    { timeout: 10_000 },
  );
  expect(await engine('POST', '/api/tp-sl-tsl/create-position', signal)).toMatchObject({ status: 409 });
  expect(await engine('POST', '/api/position/register', { symbol: 'ETHUSDT', side: 'buy' })).toMatchObject({
    status: 409,
  });
});

test('its stop trails the price of the exchange, and it goes when it is dropped', async () => {
  const near = { symbol: 'ETHUSDT', activation_percent: '0.000001', trailing_percent: 3 };
  await vi.waitFor(
    async () => expect((await engine('POST', '/api/tp-sl-tsl/update-price', near)).body).toMatchObject({ moved: true }),
    { timeout: 30_000, interval: 500 },
  );
  expect(await engine('DELETE', '/api/tp-sl-tsl/position/ETHUSDT')).toMatchObject({ status: 200 });
  await shows([{ symbol: 'BTCUSDT' }]);
  expect(await engine('DELETE', '/api/position/ETHUSDT')).toMatchObject({ status: 404 });
}, 45_000);
