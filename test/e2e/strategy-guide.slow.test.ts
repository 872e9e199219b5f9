/**
 * The guide to strategies does what it says: its commands run in a folder of a user's own, its programs are right.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeCandleFolder } from '../support/generated-candles.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const guide = readFileSync(join(root, 'docs/guides/writing-a-strategy.md'), 'utf8');
const blocks = (language: string): string[] =>
  [...guide.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, name, body = '']) =>
    name === language ? [body] : [],
  );
const folder = temporaryFolder('strategy-guide');
/** Of this checkout's sources; an installed package needs no condition. */
const env = { ...process.env, NODE_OPTIONS: '--conditions=viper-source' };

beforeAll(() => {
  // What `npm init`, `npm pkg set` and `npm install` leave behind.
  writeFileSync(join(folder.path, 'package.json'), '{ "name": "my-bot", "type": "module" }');
  mkdirSync(join(folder.path, 'node_modules'));
  symlinkSync(root, join(folder.path, 'node_modules/viper'), 'dir');
  writeCandleFolder(join(folder.path, 'candles'), { minutes: 6_000, symbols: ['BTCUSDT', 'ETHUSDT'], seed: 3 });
});

afterAll(() => folder.remove());

const [install = '', ...walk] = blocks('sh');
const commands = walk.flatMap((block) => block.trim().split('\n'));

test('begins with npm alone', () => {
  expect(install.trim().split('\n')).toEqual(['npm init -y', 'npm pkg set type=module', 'npm install viper']);
  expect(commands.length).toBeGreaterThanOrEqual(5);
});

test('every command of the walk does its work, one after another', async () => {
  const said = new Map<string, string>();
  for (const line of commands) {
    const [program = '', ...args] = line.split(' ');
    const isViper = program === 'npx' && args[0] === 'viper';
    const argv = isViper ? [join(root, 'bin/viper.mjs'), ...args.slice(1)] : args;
    const { stdout } = await run(process.execPath, argv, { cwd: folder.path, env });
    said.set(args[isViper ? 1 : 0] ?? '', stdout);
  }
  expect(said.get('--test')).toMatch(/^(#|ℹ) fail 0$/m);
  expect(JSON.parse(said.get('backtest') ?? '')).toMatchObject({ strategies: ['dip 15m'] });
  expect(JSON.parse(said.get('replay') ?? '')).toMatchObject({ matches: true });
  expect(said.get('start')).toMatch(/our ledger/);
}, 120_000);

test('its strategy and its tests run as they stand', async () => {
  const [strategy = '', tests = ''] = blocks('ts');
  writeFileSync(join(folder.path, 'above-average.ts'), strategy);
  writeFileSync(join(folder.path, 'above-average.test.ts'), tests);
  const { stdout } = await run(process.execPath, ['--test', 'above-average.test.ts'], { cwd: folder.path, env });
  expect(stdout).toMatch(/^(#|ℹ) fail 0$/m);
  expect(stdout).toMatch(/true true \[\]/);
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const how = [
    '--strict',
    '--noEmit',
    '--skipLibCheck',
    '--module',
    'nodenext',
    '--target',
    'es2024',
    '--types',
    'node',
  ];
  const types = ['--typeRoots', join(root, 'node_modules/@types'), '--allowImportingTsExtensions'];
  const custom = ['--customConditions', 'viper-source', 'above-average.ts', 'above-average.test.ts'];
  const checked = run(process.execPath, [tsc, ...how, ...types, ...custom], { cwd: folder.path });
  expect(await checked.catch(({ stdout: problems }: { stdout: string }) => ({ stdout: problems }))).toMatchObject({
    stdout: '',
  });
}, 120_000);
