/**
 * What a person may get wrong on the command line and in the environment: one clear line, an exit code, nothing begun.
 * The same through whole processes, with files, ports and journals, is in bad-input.slow.test.ts.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { runInProcess } from '../support/command-in-process.ts';
import { candleFile } from '../support/generated-candles.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder('bad-input');
const dataDir = join(folder.path, 'data');
const notThere = join(folder.path, 'absent');
const START = ['start', '--no-services', '--json', '--data-dir', dataDir];

afterAll(() => folder.remove());
afterEach(() => {
  vi.unstubAllEnvs();
  expect(readdirSync(folder.path)).not.toContain('data');
});

/** Ends with `code`; stderr is one line that names each of `said`. */
async function expectOneLine(args: readonly string[], code: number, said: readonly string[]): Promise<void> {
  const ended = await runInProcess(args);
  expect(ended).toMatchObject({ code, stdout: [] });
  expect(ended.stderr).toHaveLength(1);
  const [line = ''] = ended.stderr;
  expect(line).toMatch(/^viper: /);
  expect(line).not.toMatch(/\n|\bat .+:\d+:\d+/);
  for (const part of said) expect(line).toContain(part);
}

describe('start refuses', () => {
  test.each([
    [
      ['--symbols', 'FOOUSDT'],
      ['FOOUSDT', 'BTCUSDT'],
    ],
    [
      ['--symbols', 'BTC-EUR'],
      ['BTC-EUR', 'such as BTCUSDT'],
    ],
    [
      ['--symbols', 'BTCUSDT,'],
      ['--symbols', 'commas'],
    ],
    [
      ['--max-leverage', '0'],
      ['--max-leverage', '1 to 125'],
    ],
    [
      ['--max-leverage', '126'],
      ['--max-leverage', '1 to 125'],
    ],
    [
      ['--max-leverage', '2.5'],
      ['--max-leverage', 'whole number'],
    ],
    [
      ['--profile', 'nobody'],
      ['nobody', 'strategic'],
    ],
    [
      ['--param', 'risk=7'],
      ['strategic.risk', '0.001 to 0.05'],
    ],
    [
      ['--param', 'colour=7'],
      ['colour', 'a parameter of one of the profiles, such as scalper.risk'],
    ],
    [
      ['--profile', 'strategic', '--param', 'colour=7'],
      ['colour', 'emaFast'],
    ],
    [
      ['--param', 'risk'],
      ['--param', 'name=number'],
    ],
    [
      ['--timeframe', '7x'],
      ['timeframe', '7x', '15m'],
    ],
    [
      ['--balance', '-3'],
      ['--balance', 'above 0'],
    ],
    [
      ['--feed', 'nowhere'],
      ['feed', 'nowhere', 'synthetic'],
    ],
    [
      ['--feed', 'synthetic:x'],
      ['seed', 'synthetic:7'],
    ],
    [
      ['--feed', `replay:${notThere}`],
      ['feed', notThere, 'exists'],
    ],
    [
      ['--speed', '0'],
      ['--speed', 'above 0'],
    ],
    [
      ['--speed', 'max'],
      ['--speed', '--until'],
    ],
    [
      ['--until', 'soon'],
      ['--until', 'soon', '90s'],
    ],
    [
      ['--until', 'end'],
      ['--until', 'no end'],
    ],
    [
      ['--ports', 'some'],
      ['--ports', 'standard or free'],
    ],
    [
      ['--exchange', notThere],
      ['--exchange', notThere, 'viper exchange --json'],
    ],
    [
      ['--exchange', 'package.json'],
      ['--exchange', 'package.json', 'viper exchange --json'],
    ],
    [
      ['--exchange', 'package.json', '--speed', '2'],
      ['--speed', 'the exchange sets the pace'],
    ],
    [
      ['--symbol', 'BTCUSDT'],
      ["unknown option '--symbol'", '--symbols', '--help'],
    ],
    [['BTCUSDT'], ['too many arguments', '--help']],
  ])('%j', (args, said) => expectOneLine([...START, ...args], 2, said));
});

