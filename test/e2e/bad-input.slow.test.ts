/**
 * Bad files, ports, journals and orders against the real command: one clear line, an exit code, and nothing lost or half done.
 */
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ended, runViper, startViper, type ViperChild } from '../support/children.ts';
import { writeCandleFolder } from '../support/generated-candles.ts';
import { runOverWire } from '../support/platform-run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder('bad-input-slow');
const inFolder = (...names: string[]): string => join(folder.path, ...names);
const feed = `replay:${inFolder('candles')}`;
const whole = inFolder('whole');
let damaged = 0;

beforeAll(async () => {
  writeCandleFolder(inFolder('candles'), { seed: 6, minutes: 300, symbols: ['BTCUSDT'] });
  const { orders, entries } = await runOverWire({ feed, timeframe: '1m', dataDir: whole });
  expect(orders).toBeGreaterThan(1);
  expect(entries).toBeGreaterThan(500);
});
afterAll(() => folder.remove());

function expectOneLine(
  { code, stdout, strays, stderr }: Ended,
  wanted: { code: number; says: readonly string[] },
): void {
  expect(stderr).toHaveLength(1);
  expect(stderr[0]).toMatch(/^viper: /);
  for (const part of wanted.says) expect(stderr[0]).toContain(part);
  expect({ code, stdout, strays }).toEqual({ code: wanted.code, stdout: [], strays: [] });
}

/** Every file of the folder with its bytes; what SQLite keeps beside an open file counts only when it holds something. */
const contentOf = (path: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(path)
      .filter((name) => !/-(shm|lock)$/.test(name))
      .map((name) => [name, readFileSync(join(path, name)).toString('base64')] as const)
      .filter(([name, content]) => !(name.endsWith('-wal') && content === '')),
  );

describe('a journal that is not whole', () => {
  const cut = (file: string): void => truncateSync(file, Math.floor(readFileSync(file).length / 2));
  const sql =
    (statement: string) =>
    (file: string): void => {
      const database = new Database(file);
      database.exec(statement);
      database.close();
    };

  test.each<[string, (file: string) => void, string]>([
    ['cut in the middle', cut, 'malformed'],
    ['cut to nothing', (file) => truncateSync(file, 0), 'not a journal'],
    ['without its last entries', sql('DELETE FROM entries WHERE seq > 400'), 'Entries 1 to 400 are good'],
    ['without an entry in the middle', sql('DELETE FROM entries WHERE seq = 300'), 'entry 300 is missing'],
    ['with an entry changed', sql("UPDATE entries SET event = replace(event, '1', '2') WHERE seq = 250"), 'entry 250'],
    ['that is text', (file) => writeFileSync(file, 'not a journal\n'.repeat(100)), 'not a database'],
    ['of a later version', sql('PRAGMA user_version = 9'), 'version 9'],
  ])('%s is refused by replay and by start, and left as it is', async (_name, damage, said) => {
    damaged += 1;
    const dataDir = inFolder(`damaged-${damaged}`);
    cpSync(whole, dataDir, { recursive: true });
    const journal = join(dataDir, 'journal.sqlite');
    damage(journal);
    const before = contentOf(dataDir);
    const replayed = runViper(['replay', journal, '--json']);
    const started = runViper(['start', '--feed', feed, '--no-services', '--json', '--data-dir', dataDir]);
    for (const ended of await Promise.all([replayed, started]))
      expectOneLine(ended, { code: 1, says: [journal, said] });
    expect(contentOf(dataDir)).toEqual(before);
  });

  test('is put right by a whole copy', async () => {
    const dataDir = inFolder('restored');
    cpSync(whole, dataDir, { recursive: true });
    cut(join(dataDir, 'journal.sqlite'));
    copyFileSync(join(whole, 'journal.sqlite'), join(dataDir, 'journal.sqlite'));
    const { code, stderr } = await runViper([
      'start',
      '--feed',
      feed,
      '--no-services',
      '--json',
      '--until',
      '1s',
      '--data-dir',
      dataDir,
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: [] });
  });
});

