/**
 * Everything that a script needs: addresses and results as JSON lines, signals, HTTP, and a restart that goes on.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { runViper, startViper, type ViperChild } from '../support/children.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder('scriptable');
const dataDir = join(folder.path, 'data');
/** Bars of a day: the profile stays out of the way of the orders given by hand. */
const START = [
  'start',
  '--symbols',
  'BTCUSDT',
  '--timeframe',
  '1D',
  '--ports',
  'free',
  '--json',
  '--data-dir',
  dataDir,
];
const HOOK_TIMEOUT_MS = 60_000;

type Address = {
  readonly rest: string;
  readonly ws: { readonly public: string; readonly private: string };
  readonly accounts: readonly { readonly apiKey: string; readonly apiSecret: string; readonly passphrase: string }[];
  readonly admin: { readonly url: string; readonly token: string };
};
type Started = Address & { readonly services: Readonly<Record<string, string>>; readonly dashboard: string };
type ExchangeAccount = {
  readonly balance: string;
  readonly positions: readonly { readonly symbol: string }[];
  readonly openTriggers: readonly { readonly kind: string; readonly symbol: string }[];
};

const running: ViperChild[] = [];

async function launch<T>(args: readonly string[]): Promise<{ viper: ViperChild; first: T }> {
  const viper = startViper(args);
  running.push(viper);
  return { viper, first: (await viper.waitFor(() => true)) as T };
}

afterAll(async () => {
  await Promise.all(running.map((viper) => viper.end('SIGKILL')));
  folder.remove();
});

const post = async (url: string, body?: object): Promise<{ status: number; body: Record<string, unknown> }> => {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) };
  const answer = await fetch(url, init);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};

/** What the exchange itself knows of the account. */
async function exchangeAccount({ admin }: Address): Promise<ExchangeAccount> {
  const answer = await fetch(`${admin.url}/state`, { headers: { authorization: `Bearer ${admin.token}` } });
  const { accounts } = (await answer.json()) as { accounts: ExchangeAccount[] };
  return accounts[0] as ExchangeAccount;
}

const accountThat = (address: Address, fits: (account: ExchangeAccount) => boolean): Promise<ExchangeAccount> =>
  vi.waitFor(
    async () => {
      const account = await exchangeAccount(address);
      if (!fits(account)) throw new Error(`the exchange shows ${JSON.stringify(account.positions)}`);
      return account;
    },
    { timeout: 10_000, interval: 50 },
  );

describe('viper exchange --json', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'prints one line with all addresses, stays up, and ends with 0 on %s',
    async (signal) => {
      const { viper, first } = await launch<Address>(['exchange', '--port', '0', '--json']);
      expect(first).toMatchObject({ admin: { token: expect.any(String) }, accounts: [{ apiKey: expect.any(String) }] });
      for (const url of [first.rest, first.admin.url]) expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+/);
      for (const url of [first.ws.public, first.ws.private]) expect(url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\//);
      const time = await fetch(`${first.rest}/api/v2/public/time`);
      expect(await time.json()).toMatchObject({ code: '00000' });
      expect(await exchangeAccount(first)).toMatchObject({ balance: '10000', positions: [] });
      const code = await viper.end(signal);
      const { lines, strays, errors } = viper;
      expect({ code, lines: lines.length, strays, errors }).toEqual({ code: 0, lines: 1, strays: [], errors: [] });
      await expect(fetch(`${first.rest}/api/v2/public/time`)).rejects.toThrow();
    },
  );
});