describe('the other commands refuse', () => {
  test.each([
    [['backtest'], ['--data', '--help']],
    [
      ['backtest', '--data', notThere],
      ['data', notThere],
    ],
    [
      ['backtest', '--data', notThere, '--timeframe', '30s'],
      ['--timeframe', '30s', '1m or longer'],
    ],
    [
      ['backtest', '--data', 'docs'],
      ['data', '<SYMBOL>-1m.csv'],
    ],
    [
      ['backtest', '--data', notThere, '--from', 'yesterday'],
      ['--from', 'yesterday', '2025-05-04'],
    ],
    [
      ['backtest', '--data', notThere, '--balance', '0'],
      ['--balance', 'above 0'],
    ],
    [['replay'], ['journal', '--help']],
    [
      ['replay', notThere],
      ['journal', notThere],
    ],
    [
      ['exchange', '--port', '99999'],
      ['--port', '65535'],
    ],
    [
      ['exchange', '--accounts', 'classic:0'],
      ['--accounts', 'classic:0'],
    ],
    [
      ['exchange', '--speed', 'fast'],
      ['--speed', 'driven'],
    ],
    [['nonsense'], ["unknown command 'nonsense'", '--help']],
    [['--nonsense'], ["unknown option '--nonsense'", '--help']],
  ])('%j', (args, said) => expectOneLine(args, 2, said));

  test('replay of a file that is no journal', () =>
    expectOneLine(['replay', 'package.json'], 1, ['package.json', 'not a database', 'was not changed']));
});

describe('the environment', () => {
  test.each([
    ['MAX_LEVERAGE', '126', '1 to 125'],
    ['DASHBOARD_PORT', '65536', '0 to 65535'],
    ['DASHBOARD_PORT', '8002', 'LIVE_TRADING_ENGINE_PORT'],
    ['RISK_PER_TRADE', '2%', '0.0001 to 0.1'],
    ['LOG_LEVEL', 'loud', 'debug, info'],
  ])('refuses %s=%s', async (name, value, allowed) => {
    vi.stubEnv(name, value);
    await expectOneLine(START, 2, [name, value, allowed]);
    await expectOneLine(['status'], 2, [name, value, allowed]);
  });
});

describe('a candle file is refused at its first wrong row', () => {
  const rows = candleFile('BTCUSDT', { seed: 1, minutes: 20 }).trimEnd().split('\n');
  const [at = '', ...fields] = (rows[9] ?? '').split(',');
  const later = Number(at) + 7;
  test.each([
    ['a word for a price', [at, 'high', ...fields.slice(1)], ['open', '"high"', 'digits']],
    ['a field too few', [at, ...fields.slice(1)], ['row', '6 columns']],
    ['an empty price', [at, '', ...fields.slice(1)], ['open', 'digits']],
    ['a negative price', [at, '-1.0', ...fields.slice(1)], ['open', '-1.0', 'digits']],
    ['a price of zero', [at, '0.0', ...fields.slice(1)], ['open', 'above zero']],
    ['a high below the low', [at, fields[0], '1.0', ...fields.slice(2)], ['high', 'at least']],
    ['a time within a minute', [later, ...fields], ['ts_ms', String(later), 'start of a minute']],
    ['a time that was before', [rows[3]?.split(',')[0], ...fields], ['ts_ms', 'later than the row before']],
    ['a volume that is no number', [at, ...fields.slice(0, 4), 'NaN'], ['volume', 'NaN', 'digits']],
  ])('%s', async (name, fields, said) => {
    const data = join(folder.path, name.replaceAll(' ', '-'));
    mkdirSync(data);
    const file = join(data, 'BTCUSDT-1m.csv');
    writeFileSync(file, `${rows.with(9, fields.join()).join('\n')}\n`);
    const where = ['BTCUSDT-1m.csv line 10', ...said];
    await expectOneLine(['backtest', '--data', data], 2, where);
    await expectOneLine([...START, '--feed', `replay:${data}`], 2, where);
  });
});
