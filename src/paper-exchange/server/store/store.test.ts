import { fork } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { createDrivenClock } from '../../../adapters/clock/index.ts';
import { KEY, TestClient } from '../testing/client.ts';
import { book, closed, funding, MINUTE, opening, playedSource, START, trade } from '../testing/market.ts';
import { limitOrder, marketOrder, onCleanup, PLACE, running, testAccount } from '../testing/running.ts';

const query = 'productType=USDT-FUTURES';
const WATCHED = [
  `/api/v2/mix/order/fills?${query}`,
  `/api/v2/mix/order/orders-pending?${query}`,
  `/api/v2/mix/order/orders-history?${query}`,
  `/api/v2/mix/order/orders-plan-pending?planType=profit_loss&${query}`,
  `/api/v2/mix/account/bill?${query}`,
  `/api/v2/mix/account/accounts?${query}`,
  `/api/v2/mix/position/all-position?${query}`,
  `/api/v2/mix/market/candles?${query}&symbol=BTCUSDT&granularity=1m&limit=5`,
];

const watch = async (client: TestClient) => {
  const seen: unknown[] = [];
  for (const path of WATCHED) seen.push((await client.get(path)).data);
  return seen;
};

function temporary(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'viper-store-'));
  onCleanup(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, name);
}

