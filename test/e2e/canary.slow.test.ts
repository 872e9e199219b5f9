/**
 * No command lets a credential out: not to a terminal, not to a log, not into a file, in whatever form.
 * Invariant: a command without a case here fails the test.
 */
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { secretStore, tokenFile } from '../../src/adapters/secrets/index.ts';
import { createProgram } from '../../src/cli/index.ts';
import { runViper, startViper, type ViperChild } from '../support/children.ts';
import { roots, silentTerminal } from '../support/command-in-process.ts';
import { writeCandleFolder } from '../support/generated-candles.ts';
import { canaryOf, filesBelow, secretsIn } from '../support/secret-forms.ts';
import { type StandIn, type StandInAccount, standInBitget } from '../support/stand-in-bitget.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ACCOUNTS = { MAINNET: 'live', TESTNET: 'demo' } as const;

const accounts: readonly StandInAccount[] = Object.entries(ACCOUNTS).map(([network, environment]) => ({
  name: network.toLowerCase(),
  family: 'unified',
  environment,
  apiKey: canaryOf(`${network}-key`),
  apiSecret: canaryOf(`${network}-secret`),
  passphrase: canaryOf(`${network}-passphrase`),
}));

/** A port on which nobody listens. */
const NOWHERE = 'http://127.0.0.1:9';
/** What is no key of an exchange: by variable. */
const others = {
  VIPER_GATEWAY_KEY: canaryOf('gateway-key'),
  VIPER_GATEWAY_SECRET: canaryOf('gateway-secret'),
  VIPER_GATEWAY_PASSPHRASE: canaryOf('gateway-passphrase'),
  VIPER_SECRETS_PASSPHRASE: canaryOf('secrets-passphrase'),
  TELEGRAM_BOT_TOKEN: `123456789:Canary_${'telegram'.repeat(4)}`,
  ALERT_WEBHOOK_SECRET: canaryOf('webhook-secret'),
};
/** Of an address the part that is secret. */
const ADDRESS_PARTS = { discord: 'Canary-discord-0123456789', webhook: 'Canary-webhook-0123456789' };
const SEALED = canaryOf('sealed-password');

const secrets: string[] = [
  ...accounts.flatMap(({ apiKey, apiSecret, passphrase }) => [apiKey, apiSecret, passphrase]),
  ...Object.values(others),
  ...Object.values(ADDRESS_PARTS),
  SEALED,
];

/** Every channel of alerts, each where nobody answers: failures say the most. */
const alerts = {
  TELEGRAM_API_ROOT: NOWHERE,
  TELEGRAM_CHAT_ID: '1',
  DISCORD_WEBHOOK_URL: `${NOWHERE}/${ADDRESS_PARTS.discord}`,
  ALERT_WEBHOOK_URL: `${NOWHERE}/${ADDRESS_PARTS.webhook}`,
  SMTP_HOST: '127.0.0.1',
  SMTP_PORT: '9',
  SMTP_SECURITY: 'none',
  SMTP_USER: 'viper',
  ALERT_EMAIL_FROM: 'viper@example.org',
  ALERT_EMAIL_TO: 'me@example.org',
};

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
/** Takes traces and keeps them among the files. */
const traces = createServer((request, answer) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    appendFileSync(inFolder('said', 'traces'), Buffer.concat(parts));
    answer.end('{}');
  });
});
let env: Record<string, string>;

