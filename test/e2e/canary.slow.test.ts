/**
 * No command lets a credential out: not to a terminal, not to a log, not into a file, in whatever form.
 * Invariant: a command without a case here fails the test.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProgram } from '../../src/cli/index.ts';
import { runViper, startViper, type ViperChild } from '../support/children.ts';
import { roots, silentTerminal } from '../support/command-in-process.ts';
import { writeCandleFolder } from '../support/generated-candles.ts';
import { type StandIn, type StandInAccount, standInBitget } from '../support/stand-in-bitget.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** With characters that every way of writing turns into others. */
const canaryOf = (what: string): string => `Canary+${what}/~%&=?"${'0123456789'.repeat(2)}`;

const ACCOUNTS = { MAINNET: 'live', TESTNET: 'demo' } as const;

const accounts: readonly StandInAccount[] = Object.entries(ACCOUNTS).map(([network, environment]) => ({
  name: network.toLowerCase(),
  family: 'unified',
  environment,
  apiKey: canaryOf(`${network}-key`),
  apiSecret: canaryOf(`${network}-secret`),
  passphrase: canaryOf(`${network}-passphrase`),
}));

const secrets = accounts.flatMap(({ apiKey, apiSecret, passphrase }) => [apiKey, apiSecret, passphrase]);

/** Every name of every credential. */
const credentialsOf = (prefix: string, { apiKey, apiSecret, passphrase }: StandInAccount) => ({
  [`${prefix}API_KEY`]: apiKey,
  [`${prefix}SECRET_KEY`]: apiSecret,
  [`${prefix}API_SECRET`]: apiSecret,
  [`${prefix}PASSPHRASE`]: passphrase,
  [`${prefix}API_PASSPHRASE`]: passphrase,
  [`${prefix}API_PASSWORD`]: passphrase,
});

const folder = temporaryFolder('canary');
const inFolder = (...names: string[]): string => join(folder.path, ...names);
/** What the children said, kept as files among those that they wrote. */
const said = (name: string, lines: readonly unknown[]): void =>
  writeFileSync(inFolder('said', name), lines.map((line) => JSON.stringify(line)).join('\n'));

let bitget: StandIn;
let exchange: ViperChild;
let env: Record<string, string>;

beforeAll(async () => {
  mkdirSync(inFolder('said'));
  writeCandleFolder(inFolder('candles'), { seed: 1, minutes: 600, symbols: ['BTCUSDT'] });
  bitget = await standInBitget(accounts);
  const [mainnet, testnet] = accounts as [StandInAccount, StandInAccount];
  env = {
    LOG_LEVEL: 'debug',
    BITGET_BASE_URL: bitget.server.rest,
    RATE_LIMIT_REQUESTS_PER_SECOND: '100',
    ...credentialsOf('BITGET_', mainnet),
    ...credentialsOf('BITGET_MAINNET_', mainnet),
    ...credentialsOf('BITGET_TESTNET_', testnet),
  };
  exchange = startViper(['exchange', '--speed', 'driven', '--data-dir', inFolder('exchange'), '--json'], env);
  writeFileSync(inFolder('exchange.json'), JSON.stringify(await exchange.waitFor(() => true)));
});

afterAll(async () => {
  await exchange?.end('SIGKILL');
  await bitget?.close();
  folder.remove();
});

/** A run to its end. @returns its exit code */
async function ended(name: string, args: readonly string[], more: Record<string, string> = {}): Promise<number | null> {
  const { code, stdout, strays, stderr } = await runViper(args, { ...env, ...more });
  said(name, [...stdout, ...strays, ...stderr]);
  return code;
}

const START = ['start', '--symbols', 'BTCUSDT', '--ports', 'free', '--until', '2s', '--headless'];
const WITH_EXCHANGE = ['--exchange', inFolder('exchange.json')];
const inMode = (mode: string, ...more: string[]) => [...START, '--mode', mode, '--data-dir', inFolder(mode), ...more];
const YES = '--yes-trade-real-money';

