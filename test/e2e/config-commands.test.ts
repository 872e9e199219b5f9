/** `viper init` and `viper config print`, with a person who types. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { readEnvFile, useStoredSecrets } from '../../src/adapters/config/index.ts';
import { secretStore } from '../../src/adapters/secrets/index.ts';
import { runCli } from '../../src/cli/index.ts';
import { configRoots } from '../../src/main/config.ts';
import { roots } from '../support/command-in-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { typingPerson } from '../support/typing-person.ts';

let folder: string;
let path: string;

beforeEach(() => {
  const made = temporaryFolder('init');
  folder = made.path;
  path = join(folder, '.env');
  onTestFinished(() => made.remove());
});

afterEach(() => {
  process.exitCode = undefined;
  vi.unstubAllEnvs();
});

/** @param answers what is typed, in turn; nothing beyond them. Undefined: nobody is there. */
async function run(argv: readonly string[], answers?: readonly string[]) {
  const { terminal, printed, told, asked } = typingPerson(answers);
  const config = configRoots(readEnvFile(folder), { fromFile: new Set(), folder });
  const code = await runCli(
    argv,
    { roots: { ...roots, config }, terminal, stopSignal: () => AbortSignal.abort() },
    '0',
  );
  process.exitCode = undefined;
  return {
    code,
    printed,
    told,
    asked,
    shown: [...printed, ...told, ...asked.map(({ question }) => question)].join('\n'),
  };
}

const values = () => readEnvFile(folder)?.values;

describe('viper init', () => {
  test('asks for network, keys and limits, and writes them for their owner alone', async () => {
    const typed = ['mainnet', 'bg_key_0123456789', 'canary#secret', "canary's phrase", '0.01', '20', '', '250'];
    const { code, asked, shown } = await run(['init'], typed);
    expect([code, statSync(path).mode & 0o777]).toEqual([0, 0o600]);
    expect(values()).toEqual({
      BITGET_MAINNET_API_KEY: 'bg_key_0123456789',
      BITGET_MAINNET_SECRET_KEY: 'canary#secret',
      BITGET_MAINNET_PASSPHRASE: "canary's phrase",
      RISK_PER_TRADE: '0.01',
      MAX_LEVERAGE: '20',
      MAX_DAILY_LOSSES: '250',
    });
    expect(asked.filter(({ isHidden }) => isHidden).map(({ question }) => question)).toEqual([
      'Secret (not shown): ',
      'Passphrase (not shown): ',
    ]);
    expect(shown).not.toContain('canary');
  });

  test('asks again for what is not allowed, and writes nothing when no answer is', async () => {
    const { told } = await run(['init', '--network', 'testnet'], ['', '5', '0.05', '500', '50']);
    expect(told.filter((line) => line.includes('is not allowed'))).toEqual([
      expect.stringMatching(/^RISK_PER_TRADE: "5".*0\.0001 to 0\.1/),
      expect.stringMatching(/^MAX_LEVERAGE: "500".*1 to 125/),
    ]);
    expect(values()).toEqual({ RISK_PER_TRADE: '0.05', MAX_LEVERAGE: '50' });
  });

  test('gives up after five answers, and leaves nothing', async () => {
    const { code, told } = await run(['init', '--network', 'testnet'], ['', '5', '5', '5', '5', '5', '5']);
    expect([code, told.at(-1), existsSync(path)]).toEqual([
      1,
      expect.stringMatching(/^viper: nothing was written/),
      false,
    ]);
  });

  test('writes no half of a set of keys', async () => {
    const { code, told } = await run(['init', '--network', 'testnet'], ['bg_key', '', '']);
    expect([code, existsSync(path)]).toEqual([1, false]);
    expect(told.at(-1)).toMatch(/^viper: nothing was written: BITGET_TESTNET_SECRET_KEY/);
  });

  test('replaces a file only after a yes, offers its values, and keeps it', async () => {
    const old =
      'BITGET_TESTNET_API_KEY=k\nBITGET_TESTNET_SECRET_KEY=s\nBITGET_TESTNET_PASSPHRASE=p\nOTHERS=1\nMAX_LEVERAGE=7\n';
    writeFileSync(path, old);
    for (const no of ['', 'n', 'no', 'x']) {
      expect((await run(['init'], [no])).told).toEqual(['Nothing was written; the .env is as it was.']);
      expect(readFileSync(path, 'utf8')).toBe(old);
    }
    const { code, printed, asked } = await run(['init', '--network', 'testnet'], ['y', '', '', '', '0.03']);
    expect(code).toBe(0);
    expect(asked.map(({ question }) => question)).toContain('Most leverage of any order [7]: ');
    expect(values()).toEqual({
      BITGET_TESTNET_API_KEY: 'k',
      BITGET_TESTNET_SECRET_KEY: 's',
      BITGET_TESTNET_PASSPHRASE: 'p',
      MAX_LEVERAGE: '7',
      RISK_PER_TRADE: '0.03',
      OTHERS: '1',
    });
    expect(readFileSync(`${path}.backup`, 'utf8')).toBe(old);
    expect(printed).toContain(`The file that was there is kept as ${path}.backup.`);
  });

  test('neither asks for what is sealed nor writes it in plain', async () => {
    const PASSPHRASE = 'correct horse battery';
    vi.stubEnv('VIPER_SECRETS_FILE', join(folder, 'secrets.json'));
    const store = secretStore({ path: join(folder, 'secrets.json'), now: () => 0, cost: 10 });
    // By its other name, too.
    store.set('BITGET_TESTNET_API_SECRET', 'canary-sealed', PASSPHRASE);
    store.set('BITGET_TESTNET_PASSPHRASE', 'canary-phrase', PASSPHRASE);
    const old = 'BITGET_TESTNET_SECRET_KEY=canary-old\nMAX_LEVERAGE=7\n';
    writeFileSync(path, old);
    onTestFinished(() => useStoredSecrets(undefined));
    const init = ['init', '--network', 'testnet', '--force'];
    const wrong = await run(init, ['another passphrase']);
    expect([wrong.code, readFileSync(path, 'utf8')]).toEqual([1, old]);
    const { code, asked, told, shown } = await run(init, [PASSPHRASE, 'bg_key', '0.01']);
    expect([code, values()]).toEqual([
      0,
      { BITGET_TESTNET_API_KEY: 'bg_key', MAX_LEVERAGE: '7', RISK_PER_TRADE: '0.01' },
    ]);
    expect(asked.filter(({ isHidden }) => isHidden)).toHaveLength(1);
    expect(told.join('\n')).toMatch(/BITGET_TESTNET_SECRET_KEY is sealed in .*BITGET_TESTNET_PASSPHRASE is sealed in/s);
    expect(told.join('\n')).toContain('BITGET_TESTNET_SECRET_KEY stands in the old .env in plain, too');
    expect(shown).not.toContain('canary');
    expect(readFileSync(path, 'utf8')).not.toContain('canary');
  });

  test('needs --defaults where nobody can be asked, and --force over a file', async () => {
    expect(await run(['init'])).toMatchObject({ code: 2, told: [expect.stringMatching(/--defaults/)] });
    expect(await run(['init', '--defaults'])).toMatchObject({ code: 0 });
    expect(values()).toEqual({});
    expect(await run(['init', '--defaults'])).toMatchObject({ code: 2, told: [expect.stringMatching(/--force/)] });
    expect(await run(['init', '--defaults', '--force'])).toMatchObject({ code: 0 });
    expect(existsSync(`${path}.backup`)).toBe(true);
    expect(await run(['init', '--network', 'live', '--defaults', '--force'])).toMatchObject({ code: 2 });
  });
});

