/** An exchange that is restarted in the middle plays the market, and does the wrong, that one without a restart does. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDrivenClock } from '../../../adapters/clock/index.ts';
import { createSyntheticSource } from '../../sources/synthetic/index.ts';
import type { Json, TestClient } from '../testing/client.ts';
import { MINUTE, opening, playedSource, START } from '../testing/market.ts';
import { type Given, limitOrder, marketOrder, onCleanup, PLACE, running } from '../testing/running.ts';

const SYMBOLS = ['BTCUSDT', 'ETHUSDT'];
const BEGIN = START + 20_000;

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'viper-going-on-'));
  onCleanup(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** @param startAt of the market; a restart opens it at a later time of the machine. */
const start = (store: string, given: Given & { startAt?: number; symbols?: readonly string[] } = {}) => {
  const { startAt = BEGIN, symbols = SYMBOLS, ...rest } = given;
  const source = createSyntheticSource({ seed: 3, symbols, startAt });
  return running({ store, source, clock: (at) => createDrivenClock(at), rateLimits: 'off', ...rest });
};

const candles = async (client: TestClient, limit = 5): Promise<readonly Json[]> => {
  const of = (symbol: string) =>
    client.get(
      `/api/v2/mix/market/candles?productType=USDT-FUTURES&symbol=${symbol}&granularity=1m&limit=${String(limit)}`,
    );
  return Promise.all(SYMBOLS.map(async (symbol) => (await of(symbol)).data));
};

const order = (clientOid: string) => marketOrder({ clientOid, size: '2', price: undefined });

describe('a synthetic market over a restart', () => {
  it.each([
    ['that was asked for', false],
    ['after a kill', true],
  ])('%s is the market without one: candles, fills, all of the state', async (_, isKilled) => {
    const [one, two] = [await start(join(folder(), 'a.db')), await start(join(folder(), 'b.db'))];
    for (const { advance, client } of [one, two]) {
      await advance(BEGIN + 30_000);
      await client.post(PLACE, order('before'));
      await advance(BEGIN + 80_333);
      await client.post(PLACE, order('last'));
    }
    const store = join(folder(), 'c.db');
    const file = isKilled ? two.store : await closed(two);
    for (const ending of isKilled ? ['', '-wal'] : ['']) copyFileSync(file + ending, store + ending);
    const again = await start(store, { startAt: BEGIN + 99 * MINUTE });
    expect(again.server.clock.now()).toBe(BEGIN + 80_333);
    for (const { advance, client } of [one, again]) {
      await advance(BEGIN + 130_000);
      await client.post(PLACE, order('after'));
      await advance(BEGIN + 3 * MINUTE);
    }
    expect(await candles(again.client)).toEqual(await candles(one.client));
    expect(await candles(again.client, 200)).toEqual(await candles(one.client, 200));
    expect(again.server.exchange.stateHash()).toBe(one.server.exchange.stateHash());
  });

  it('first goes through what it has missed, where its clock has gone on', async () => {
    const [one, two] = [await start(join(folder(), 'a.db')), await start(join(folder(), 'b.db'))];
    await two.advance(BEGIN + MINUTE);
    const file = await closed(two);
    const again = await start(file, { clock: createDrivenClock(BEGIN + 3 * MINUTE) });
    await one.advance(BEGIN + 3 * MINUTE);
    expect(again.server.exchange.stateHash()).toBe(one.server.exchange.stateHash());
    expect(await candles(again.client)).toEqual(await candles(one.client));
    await again.server.close();
    const late = BEGIN + 24 * 60 * MINUTE;
    const third = await start(file, { clock: createDrivenClock(late) });
    expect(third.server.exchange.now).toBeLessThan(BEGIN + 4 * MINUTE);
    await third.advance(late + 5_000);
    expect(third.server.exchange.now).toBeGreaterThan(late);
  });

  it('goes on from the prices alone where it lists other symbols than before', async () => {
    const store = join(folder(), 'a.db');
    const first = await start(store, { symbols: ['BTCUSDT'] });
    await first.advance(BEGIN + MINUTE);
    const last = first.server.exchange.ticker('BTCUSDT').last as number;
    await first.server.close();
    const second = await start(store);
    await second.advance(BEGIN + MINUTE + 5_000);
    expect(Math.abs((second.server.exchange.ticker('BTCUSDT').last as number) / last - 1)).toBeLessThan(0.01);
    expect(second.server.exchange.ticker('BTCUSDT').at).toBeGreaterThan(BEGIN + MINUTE);
    expect(second.server.exchange.ticker('ETHUSDT').last).toBeDefined();
  });
});

async function closed({ server, store }: { server: { close(): Promise<void> }; store: string }): Promise<string> {
  await server.close();
  return store;
}

describe('rules about faults over a restart', () => {
  const HALF = { kind: 'error-answer', id: 'half', code: '40725', probability: 0.5, match: { path: '*/place-order' } };
  const play = (store: string, faults: readonly object[]) =>
    running({
      store,
      faults,
      source: playedSource(opening()),
      clock: (at) => createDrivenClock(at),
      rateLimits: 'off',
    });
  const codes = async (client: TestClient, count: number): Promise<string[]> => {
    const answers: string[] = [];
    for (let i = 0; i < count; i++) answers.push((await client.post(PLACE, limitOrder({ clientOid: '' }))).code);
    return answers;
  };

  it('go on with their chance, their counts and their time', async () => {
    const [whole, broken] = [await play(join(folder(), 'a.db'), [HALF]), await play(join(folder(), 'b.db'), [HALF])];
    for (const { advance, admin } of [whole, broken]) {
      await advance(START);
      await admin('/faults', { kind: 'lost-answer', times: 2, after: 1, forMs: 600_000, match: { path: '*/none' } });
    }
    const expected = await codes(whole.client, 40);
    const before = await codes(broken.client, 25);
    await broken.server.close();
    const again = await play(broken.store, [HALF]);
    expect([...before, ...(await codes(again.client, 15))]).toEqual(expected);
    expect(expected.filter((code) => code === HALF.code).length).toBeGreaterThan(10);
    expect(expected.filter((code) => code !== HALF.code).length).toBeGreaterThan(10);
    expect(await again.admin('/faults')).toEqual(await whole.admin('/faults'));
    await again.admin('/faults', { kind: 'clock-skew', skewMs: 1 });
    expect(again.server.faults.list().map(({ id }) => id)).toEqual(['half', 'f1', 'f2']);
  });

  it('end where a start does not give them again, and begin anew where it gives them otherwise', async () => {
    const store = join(folder(), 'a.db');
    const other = { kind: 'lost-answer', match: { path: '*/none' } };
    const first = await play(store, [HALF, other, other]);
    await first.advance(START);
    await codes(first.client, 3);
    await first.admin('/faults', { ...other, id: 'added' });
    await first.server.close();
    const second = await play(store, [{ ...HALF, probability: 1 }, other]);
    expect(second.server.faults.list()).toMatchObject([
      { id: 'f1', matched: 0 },
      { id: 'added' },
      { id: 'half', matched: 0, rule: { probability: 1 } },
    ]);
    await second.admin('/faults/added', undefined, 'DELETE');
    await second.server.close();
    const third = await play(store, []);
    expect(third.server.faults.isEmpty).toBe(true);
  });

  it('leave nothing open where a start gives one that is not allowed', async () => {
    const store = join(folder(), 'a.db');
    await expect(play(store, [{ kind: 'gremlin' }])).rejects.toThrow(/fault\/kind/);
    const again = await play(store, []);
    expect(again.server.faults.isEmpty).toBe(true);
  });
});
