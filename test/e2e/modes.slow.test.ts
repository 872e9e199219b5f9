/**
 * Every mode from end to end, on loopback: an embedded exchange stands in for Bitget.
 * Invariant: no test of this file reaches another machine.
 */

import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { CheckedLine, NoticeLine, RunningPlatform, StartRequest } from '../../src/cli/index.ts';
import { type Command, lots, ticks } from '../../src/domain/index.ts';
import { start } from '../../src/main/start.ts';
import { startViper } from '../support/children.ts';
import { entryByHand } from '../support/orders.ts';
import { quietRequest } from '../support/run-request.ts';
import { accountNamed, type StandIn, type StandInAccount, standInBitget } from '../support/stand-in-bitget.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ENVIRONMENTS = { live: 'live', testnet: 'demo' } as const;
const NETWORKS = { live: 'mainnet', testnet: 'testnet' } as const;

/** 0.1 BTC with its stop 1000 below the opening price. */
const open = entryByHand({ stopLoss: ticks(590_000) });

let dataDir: string;

beforeEach(() => {
  const folder = temporaryFolder('modes');
  dataDir = join(folder.path, 'data');
  onTestFinished(() => folder.remove());
});

afterEach(() => vi.unstubAllEnvs());

async function standIn(accounts: readonly StandInAccount[]): Promise<StandIn> {
  const bitget = await standInBitget(accounts);
  onTestFinished(() => bitget.close());
  vi.stubEnv('BITGET_BASE_URL', bitget.server.rest);
  vi.stubEnv('RATE_LIMIT_REQUESTS_PER_SECOND', '100');
  return bitget;
}

function useKey(mode: 'live' | 'testnet', { apiKey, apiSecret, passphrase }: StandInAccount): void {
  const prefix = `BITGET_${NETWORKS[mode].toUpperCase()}_`;
  vi.stubEnv(`${prefix}API_KEY`, apiKey);
  vi.stubEnv(`${prefix}SECRET_KEY`, apiSecret);
  vi.stubEnv(`${prefix}PASSPHRASE`, passphrase);
}

type Run = RunningPlatform & { readonly notices: readonly NoticeLine[]; readonly checked: readonly CheckedLine[] };

async function run(given: Partial<StartRequest> & Pick<StartRequest, 'mode'>): Promise<Run> {
  const notices: NoticeLine[] = [];
  const checked: CheckedLine[] = [];
  const platform = await start(
    quietRequest({
      dataDir,
      onNotice: (line) => notices.push(line),
      onChecked: async (line) => checked.push(line) > 0,
      ...given,
    }),
  );
  platform.finished.catch(() => {});
  let stopping: ReturnType<RunningPlatform['stop']> | undefined;
  const stop = () => {
    stopping ??= platform.stop();
    return stopping;
  };
  onTestFinished(() => void stop().catch(() => {}));
  return { ...platform, stop, notices, checked };
}

/** What the exchange itself knows of the account. */
const held = ({ server: { exchange } }: StandIn, account: string) => ({
  positions: exchange.positions(account).map(({ symbol, positionSide, size }) => `${symbol} ${positionSide} ${size}`),
  stops: exchange.openTriggers(account).map(({ kind, triggerPrice }) => `${kind} ${triggerPrice}`),
});

const LONG = { positions: ['BTCUSDT long 100'], stops: ['stop-loss 590000'] };
const FLAT = { positions: [], stops: [] };
const soon = { timeout: 15_000, interval: 50 };

/** Opens as soon as there is a price: before that the gate refuses, and nothing is sent. */
async function opened({ command }: RunningPlatform['engine'], order: Command, name: string): Promise<void> {
  let attempts = 0;
  await vi.waitFor(async () => expect(await command(order, `${name} ${attempts++}`)).toMatchObject({ ok: true }), soon);
}