describe('viper start --json', () => {
  const order = { symbol: 'BTCUSDT', side: 'buy', type: 'market', amount: '0.01', leverage: 10 };
  let viper: ViperChild;
  let started: Started;
  let summary: Record<string, unknown>;
  const at = (service: string, path: string): string => `${started.services[service]}${path}`;
  beforeAll(async () => {
    ({ viper, first: started } = await launch<Started>(START));
  }, HOOK_TIMEOUT_MS);

  test('tells first what was started, with every address', () => {
    expect(started).toMatchObject({
      event: 'started',
      mode: 'demo',
      speed: 60,
      symbols: ['BTCUSDT'],
      rest: expect.any(String),
    });
    expect(Object.keys(started.services)).toHaveLength(5);
    expect(started.dashboard).toBe(started.services.dashboard);
  });

  test('is paused, killed and resumed by hand', async () => {
    const port = new URL(started.services.liveTradingEngine ?? '').port;
    const say = async (...argv: string[]) =>
      (await runViper([...argv, '--json'], { LIVE_TRADING_ENGINE_PORT: port })).stdout;
    expect(await say('pause')).toEqual([{ state: 'paused' }]);
    expect(await say('kill', '--dry-run')).toEqual([{ dryRun: true, wouldClose: [] }]);
    expect(await say('kill', '--yes')).toEqual([{ state: 'paused', canceled: 0, closed: 0 }]);
    expect(await say('status')).toMatchObject([{ state: 'paused' }]);
    expect(await say('resume')).toEqual([{ state: 'running' }]);
  });

  test('is seen by `viper status --json`', async () => {
    const port = new URL(started.services.liveTradingEngine ?? '').port;
    const { code, stdout } = await runViper(['status', '--json'], { LIVE_TRADING_ENGINE_PORT: port });
    expect(code).toBe(0);
    expect(stdout).toMatchObject([
      {
        state: 'running',
        mode: 'demo',
        symbols: ['BTCUSDT'],
        trades: 0,
      },
    ]);
  });

  test('an order beyond the risk limits is refused by the rule that says no, and nothing is sent', async () => {
    const { status, body } = await post(at('exchangeConnector', '/api/orders'), { ...order, amount: '5' });
    expect(status).toBe(422);
    expect(body).toMatchObject({ rule: 'risk-per-trade', details: { limit: '200' } });
    expect(await exchangeAccount(started)).toMatchObject({ positions: [], finishedOrders: [] });
  });

  test('an order within them opens a position that has its stop on the exchange', async () => {
    const { status, body } = await post(at('exchangeConnector', '/api/orders'), order);
    expect(status).toBe(200);
    expect(body).toMatchObject({ symbol: 'BTCUSDT', side: 'long', amount: '0.01', leverage: 10 });
    const account = await accountThat(started, ({ positions }) => positions.length === 1);
    expect(account.positions[0]).toMatchObject({
      symbol: 'BTCUSDT',
      positionSide: 'long',
      leverage: 10,
      marginMode: 'isolated',
    });
    expect(account.openTriggers).toMatchObject([{ symbol: 'BTCUSDT', kind: 'stop-loss', status: 'live' }]);
    await vi.waitFor(async () => {
      const answer = await fetch(at('exchangeConnector', '/api/positions'));
      const { positions } = (await answer.json()) as { positions: object[] };
      expect(positions).toMatchObject([{ symbol: 'BTCUSDT', size: '0.01', stop_loss: expect.stringMatching(/^\d/) }]);
    });
  });

  test('the kill switch closes it, takes its stop away, and lets no entry through', async () => {
    expect(await post(at('liveTradingEngine', '/api/kill'))).toMatchObject({
      status: 200,
      body: { action: 'kill', state: 'paused' },
    });
    const account = await accountThat(started, ({ positions }) => positions.length === 0);
    expect(account.openTriggers).toEqual([]);
    expect(await post(at('exchangeConnector', '/api/orders'), order)).toMatchObject({
      status: 422,
      body: { rule: 'paused' },
    });
  });

  test('ends on SIGINT with 0 and a summary, after JSON lines alone', async () => {
    const { balance } = await accountThat(started, () => true);
    const code = await viper.end('SIGINT');
    const { lines, strays, errors } = viper;
    expect({ code, strays, errors }).toEqual({ code: 0, strays: [], errors: [] });
    expect(lines.map(({ event }) => event)).toEqual([
      'started',
      'paused',
      'kill-switch',
      'resumed',
      'entry-sent',
      'fill',
      'exit-sent',
      'kill-switch',
      'fill',
      'trade-closed',
      'summary',
    ]);
    summary = lines.at(-1) ?? {};
    expect(summary).toMatchObject({ event: 'summary', orders: 2, fills: 2, trades: 1, openPositions: 0 });
    expect(summary.ledger).toEqual({ ours: balance, exchange: balance, difference: '0' });
  });

  test('goes on in the same folder where it stopped', async () => {
    const next = await launch<Started>([...START, '--no-services']);
    expect(await exchangeAccount(next.first)).toMatchObject({
      positions: [],
      balance: (summary.ledger as { ours: string }).ours,
    });
    const code = await next.viper.end('SIGTERM');
    const last = next.viper.lines.at(-1) ?? {};
    expect(code).toBe(0);
    expect(last).toMatchObject({ orders: 2, fills: 2, trades: 1, ledger: summary.ledger });
    expect(last.entries).toBeGreaterThan(summary.entries as number);
    const replayed = await runViper(['replay', String(last.journal), '--json']);
    expect(replayed.stdout[0]).toMatchObject({
      matches: true,
      entries: last.entries,
      effectHash: last.effectHash,
    });
  });
});