describe('files that are not what they should be', () => {
  test('a journal is not written over by a backtest', async () => {
    const journal = join(whole, 'journal.sqlite');
    const before = contentOf(whole);
    const ended = await runViper(['backtest', '--data', inFolder('candles'), '--journal', journal]);
    expectOneLine(ended, { code: 2, says: ['--journal', journal, 'does not exist yet'] });
    expect(contentOf(whole)).toEqual(before);
  });

  test('a data folder of another market', async () => {
    const before = contentOf(whole);
    const ended = await runViper(['start', '--no-services', '--json', '--data-dir', whole]);
    expectOneLine(ended, { code: 2, says: ['--data-dir', whole, 'same market'] });
    expect(contentOf(whole)).toEqual(before);
  });

  test('a data folder that is a file', async () => {
    const file = inFolder('file');
    writeFileSync(file, 'mine');
    const ended = await runViper(['start', '--no-services', '--json', '--data-dir', file]);
    expectOneLine(ended, { code: 1, says: [file] });
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  test.each([
    ['empty', ''],
    ['no JSON', 'http://127.0.0.1:1'],
    ['another object', '{"rest":"http://127.0.0.1:1"}'],
  ])('an exchange file that holds %s', async (name, text) => {
    const file = inFolder(`exchange-${name.replaceAll(' ', '-')}`);
    writeFileSync(file, text);
    const ended = await runViper([
      'start',
      '--no-services',
      '--json',
      '--data-dir',
      inFolder('never'),
      '--exchange',
      file,
    ]);
    expectOneLine(ended, { code: 2, says: ['--exchange', file, 'viper exchange --json'] });
    expect(readdirSync(folder.path)).not.toContain('never');
  });
});

describe('what is taken already', () => {
  let taken: Server;
  let port = 0;
  beforeAll(async () => {
    taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    port = (taken.address() as { port: number }).port;
  });
  afterAll(() => void taken.close());

  const FREE = {
    EXCHANGE_CONNECTOR_PORT: '0',
    MARKET_DATA_MANAGER_PORT: '0',
    LIVE_TRADING_ENGINE_PORT: '0',
    VIPER_SCORING_SERVICE_PORT: '0',
    DASHBOARD_PORT: '0',
  };

  test.each([
    ['DASHBOARD_PORT', 'dashboard'],
    ['EXCHANGE_CONNECTOR_PORT', 'exchange-connector'],
  ])('the port of %s: service, port and variable are named, and nothing is left', async (variable, service) => {
    const dataDir = inFolder(variable);
    const args = ['start', '--symbols', 'BTCUSDT', '--json', '--data-dir', dataDir];
    const ended = await runViper(args, { ...FREE, [variable]: String(port) });
    expectOneLine(ended, { code: 1, says: [service, String(port), variable] });
    // The folder is free and its journal whole: the same start works as soon as the port does.
    const again = await runViper([...args, '--until', '1s'], FREE);
    expect({ code: again.code, stderr: again.stderr }).toEqual({ code: 0, stderr: [] });
  });

  test('the port of `viper exchange`', async () => {
    const ended = await runViper(['exchange', '--port', String(port), '--json']);
    expectOneLine(ended, { code: 1, says: [String(port), 'listen'] });
  });

  test('a data folder that another run writes', async () => {
    const dataDir = inFolder('shared');
    const args = ['start', '--symbols', 'BTCUSDT', '--no-services', '--json', '--data-dir', dataDir];
    const first: ViperChild = startViper(args);
    await first.waitFor(({ event }) => event === 'started');
    const second = await runViper(args);
    expectOneLine(second, { code: 1, says: [join(dataDir, 'journal.sqlite'), 'another process'] });
    expect({ code: await first.end('SIGINT'), stderr: first.errors }).toEqual({ code: 0, stderr: [] });
    const replayed = await runViper(['replay', join(dataDir, 'journal.sqlite'), '--json']);
    expect(replayed.stdout).toMatchObject([{ matches: true }]);
  });
});

describe('an order over HTTP that is not allowed', () => {
  let viper: ViperChild;
  let url = '';
  beforeAll(async () => {
    mkdirSync(inFolder('http'));
    viper = startViper(['start', '--symbols', 'BTCUSDT', '--ports', 'free', '--json', '--data-dir', inFolder('http')]);
    const { services } = await viper.waitFor(({ event }) => event === 'started');
    url = (services as { exchangeConnector: string }).exchangeConnector;
  });
  afterAll(() => viper.end('SIGKILL'));

  const ORDER = { symbol: 'BTCUSDT', side: 'buy', type: 'market', amount: '0.01', leverage: 10 };

  test.each([
    ['leverage', 0, '1 to 125'],
    ['leverage', 126, '1 to 125'],
    ['leverage', 2.5, 'whole number'],
    ['leverage', '10', 'whole number'],
    ['amount', '0.00001', 'multiple'],
    ['amount', '0', '0.0001'],
    ['amount', -1, 'positive'],
    ['amount', 'much', 'positive'],
    ['symbol', 'FOOUSDT', 'BTCUSDT'],
    ['side', 'up', 'buy'],
    ['type', 'stop', 'market'],
    ['price', '0.01', 'no price'],
    ['colour', 'red', ''],
  ])('%s %j is named with what is allowed, and nothing is sent', async (field, value, allowed) => {
    const answer = await fetch(`${url}/api/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...ORDER, [field]: value }),
    });
    const problem = (await answer.json()) as Record<string, string>;
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect([400, 404]).toContain(answer.status);
    expect(problem.field).toContain(field);
    expect(`${problem.detail} ${problem.allowed}`).toContain(allowed);
    const orders = (await (await fetch(`${url}/api/orders`)).json()) as { orders: unknown[] };
    expect(orders.orders).toEqual([]);
  });
});