describe.each([
  ['live', 'classic'],
  ['live', 'unified'],
  ['testnet', 'classic'],
  ['testnet', 'unified'],
] as const)('mode %s with a %s account', (mode, family) => {
  const environment = ENVIRONMENTS[mode];
  const account = accountNamed('mine', { family, environment });

  test('trades, is stopped out by the exchange, goes on after a restart, and is killed', async () => {
    const bitget = await standIn([account]);
    useKey(mode, account);
    // Once with the two requests a second that a user has who sets nothing: everything must come through them, if later.
    if (mode === 'testnet' && family === 'classic') vi.stubEnv('RATE_LIMIT_REQUESTS_PER_SECOND', undefined);
    const first = await run({ mode });
    expect(first.checked).toMatchObject([
      { mode, network: NETWORKS[mode], family, balance: '10000', positions: [], openOrders: 0, symbols: ['BTCUSDT'] },
    ]);
    expect(first.started).toMatchObject({ mode, network: NETWORKS[mode], family, speed: 1 });
    expect(first.started).not.toHaveProperty('accounts');
    expect(first.engine.status()).toMatchObject({ state: 'running', mode, network: NETWORKS[mode], family });
    await opened(first.engine, open, 'first');
    await vi.waitFor(() => expect(held(bitget, 'mine')).toEqual(LONG), soon);
    bitget.moveTo(58_900);
    await vi.waitFor(() => expect(first.engine.positions()).toEqual([]), soon);
    expect(held(bitget, 'mine')).toEqual(FLAT);
    bitget.moveTo(60_000);
    await vi.waitFor(() => expect(first.engine.ticker('BTCUSDT')).toMatchObject({ last: '60000' }), soon);
    await opened(first.engine, open, 'second');
    await vi.waitFor(() => expect(held(bitget, 'mine')).toEqual(LONG), soon);
    const stopped = await first.stop();
    expect(stopped).toMatchObject({ fills: 3, trades: 1, openPositions: 1, ledger: { difference: '0' } });
    expect(held(bitget, 'mine')).toEqual(LONG);

    const second = await run({ mode });
    expect(second.checked[0]?.positions).toEqual(['BTCUSDT long 0.1']);
    expect(second.engine.positions()).toMatchObject([{ symbol: 'BTCUSDT', side: 'long', size: '0.1' }]);
    expect(await second.engine.command({ kind: 'kill' }, 'kill')).toMatchObject({ ok: true });
    await vi.waitFor(() => expect(held(bitget, 'mine')).toEqual(FLAT), soon);
    await vi.waitFor(() => expect(second.engine.positions()).toEqual([]), soon);
    expect(await second.engine.command(open, 'third')).toMatchObject({ ok: false, rule: 'paused' });
    expect(await second.stop()).toMatchObject({ fills: 4, trades: 2, openPositions: 0, ledger: { difference: '0' } });
    const codes = [...first.notices, ...second.notices].map(({ event }) => event);
    expect(codes.filter((code) => code.endsWith('-drift') || code.startsWith('foreign'))).toEqual([]);
  });

  test('refuses a key of the other network, and sends nothing', async () => {
    const wrong = accountNamed('wrong', { family, environment: environment === 'live' ? 'demo' : 'live' });
    const bitget = await standIn([wrong]);
    useKey(mode, wrong);
    const variable = `BITGET_${NETWORKS[mode].toUpperCase()}_API_KEY`;
    await expect(run({ mode })).rejects.toThrow(new RegExp(`^${variable}.*demo trading.*40099`));
    expect(held(bitget, 'wrong')).toEqual(FLAT);
  });

  test('says when the key is not accepted at all', async () => {
    await standIn([account]);
    useKey(mode, { ...account, apiSecret: 'another' });
    await expect(run({ mode })).rejects.toMatchObject({ code: 'key-refused' });
  });

  test('leaves the journal of another account alone', async () => {
    const other = accountNamed('other', { family, environment });
    const bitget = await standIn([account, other]);
    useKey(mode, account);
    await (await run({ mode })).stop();
    useKey(mode, other);
    await expect(run({ mode })).rejects.toThrow(/^--data-dir: .*holds the journal of mode .*account/);
    await expect(run({ mode: 'demo', until: 1 })).rejects.toThrow(/^--data-dir: .*in mode demo/);
    expect(held(bitget, 'other')).toEqual(FLAT);
  });
});

describe('mode live', () => {
  const account = accountNamed('mine', { family: 'classic', environment: 'live' });

  test('ends before anything is sent when it is not agreed to', async () => {
    const bitget = await standIn([account]);
    useKey('live', account);
    await expect(run({ mode: 'live', onChecked: async () => false })).rejects.toMatchObject({ code: 'not-confirmed' });
    expect(held(bitget, 'mine')).toEqual(FLAT);
  });

  test('does not run where the environment says testnet, nor without named symbols', async () => {
    await standIn([account]);
    useKey('live', account);
    await expect(run({ mode: 'live', symbols: undefined })).rejects.toThrow(/^--symbols/);
    vi.stubEnv('BITGET_NETWORK', 'testnet');
    await expect(run({ mode: 'live' })).rejects.toThrow(/BITGET_NETWORK.*"testnet".*expected mainnet/);
  });

  test('stays off an account in one-way mode that holds a position', async () => {
    const bitget = await standIn([account]);
    useKey('live', account);
    const { exchange } = bitget.server;
    exchange.setPositionMode('mine', { positionMode: 'one-way' }, exchange.now);
    const order = { ...open, clientOid: 'by-hand', intent: 'open', positionSide: 'long' } as const;
    const placed = exchange.place('mine', order, exchange.now);
    expect(placed.result).toMatchObject({ ok: true });
    await expect(run({ mode: 'live' })).rejects.toMatchObject({ code: 'position-mode' });
  });

  test('takes its ports before it sends anything', async () => {
    const bitget = await standIn([account]);
    useKey('live', account);
    const { exchange } = bitget.server;
    exchange.setPositionMode('mine', { positionMode: 'one-way' }, exchange.now);
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void taken.close());
    for (const name of ['EXCHANGE_CONNECTOR', 'MARKET_DATA_MANAGER', 'VIPER_SCORING_SERVICE', 'DASHBOARD'])
      vi.stubEnv(`${name}_PORT`, '0');
    vi.stubEnv('LIVE_TRADING_ENGINE_PORT', String((taken.address() as AddressInfo).port));
    await expect(run({ mode: 'live', areServicesOn: true, arePortsFree: false })).rejects.toMatchObject({
      code: 'port-in-use',
    });
    expect(exchange.account('mine').positionMode).toBe('one-way');
  });
});

