/** `viper score`, against a running embedded exchange and from a description. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runInProcess } from '../../test/support/command-in-process.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import type { RunningExchange, ScoredLine } from '../cli/index.ts';
import { exchange } from './embedded-exchange.ts';

const folder = temporaryFolder('score');
const described = (name: string, body: unknown): string => {
  const file = join(folder.path, name);
  writeFileSync(file, JSON.stringify(body));
  return file;
};

describe('of a market that is asked for', () => {
  let running: RunningExchange;
  let base: readonly string[];
  beforeAll(async () => {
    running = await exchange({
      feed: 'synthetic',
      symbols: ['BTCUSDT', 'ETHUSDT'],
      port: 0,
      accounts: 'classic:1',
      accountsFile: undefined,
      balance: '500',
      positionMode: undefined,
      leverage: undefined,
      speed: 'driven',
      seed: 7,
      faults: undefined,
      dataDir: undefined,
    });
    base = ['--base-url', running.address.rest];
  });
  afterAll(() => running.close());

  const scored = async (...argv: readonly string[]): Promise<ScoredLine> => {
    const { stdout, stderr } = await runInProcess(['score', ...argv, ...base, '--json']);
    expect(stderr).toEqual([]);
    return JSON.parse(stdout[0] as string) as ScoredLine;
  };

  it('scores the price, the book and the candles that the exchange tells', async () => {
    const line = await scored('BTCUSDT');
    const url = `${running.address.rest}/api/v2/mix/market/ticker?symbol=BTCUSDT&productType=USDT-FUTURES`;
    const { data } = (await (await fetch(url)).json()) as { data: readonly [{ lastPr: string; change24h: string }] };
    expect(line).toMatchObject({ symbol: 'BTCUSDT', mode: 'calibrated', cost_model: 'book' });
    expect(line.price).toBe(Number(data[0].lastPr));
    expect(line.price_change).toBeCloseTo(Number(data[0].change24h) * 100, 9);
    expect(line.overall_score).toBeGreaterThan(0);
    expect(line.overall_score).toBeLessThanOrEqual(100);
    expect(line).toHaveProperty('readings.relative_volume');
  });

  it('says the same twice while the market stands still', async () => {
    expect(await scored('ETHUSDT')).toEqual(await scored('ETHUSDT'));
  });

  it('takes the wanted model of cost', async () => {
    expect(await scored('BTCUSDT', '--cost-model', 'tier')).toMatchObject({ cost_model: 'tier' });
    expect(await scored('BTCUSDT', '--mode', 'compat')).toMatchObject({ mode: 'compat' });
  });

  it('shows one market with its reasons, and many as a table', async () => {
    const one = await runInProcess(['score', 'BTCUSDT', ...base]);
    const [text = ''] = one.stdout;
    expect(text).toMatch(/^BTCUSDT {2}\d+\.\d of 100, [A-Z_]+\n/);
    for (const part of ['volume', 'price', 'external', 'range']) expect(text).toMatch(new RegExp(`^${part} +\\d`, 'm'));
    expect(text).toMatch(/^levels +S2 [\d.]+ {2}S1 .* \(of the last 1D\)$/m);
    expect(text).not.toMatch(/undefined|NaN/);
    const many = await runInProcess(['score', 'BTCUSDT', 'ETHUSDT', ...base]);
    const [head, ...rows] = (many.stdout[0] ?? '').split('\n');
    expect(head).toMatch(/^symbol +score +strength/);
    expect(rows.map((row) => row.split(' ')[0])).toEqual(['BTCUSDT', 'ETHUSDT']);
  });

  it('says in the words of the exchange that it does not know a symbol', async () => {
    const { code, stdout, stderr } = await runInProcess(['score', 'NOPEUSDT', ...base]);
    expect([code, stdout]).toEqual([1, []]);
    expect(stderr.join('\n')).toMatch(/NOPEUSDT/);
  });
});

describe('of a market that is described', () => {
  const failure = async (name: string, body: unknown): Promise<string> => {
    const { code, stdout, stderr } = await runInProcess(['score', '--input', described(name, body)]);
    expect([code, stdout]).toEqual([2, []]);
    return stderr.join('\n');
  };

  it('scores one or a list', async () => {
    const one = { symbol: 'BTCUSDT', market_data: { ticker: { price: 50_000, volume: 1_000, price_change: 2 } } };
    const argv = ['--mode', 'compat', '--json', '--input'];
    const single = await runInProcess(['score', ...argv, described('one.json', one)]);
    const list = await runInProcess(['score', ...argv, described('list.json', [one, one])]);
    expect(single.stdout).toHaveLength(1);
    expect(list.stdout).toHaveLength(2);
    expect(JSON.parse(single.stdout[0] as string)).toMatchObject({ symbol: 'BTCUSDT', cost_model: 'tier' });
  });

  it('names the market and the field that are wrong', async () => {
    const fine = { symbol: 'BTCUSDT', market_data: { ticker: {} } };
    expect(await failure('a.json', {})).toMatch(/^viper: symbol: missing;/);
    expect(await failure('b.json', [fine, { symbol: 'X' }])).toMatch(/^viper: 1\.market_data: missing; /);
    expect(await failure('c.json', [])).toMatch(/a list with at least one market$/);
    const { stderr } = await runInProcess(['score', '--input', join(folder.path, 'nowhere.json')]);
    expect(stderr.join('\n')).toMatch(
      /^viper: --input: .*nowhere\.json" is not allowed; expected a file that can be read/,
    );
  });
});