/** By command: how it is run, and the exit codes that show that it did. */
const cases: Readonly<Record<string, () => Promise<readonly (number | null)[]>>> = {
  start: async () => [
    await ended('demo', inMode('demo')),
    await ended('paper', inMode('paper')),
    await ended('testnet', inMode('testnet', '--json')),
    await ended('live', inMode('live', YES)),
    await ended('live again', inMode('live', YES, '--json')),
    1 -
      Number(
        await ended('a wrong secret', inMode('live', YES), { ...credentialsOf('BITGET_MAINNET_', wrongSecret()) }),
      ),
    1 - Number(await ended('nobody there', inMode('live', YES), { BITGET_BASE_URL: 'http://127.0.0.1:9' })),
    2 - Number(await ended('the other network', inMode('live', YES), { BITGET_NETWORK: 'testnet' })),
    2 -
      Number(
        await ended('two secrets', inMode('live', YES), { BITGET_MAINNET_API_SECRET: canaryOf('TESTNET-secret') }),
      ),
  ],
  backtest: async () => [
    await ended('backtest', ['backtest', '--data', inFolder('candles'), '--journal', inFolder('backtest.sqlite')]),
  ],
  replay: async () => [await ended('replay', ['replay', inFolder('live', 'journal.sqlite')])],
  exchange: async () => {
    const beside = startViper(['exchange', '--data-dir', inFolder('exchange beside'), '--json'], env);
    await beside.waitFor(() => true);
    const code = await beside.end('SIGTERM');
    said('exchange', [...beside.lines, ...beside.strays, ...beside.errors]);
    return [code];
  },
  'exchange advance': async () => [await ended('advance', ['exchange', 'advance', '1s', ...WITH_EXCHANGE])],
  'exchange faults': async () => [await ended('faults', ['exchange', 'faults', ...WITH_EXCHANGE])],
  'exchange admin': async () => [await ended('admin', ['exchange', 'admin', 'state', ...WITH_EXCHANGE])],
  status: async () => {
    const running = startViper(inMode('live', YES, '--json', '--until', '60s'), env);
    const { services } = (await running.waitFor(({ event }) => event === 'started')) as unknown as {
      services: Readonly<Record<string, string>>;
    };
    const port = new URL(services.liveTradingEngine ?? '').port;
    const code = await ended('status', ['status'], { LIVE_TRADING_ENGINE_PORT: port });
    const end = await running.end('SIGTERM');
    said('status of live', [...running.lines, ...running.strays, ...running.errors]);
    return [code, end];
  },
  score: async () => [await ended('score', ['score', 'BTCUSDT', '--base-url', bitget.server.rest])],
};

const wrongSecret = (): StandInAccount => ({
  ...(accounts[0] as StandInAccount),
  apiSecret: canaryOf('TESTNET-secret'),
});

const context = { roots, terminal: silentTerminal(), stopSignal: () => AbortSignal.abort() };

/** Each command with those below it, by all its words. */
const namesOf = (command: Command, before = ''): string[] => {
  const name = `${before}${command.name()}`;
  return [name, ...command.commands.flatMap((below) => namesOf(below, `${name} `))];
};
const names = createProgram(context, '0.0.0').commands.flatMap((command) => namesOf(command));

/** A secret as it is, and in every form that a program might give it. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  // What stands before it in the same text moves base64 by none, one or two bytes; its edges belong to its neighbours.
  const based = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes.subarray(0, bytes.length - ((bytes.length + before) % 3))])
      .toString('base64')
      .slice(before === 0 ? 0 : 4),
  );
  const hex = bytes.toString('hex');
  return [
    secret,
    ...based,
    ...based.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    hex,
    hex.toUpperCase(),
    encodeURIComponent(secret),
    new URLSearchParams({ secret }).toString().slice('secret='.length),
  ];
}

/** JSON within JSON escapes a text again and again: it is read without that. */
const found = (text: string): readonly string[] => {
  const plain = text.replaceAll('\\', '');
  return secrets.filter((secret) => formsOf(secret).some((form) => plain.includes(form)));
};

const filesBelow = (path: string): readonly string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

test('a secret is found in each of its forms, wherever it stands', () => {
  const [secret = ''] = secrets;
  const bytes = Buffer.from(`key=${secret}&`);
  for (const form of [bytes.toString(), bytes.toString('base64'), bytes.toString('base64url'), bytes.toString('hex')])
    expect(found(form)).toEqual([secret]);
  expect(found(`?key=${encodeURIComponent(secret)}`)).toEqual([secret]);
  expect(found(JSON.stringify({ log: JSON.stringify({ secret }) }))).toEqual([secret]);
  expect(found('Canary')).toEqual([]);
});

describe('with secrets in every credential variable', () => {
  test.each(names)('viper %s runs', async (name) => {
    const run = cases[name];
    if (!run) throw new Error(`add a case for viper ${name}`);
    const codes = await run();
    expect(codes).toEqual(codes.map(() => 0));
  });

  test('none of them is in anything that was said or written', () => {
    const files = filesBelow(folder.path);
    const written = ['viper.log', 'journal.sqlite', 'exchange.sqlite'];
    for (const name of written) expect(files.filter((file) => file.endsWith(name)).length).toBeGreaterThan(0);
    expect(files.length).toBeGreaterThan(20);
    const leaks = files.flatMap((file) => found(readFileSync(file, 'latin1')).map((secret) => `${file}: ${secret}`));
    expect(leaks).toEqual([]);
  });
});
