/**
 * A run with secrets that crashes, in its own thread and in that of the services, and the report that Node writes of it;
 * and a run whose orders are traced. Neither lets a secret out.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { secretStore } from '../../src/adapters/secrets/index.ts';
import { startViper } from '../support/children.ts';
import { canaryOf, filesBelow, secretsIn } from '../support/secret-forms.ts';
import { type StandIn, type StandInAccount, standInBitget } from '../support/stand-in-bitget.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const account: StandInAccount = {
  name: 'mainnet',
  family: 'classic',
  environment: 'live',
  apiKey: canaryOf('key'),
  apiSecret: canaryOf('secret'),
  passphrase: canaryOf('passphrase'),
};
const PASSPHRASE = canaryOf('secrets-passphrase');
const secrets = [account.apiKey, account.apiSecret, account.passphrase, PASSPHRASE];

const folder = temporaryFolder('canary-crash');
const inFolder = (...names: string[]): string => join(folder.path, ...names);

let bitget: StandIn;
let env: Record<string, string>;

beforeAll(async () => {
  bitget = await standInBitget([account]);
  const sealed = secretStore({ path: inFolder('secrets.json'), now: () => Date.now() });
  sealed.set('BITGET_MAINNET_PASSPHRASE', account.passphrase, PASSPHRASE);
  env = {
    BITGET_BASE_URL: bitget.server.rest,
    BITGET_MAINNET_API_KEY: account.apiKey,
    BITGET_MAINNET_SECRET_KEY: account.apiSecret,
    VIPER_SECRETS_PASSPHRASE: PASSPHRASE,
    VIPER_SECRETS_FILE: inFolder('secrets.json'),
    VIPER_TOKENS_FILE: inFolder('tokens.json'),
    LOG_LEVEL: 'debug',
    RATE_LIMIT_REQUESTS_PER_SECOND: '100',
  };
});
afterAll(async () => {
  await bitget?.close();
  folder.remove();
});

const live = (name: string): string[] => [
  ...['start', '--mode', 'live', '--yes-trade-real-money', '--symbols', 'BTCUSDT', '--ports', 'free', '--json'],
  ...['--data-dir', inFolder(name, 'run')],
];

const leaksBelow = (path: string): readonly string[] =>
  filesBelow(path).flatMap((file) =>
    secretsIn(readFileSync(file, 'latin1'), secrets).map((secret) => `${file}: ${secret}`),
  );

/** A run of which one thread throws what nobody catches, once `crash` was called. */
function crashing(name: string, isMain: boolean) {
  const reports = inFolder(name, 'reports');
  mkdirSync(reports, { recursive: true });
  const [hook, sign] = [inFolder(name, 'crash.mjs'), inFolder(name, 'now')];
  writeFileSync(
    hook,
    `import { existsSync, rmSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
if (isMainThread === ${isMain})
  setInterval(() => {
    if (!existsSync(${JSON.stringify(sign)})) return;
    rmSync(${JSON.stringify(sign)});
    throw new Error('crashed on purpose');
  }, 20).unref();
`,
  );
  const options = ['--report-uncaught-exception', `--report-directory=${reports}`, `--import ${pathToFileURL(hook)}`];
  const viper = startViper(live(name), { ...env, NODE_OPTIONS: options.join(' ') });
  const keepSaid = (): void =>
    writeFileSync(inFolder(name, 'said'), JSON.stringify([viper.lines, viper.strays, viper.errors]));
  return { viper, keepSaid, crash: () => writeFileSync(sign, ''), reports: () => filesBelow(reports) };
}

test('a report of an uncaught error has no secret in it', async () => {
  const { viper, crash, keepSaid, reports } = crashing('main', true);
  await viper.waitFor(({ event }) => event === 'started');
  crash();
  expect(await viper.ended).toBe(1);
  keepSaid();
  expect(reports()).toHaveLength(1);
  const report = JSON.parse(readFileSync(String(reports()[0]), 'utf8')) as Record<string, object>;
  expect(JSON.stringify(report.javascriptStack)).toContain('crashed on purpose');
  expect(Object.keys(report)).not.toContain('environmentVariables');
  expect(leaksBelow(inFolder('main'))).toEqual([]);
});

test('nor has what is said when the thread of the services falls, after which the run goes on', async () => {
  const { viper, crash, keepSaid } = crashing('services', false);
  try {
    await viper.waitFor(({ event }) => event === 'started');
    crash();
    await viper.waitFor(({ event }) => event === 'services-restarted');
  } finally {
    expect(await viper.end('SIGTERM')).toBe(0);
  }
  keepSaid();
  expect(viper.lines.map(({ event }) => event)).toContain('services-ended');
  expect(leaksBelow(inFolder('services'))).toEqual([]);
});

test('spans of orders reach their collector without a secret', async () => {
  mkdirSync(inFolder('traced'));
  const bodies: string[] = [];
  const collector = createServer((request, answer) => {
    void text(request).then((body) => {
      bodies.push(JSON.stringify(request.headers), body);
      answer.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  const viper = startViper([...live('traced'), '--flatten-on-exit'], { ...env, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
  try {
    const { services } = await viper.waitFor(({ event }) => event === 'started');
    const { exchangeConnector } = services as Record<string, string>;
    const order = { symbol: 'BTCUSDT', side: 'long', type: 'market', amount: '0.01', leverage: 5 };
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(order) };
    const place = async (): Promise<number> => (await fetch(`${exchangeConnector}/api/orders`, init)).status;
    await expect.poll(place, { timeout: 30_000, interval: 250 }).toBe(200);
  } finally {
    expect(await viper.end('SIGTERM')).toBe(0);
    collector.close();
  }
  const told = bodies.join('\n');
  for (const part of ['"name":"order"', '"name":"send"', 'viper.client_oid']) expect(told).toContain(part);
  expect(secretsIn(told, secrets)).toEqual([]);
  expect(leaksBelow(inFolder('traced'))).toEqual([]);
});