describe.each(['classic', 'unified'] as const)('mode paper with a %s account', (family) => {
  test('trades on the prices of the public side with no key, and goes on after a restart', async () => {
    const bitget = await standIn([]);
    const first = await run({ mode: 'paper', family });
    const [mine] = first.started.accounts ?? [];
    expect(first.started).toMatchObject({ mode: 'paper', network: 'embedded', family, speed: 1 });
    expect(first.started.rest).not.toBe(bitget.server.rest);
    expect(mine).toMatchObject({ family, balance: '10000' });
    await vi.waitFor(() => expect(first.engine.ticker('BTCUSDT')).toMatchObject({ last: '60000' }), soon);
    bitget.moveTo(60_500);
    await vi.waitFor(() => expect(first.engine.ticker('BTCUSDT')).toMatchObject({ last: '60500' }), soon);
    await opened(first.engine, open, 'first');
    await vi.waitFor(
      () => expect(first.engine.positions()).toMatchObject([{ entryPrice: '60500.5', stopLoss: '59000' }]),
      soon,
    );
    bitget.moveTo(58_900);
    await vi.waitFor(() => expect(first.engine.positions()).toEqual([]), soon);
    bitget.moveTo(60_000);
    await vi.waitFor(() => expect(first.engine.ticker('BTCUSDT')).toMatchObject({ last: '60000' }), soon);
    await opened(first.engine, open, 'second');
    await vi.waitFor(() => expect(first.engine.positions()).toHaveLength(1), soon);
    expect(await first.stop()).toMatchObject({ fills: 3, trades: 1, openPositions: 1, ledger: { difference: '0' } });

    const second = await run({ mode: 'paper', family });
    expect(second.engine.positions()).toMatchObject([{ symbol: 'BTCUSDT', size: '0.1', stopLoss: '59000' }]);
    bitget.moveTo(58_000);
    await vi.waitFor(() => expect(second.engine.positions()).toEqual([]), soon);
    expect(await second.stop()).toMatchObject({ fills: 4, trades: 2, openPositions: 0, ledger: { difference: '0' } });
  });

  test('comes back by itself when the public side was gone, and tells of the gap', async () => {
    const bitget = await standIn([]);
    const { engine, notices } = await run({ mode: 'paper', family });
    await vi.waitFor(() => expect(engine.ticker('BTCUSDT')).toMatchObject({ last: '60000' }), soon);
    bitget.server.cutSockets('maintenance');
    bitget.moveTo(61_000);
    await vi.waitFor(() => expect(engine.ticker('BTCUSDT')).toMatchObject({ last: '61000', bid: '60999.5' }), soon);
    await vi.waitFor(() => expect(notices.map(({ event }) => event)).toContain('feed-gap'), soon);
  });
});

describe('mode demo', () => {
  const demo = { mode: 'demo' } as const;

  test.each(['classic', 'unified'] as const)('trades with a %s account of its own', async (family) => {
    const { started, engine, stop } = await run({ ...demo, family });
    expect(started).toMatchObject({ network: 'embedded', family, accounts: [{ family }] });
    const order = { ...open, size: lots(100), stopLoss: undefined };
    await opened(engine, order, 'first');
    await vi.waitFor(() => expect(engine.positions()).toMatchObject([{ size: '0.01' }]), soon);
    expect(await stop()).toMatchObject({ fills: 1, ledger: { difference: '0' } });
    const other = family === 'classic' ? 'unified' : 'classic';
    await expect(run({ ...demo, family: other })).rejects.toThrow(/^--data-dir: /);
  });

  test.each(['classic', 'unified'] as const)('trades with the %s account of an exchange beside', async (family) => {
    const beside = startViper(['exchange', '--accounts', 'classic:1,unified:1', '--json']);
    onTestFinished(() => void beside.end('SIGKILL'));
    const exchange = `${dataDir}.json`;
    writeFileSync(exchange, JSON.stringify(await beside.waitFor(() => true)));
    const { started, engine, stop } = await run({ ...demo, family, exchange });
    expect(started).toMatchObject({ network: 'embedded', family });
    const order = { ...open, size: lots(100), stopLoss: undefined };
    await opened(engine, order, 'first');
    await vi.waitFor(() => expect(engine.positions()).toMatchObject([{ size: '0.01' }]), soon);
    expect(await stop()).toMatchObject({ fills: 1, openPositions: 1, ledger: { difference: '0' } });
  });
});