describe('the store', () => {
  it('is written by one exchange, and read meanwhile, as a backup does', async () => {
    const store = temporary('exchange.sqlite');
    const first = await running({ store, rateLimits: 'off' });
    const reader = new Database(store, { readonly: true, fileMustExist: true, timeout: 1 });
    reader.prepare('VACUUM INTO ?').run(`${store}.copy`);
    reader.close();
    const copy = new Database(`${store}.copy`, { readonly: true });
    expect(copy.prepare('SELECT count(*) AS accounts FROM account').get()).toEqual({ accounts: 1 });
    copy.close();
    await expect(running({ store, rateLimits: 'off' })).rejects.toMatchObject({ code: 'store-unusable' });
    expect(statSync(`${store}-lock`).mode & 0o777).toBe(0o600);
    await first.server.close();
    await expect(running({ store, rateLimits: 'off' })).resolves.toBeDefined();
  });

  it('lets a second start go on where the first one stopped', async () => {
    const store = temporary('exchange.db');
    const updates = [
      ...opening(),
      closed(START, 60_000),
      funding(START + MINUTE),
      book(START + 2 * MINUTE, 60_100),
      trade(START + 3 * MINUTE, 60_200),
    ];
    const first = await running({
      source: playedSource(updates),
      clock: createDrivenClock(START),
      store,
      rateLimits: 'off',
    });
    await first.advance(START);
    await first.client.post(PLACE, marketOrder({ clientOid: 'in', presetStopLossPrice: '58000' }));
    await first.client.post(PLACE, limitOrder({ clientOid: 'resting' }));
    await first.advance(START + MINUTE);
    const before = await watch(first.client);
    const hash = first.server.exchange.stateHash();
    await first.server.close();
    const second = await running({
      source: playedSource(updates),
      clock: (at) => createDrivenClock(at),
      store,
      rateLimits: 'off',
    });
    expect(second.server.clock.now()).toBe(START + MINUTE);
    expect(second.server.exchange.stateHash()).toBe(hash);
    expect(await watch(second.client)).toEqual(before);
    await second.client.post(PLACE, marketOrder({ clientOid: 'out', tradeSide: 'close' }));
    const [fill] = (await second.client.get(WATCHED[0] ?? '')).data.fillList ?? [];
    expect(fill).toMatchObject({ tradeSide: 'close', price: '59999.5' });
    expect(await second.advance(START + 3 * MINUTE)).toMatchObject({ applied: 2 });
  });

  it('keeps accounts with their keys, the clock, and when orders are to be canceled', async () => {
    const store = temporary('exchange.db');
    const options = { store, source: playedSource(opening()), rateLimits: 'off' } as const;
    const first = await running({ ...options, clock: createDrivenClock(START) });
    await first.advance(START);
    await first.client.post(PLACE, limitOrder({ clientOid: 'resting' }));
    const opened = await first.admin('/accounts', { name: 'b', balance: '7' });
    await first.advance(START + MINUTE);
    const before = await first.admin('/state');
    await first.server.close();
    const stranger = testAccount({ apiKey: 'new', apiSecret: 'new', passphrase: 'new' });
    const again = { ...options, source: playedSource(opening()), clock: (at: number) => createDrivenClock(at) };
    const second = await running({ ...again, accounts: [stranger] });
    expect(await second.admin('/state')).toEqual(before);
    expect(second.server.accounts.map(({ apiKey }) => apiKey)).toEqual([KEY.apiKey, opened.apiKey]);
    expect((await second.client.get(WATCHED[5] ?? '')).code).toBe('00000');
    await second.server.close();
    const third = await running({ ...again, accounts: [stranger], accountKeys: 'given' });
    expect(third.server.accounts.map(({ apiKey }) => apiKey)).toEqual(['new', opened.apiKey]);
    expect(statSync(store).mode & 0o777).toBe(0o600);
  });

  it('keeps a countdown, which then takes its toll', async () => {
    const store = temporary('exchange.db');
    const options = { store, source: playedSource(opening()), rateLimits: 'off' } as const;
    const unified = testAccount({ family: 'unified' });
    const first = await running({ ...options, accounts: [unified], clock: createDrivenClock(START) });
    await first.advance(START);
    const order = { category: 'USDT-FUTURES', symbol: 'BTCUSDT', side: 'buy', posSide: 'long', qty: '0.1' };
    await first.client.post('/api/v3/trade/place-order', { ...order, orderType: 'limit', price: '59000' });
    const answer = await first.client.post('/api/v3/trade/countdown-cancel-all', { countdown: '10' });
    expect(answer.code).toBe('00000');
    await first.server.close();
    const clock = (at: number) => createDrivenClock(at);
    const second = await running({ ...options, source: playedSource([]), accounts: [unified], clock });
    expect(second.server.exchange.openOrders('a')).toHaveLength(1);
    await second.advance(START + 9_999);
    expect(second.server.exchange.openOrders('a')).toHaveLength(1);
    await second.advance(START + 10_000);
    expect(second.server.exchange.openOrders('a')).toHaveLength(0);
  });

  it('brings a file of the first version up to date', async () => {
    const store = temporary('exchange.db');
    const first = await running({ store, source: playedSource(opening()), clock: createDrivenClock(START) });
    await first.advance(START);
    await first.client.post(PLACE, limitOrder());
    const hash = first.server.exchange.stateHash();
    await first.server.close();
    const db = new Database(store);
    db.exec('ALTER TABLE state DROP COLUMN countdowns; ALTER TABLE state DROP COLUMN options;');
    db.exec('DROP TABLE account; DROP TABLE told; DROP TABLE part;').pragma('user_version = 1');
    db.close();
    const second = await running({ store, source: playedSource([]), clock: (at) => createDrivenClock(at) });
    expect(second.server.exchange.stateHash()).toBe(hash);
  });

  it('hands an endless source the time and prices it stopped at', async () => {
    const store = temporary('exchange.db');
    const first = await running({ store });
    await first.client.post(PLACE, limitOrder());
    await first.server.close();
    const resumed: unknown[] = [];
    const source = {
      ...playedSource([]),
      resumeFrom: (at: number, last: ReadonlyMap<string, number>) => void resumed.push(at, [...last]),
    };
    await running({ store, source, clock: (at) => createDrivenClock(at) });
    expect(resumed).toEqual([START, [['BTCUSDT', 600_000]]]);
  });

  it('keeps what was answered over kill -9', async () => {
    const store = temporary('exchange.db');
    const child = fork(new URL('../testing/kill-me.ts', import.meta.url), [store], { stdio: 'ignore' });
    onCleanup(() => void child.kill('SIGKILL'));
    const base = await new Promise<string>((resolve) => child.once('message', (message) => resolve(String(message))));
    const client = new TestClient(base, () => START);
    for (let i = 0; i < 5; i++) await client.post(PLACE, limitOrder({ clientOid: `k${i}` }));
    await client.post(PLACE, marketOrder({ clientOid: 'in' }));
    const before = await watch(client);
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    const again = await running({ store, clock: (at) => createDrivenClock(at), rateLimits: 'off' });
    expect(await watch(again.client)).toEqual(before);
  });

  it('repeats what was told since the last state, under the options of then', async () => {
    const store = temporary('exchange.db');
    const parts = { source: playedSource(opening()), store, rateLimits: 'off' } as const;
    const first = await running({ ...parts, clock: createDrivenClock(START) });
    await first.advance(START);
    for (let i = 0; i < 20; i++) await first.client.post(PLACE, limitOrder({ clientOid: `k${i}` }));
    await first.client.post(PLACE, marketOrder({ clientOid: 'in', presetStopLossPrice: '58000' }));
    const hash = first.server.exchange.stateHash();
    const kept = temporary('killed.db');
    // What a kill would leave behind: the file and what is written ahead of it.
    for (const ending of ['', '-wal']) copyFileSync(store + ending, kept + ending);
    const second = await running({
      ...parts,
      store: kept,
      latencyMs: 700,
      source: playedSource([]),
      clock: (at) => createDrivenClock(at),
    });
    expect(second.server.exchange.stateHash()).toBe(hash);
    await second.server.close();
    const db = new Database(kept);
    onCleanup(() => void db.close());
    expect(db.prepare('SELECT count(*) AS told FROM told').get()).toEqual({ told: 0 });
  });

  it('says so when what was told leads elsewhere now', async () => {
    const store = temporary('exchange.db');
    const first = await running({ store, source: playedSource(opening()), clock: createDrivenClock(START) });
    await first.advance(START);
    await first.client.post(PLACE, limitOrder());
    const kept = temporary('killed.db');
    for (const ending of ['', '-wal']) copyFileSync(store + ending, kept + ending);
    const db = new Database(kept);
    db.exec('UPDATE told SET sequence = sequence + 1');
    db.close();
    await expect(running({ store: kept, clock: createDrivenClock(START) })).rejects.toThrow(
      /carried out again: .*version/,
    );
  });

  it('names the file when it is no store, or is in use', async () => {
    const file = temporary('exchange.db');
    await running({ store: file });
    await expect(running({ store: file })).rejects.toThrow(/exchange\.db cannot be used.*locked/);
    const other = temporary('text.db');
    writeFileSync(other, 'not a database, but long enough to be read as one'.repeat(20));
    await expect(running({ store: other })).rejects.toThrow(/text\.db cannot be used/);
  });
});