beforeAll(async () => {
  mkdirSync(inFolder('said'));
  writeCandleFolder(inFolder('candles'), { seed: 1, minutes: 600, symbols: ['BTCUSDT'] });
  bitget = await standInBitget(accounts);
  const [mainnet, testnet] = accounts as [StandInAccount, StandInAccount];
  await new Promise<void>((resolve) => traces.listen(0, '127.0.0.1', resolve));
  const now = (): number => Date.now();
  const { token } = tokenFile(inFolder('tokens.json'), now).create({
    name: 'canary',
    scope: 'admin',
    expiresInMs: undefined,
  });
  secrets.push(token);
  secretStore({ path: inFolder('secrets.json'), now }).set('SMTP_PASSWORD', SEALED, others.VIPER_SECRETS_PASSPHRASE);
  env = {
    ...others,
    ...alerts,
    VIPER_TOKEN: token,
    VIPER_TOKENS_FILE: inFolder('tokens.json'),
    VIPER_SECRETS_FILE: inFolder('secrets.json'),
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(traces.address() as AddressInfo).port}`,
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
  traces.closeAllConnections();
  traces.close();
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
const NO_ENGINE = { LIVE_TRADING_ENGINE_PORT: '9' };
const YES = '--yes-trade-real-money';

const PATHS = [
  '/health',
  '/ready',
  '/metrics',
  '/openapi.json',
  '/api/status',
  '/api/overview',
  '/api/journal',
  '/api/alerts/deliveries',
  '/none',
];

/** What the services say with a good token, with a wrong one and without, to what they know and to what they do not. */
const answersOf = async (addresses: readonly string[]): Promise<readonly string[]> => {
  const good = { authorization: `Bearer ${env.VIPER_TOKEN}` };
  const asked = addresses.flatMap((address) =>
    [good, { authorization: `Basic ${env.VIPER_TOKEN}` }, {}].flatMap((headers) => [
      ...PATHS.map((path) => fetch(`${address}${path}`, { headers })),
      fetch(`${address}/api/pause`, { method: 'POST', headers, body: '{"no": "content type"}' }),
    ]),
  );
  const answers = await Promise.all(asked);
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(10);
  return Promise.all(
    answers.map(async (answer) => `${answer.status} ${JSON.stringify([...answer.headers])} ${await answer.text()}`),
  );
};

const startedLive = async (): Promise<readonly (number | null)[]> => [
  await ended('live', inMode('live', YES)),
  await ended('live again', inMode('live', YES, '--json')),
  1 -
    Number(await ended('a wrong secret', inMode('live', YES), { ...credentialsOf('BITGET_MAINNET_', wrongSecret()) })),
  1 - Number(await ended('nobody there', inMode('live', YES), { BITGET_BASE_URL: 'http://127.0.0.1:9' })),
  2 - Number(await ended('the other network', inMode('live', YES), { BITGET_NETWORK: 'testnet' })),
  2 -
    Number(await ended('two secrets', inMode('live', YES), { BITGET_MAINNET_API_SECRET: canaryOf('TESTNET-secret') })),
];

/** By command: how it is run, and the exit codes that show that it did. */
const cases: Readonly<Record<string, () => Promise<readonly (number | null)[]>>> = {
  // Each mode has a folder of its own; what shares the one of live comes one after another.
  start: async () => {
    const others = Promise.all([
      ended('demo', inMode('demo')),
      ended('paper', inMode('paper')),
      ended('testnet', inMode('testnet', '--json')),
    ]);
    return (await Promise.all([others, startedLive()])).flat();
  },
  backtest: async () => [
    await ended('backtest', ['backtest', '--data', inFolder('candles'), '--journal', inFolder('backtest.sqlite')]),
  ],
  study: async () => [await ended('study', ['study', '--data', inFolder('candles'), '--json'])],
  new: async () => [2 - Number(await ended('new', ['new']))],
  'new strategy': async () => [
    await ended('new strategy', ['new', 'strategy', 'canary', '--dir', inFolder('strategy')]),
  ],
  alerts: async () => [2 - Number(await ended('alerts', ['alerts']))],
  // Nobody answers.
  'alerts test': async () => [
    1 - Number(await ended('alerts test', ['alerts', 'test', '--timeout', '2s'])),
    1 - Number(await ended('alerts test as JSON', ['alerts', 'test', '--timeout', '2s', '--json'])),
  ],
  backup: async () => [await ended('backup', ['backup', inFolder('live.backup'), '--data-dir', inFolder('live')])],
  restore: async () => [
    await ended('restore', ['restore', inFolder('live.backup'), '--data-dir', inFolder('restored')]),
  ],
  replay: async () => [await ended('replay', ['replay', inFolder('live', 'journal.sqlite')])],
  trades: async () => [
    await ended('trades', ['trades', '--data-dir', inFolder('live')]),
    await ended('trades as JSON', ['trades', '--data-dir', inFolder('live'), '--json']),
  ],
  exchange: async () => {
    const beside = startViper(['exchange', '--data-dir', inFolder('exchange beside'), '--json'], env);
    await beside.waitFor(() => true);
    const code = await beside.end('SIGTERM');
    said('exchange', [...beside.lines, ...beside.strays, ...beside.errors]);
    return [code];
  },
  serve: async () => {
    const args = ['serve', 'exchange-connector', '--ports', 'free', '--json', '--data-dir', inFolder('served')];
    const served = startViper(args, env);
    await served.waitFor(() => true);
    const code = await served.end('SIGTERM');
    said('serve', [...served.lines, ...served.strays, ...served.errors]);
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
    said('answers', await answersOf(Object.values(services)));
    const port = new URL(services.liveTradingEngine ?? '').port;
    const code = await ended('status', ['status'], { LIVE_TRADING_ENGINE_PORT: port });
    const end = await running.end('SIGTERM');
    said('status of live', [...running.lines, ...running.strays, ...running.errors]);
    return [code, end];
  },
  symbols: async () => [2 - Number(await ended('symbols', ['symbols']))],
  // Nobody answers: what is told of it says the most.
  'symbols list': async () => [1 - Number(await ended('symbols list', ['symbols', 'list'], NO_ENGINE))],
  'symbols add': async () => [1 - Number(await ended('symbols add', ['symbols', 'add', 'BTCUSDT'], NO_ENGINE))],
  'symbols remove': async () => [
    1 - Number(await ended('symbols remove', ['symbols', 'remove', 'BTCUSDT'], NO_ENGINE)),
  ],
  pause: async () => [1 - Number(await ended('pause', ['pause'], NO_ENGINE))],
  resume: async () => [1 - Number(await ended('resume', ['resume', '--json'], NO_ENGINE))],
  kill: async () => [1 - Number(await ended('kill', ['kill', '--yes'], NO_ENGINE))],
  validate: async () => [
    await ended('validate', ['validate', '--mainnet', '--debug']),
    await ended('validate the testnet', ['validate', '--json', '--debug']),
    5 - Number(await ended('validate a wrong secret', ['validate', '--mainnet'], wrongOnMainnet())),
  ],
  'debug signature': async () => [
    await ended('signature', ['debug', 'signature', '--mainnet', '--debug']),
    await ended('signature as JSON', ['debug', 'signature', '--compare-only', '--json']),
    5 -
      Number(
        await ended('signature of a wrong secret', ['debug', 'signature', '--mainnet', '--debug'], wrongOnMainnet()),
      ),
  ],
  debug: async () => [2 - Number(await ended('debug', ['debug']))],
  // Nobody is there to be asked.
  init: async () => [2 - Number(await ended('init', ['init']))],
  completion: async () => [await ended('completion', ['completion', 'bash'])],
  config: async () => [2 - Number(await ended('config', ['config']))],
  'config print': async () => [
    await ended('config', ['config', 'print']),
    await ended('config as JSON', ['config', 'print', '--json']),
  ],
  token: async () => [2 - Number(await ended('token', ['token']))],
  'token create': async () => {
    // It prints the token, which is what it is for; nothing else may.
    const { code, strays } = await runViper(['token', 'create', '--scope', 'read', '--name', 'made'], env);
    secrets.push(strays[0] ?? '');
    expect(strays[0]).toMatch(/^viper_/);
    return [code];
  },
  'token list': async () => [
    await ended('tokens', ['token', 'list']),
    await ended('tokens as JSON', ['token', 'list', '--json']),
  ],
  'token revoke': async () => [await ended('revoked', ['token', 'revoke', 'made'])],
  audit: async () => [
    await ended('audit', ['audit', '--data-dir', inFolder('live')]),
    await ended('audit as JSON', ['audit', '--data-dir', inFolder('live'), '--json']),
  ],
  secrets: async () => [2 - Number(await ended('secrets', ['secrets']))],
  // Nothing is piped in.
  'secrets set': async () => [2 - Number(await ended('secrets set', ['secrets', 'set', 'SMTP_PASSWORD', '--stdin']))],
  'secrets list': async () => [
    await ended('secrets list', ['secrets', 'list']),
    1 - Number(await ended('secrets damaged', ['secrets', 'list'], { VIPER_SECRETS_FILE: inFolder('tokens.json') })),
  ],
  // The old one from the environment, the new one is piped in: nothing is, which is too short.
  'secrets passphrase': async () => [
    2 - Number(await ended('secrets passphrase', ['secrets', 'passphrase', '--stdin'])),
    1 -
      Number(
        await ended('a wrong passphrase', ['secrets', 'passphrase', '--stdin'], {
          VIPER_SECRETS_PASSPHRASE: canaryOf('TESTNET-secret'),
        }),
      ),
  ],
  'secrets remove': async () => [await ended('secrets remove', ['secrets', 'remove', 'SMTP_PASSWORD'])],
  universe: async () => [await ended('universe', ['universe', '--base-url', bitget.server.rest, '--json'])],
  score: async () => [await ended('score', ['score', 'BTCUSDT', '--base-url', bitget.server.rest])],
};

const wrongOnMainnet = () => credentialsOf('BITGET_MAINNET_', wrongSecret());

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

const found = (text: string): readonly string[] => secretsIn(text, secrets);

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
    const written = ['viper.log', 'journal.sqlite', 'exchange.sqlite', 'audit-denied.jsonl', 'secrets.json', 'answers'];
    for (const name of written) expect(files.filter((file) => file.endsWith(name)).length).toBeGreaterThan(0);
    expect(files.length).toBeGreaterThan(20);
    const leaks = files.flatMap((file) => found(readFileSync(file, 'latin1')).map((secret) => `${file}: ${secret}`));
    expect(leaks).toEqual([]);
  });
});