describe('the configuration', () => {
  test('stops every command that depends on it, but not those that mend and show it', async () => {
    writeFileSync(path, 'MAX_LEVERGE=5\n', { mode: 0o644 });
    vi.stubEnv('MAX_LEVERGE', '5');
    for (const argv of [['status'], ['validate'], ['start', '--until', '1s']])
      expect(await run(argv)).toMatchObject({ code: 2, told: [expect.stringMatching(/"MAX_LEVERGE".*MAX_LEVERAGE/)] });
    const { code, shown } = await run(['config', 'print']);
    expect(code).toBe(2);
    for (const part of [`file: ${path}`, 'chmod 600', 'not read by Viper: MAX_LEVERGE', '❌ ', 'POSITION_SIZE_USDT'])
      expect(shown).toContain(part);
    expect(await run(['init', '--defaults', '--force'])).toMatchObject({ code: 0 });
  });

  test('is printed for programs, without secrets', async () => {
    vi.stubEnv('BITGET_API_KEY', 'bg_key_0123456789');
    vi.stubEnv('BITGET_SECRET_KEY', 'canary');
    vi.stubEnv('BITGET_PASSPHRASE', 'canary');
    const { code, printed, shown } = await run(['config', 'print', '--json']);
    const report = JSON.parse(printed.join('')) as { file: null; variables: { name: string; source: string }[] };
    expect([code, report.file]).toEqual([0, null]);
    expect(report.variables).toContainEqual(
      expect.objectContaining({ name: 'BITGET_SECRET_KEY', source: 'environment' }),
    );
    expect(shown).not.toContain('canary');
  });

  test('reaches the score', async () => {
    const input = join(folder, 'market.json');
    const ticker = { price: 50_000, high: 51_000, low: 49_000, volume: 2_000, quote_volume: 6e7, price_change: 1 };
    writeFileSync(input, JSON.stringify({ symbol: 'BTCUSDT', market_data: { ticker } }));
    const score = async () => {
      const { printed } = await run(['score', '--input', input, '--mode', 'compat', '--cost-model', 'tier', '--json']);
      return JSON.parse(printed.join('')) as {
        overall_score: number;
        execution_cost: number;
        rejected_reason?: string;
      };
    };
    expect(await score()).toMatchObject({ execution_cost: 0.0672 });
    vi.stubEnv('BTC_BASE_SPREAD_COST', '0.24');
    expect(await score()).toMatchObject({ execution_cost: 0.1344 });
    vi.stubEnv('VERY_HIGH_VOLUME_THRESHOLD', '70000000');
    expect(await score()).toMatchObject({ execution_cost: 0.1728 });
    vi.stubEnv('EXECUTION_COST_THRESHOLD', '0.1');
    expect(await score()).toMatchObject({
      overall_score: 0,
      rejected_reason: expect.stringContaining('not below 0.1'),
    });
  });
});
