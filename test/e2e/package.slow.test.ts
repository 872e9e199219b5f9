/**
 * The published package works in an empty project: a program in JavaScript trades, one in TypeScript is checked, and
 * editors show what each call does.
 */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeCandleFolder } from '../support/generated-candles.ts';
import { type InstalledPackage, installPackage } from '../support/installed-package.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { environmentOf, startTradedExchange } from '../support/traded-exchange.ts';

const run = promisify(execFile);
const folder = temporaryFolder('package');
const TSC = join(import.meta.dirname, '../../node_modules/typescript/bin/tsc');

let installed: InstalledPackage;

beforeAll(async () => {
  installed = await installPackage(folder.path);
  cpSync(join(import.meta.dirname, 'package-consumer'), folder.path, { recursive: true });
}, 300_000);

afterAll(() => folder.remove());

test('the tarball holds what runs, its types and its documents, and no test, source or recording', () => {
  const { files } = installed;
  for (const path of ['bin/viper.mjs', 'dist/bitget/index.js', 'dist/bitget/index.d.ts', 'README.md', 'LICENSE']) {
    expect(files).toContain(path);
  }
  expect(files.filter((path) => /(^|\/)(src|test|testing|node_modules|\.viper)\/|\.test\./.test(path))).toEqual([]);
  expect(
    files.filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts') && !path.startsWith('examples/')),
  ).toEqual([]);
});

test('a program in JavaScript places an order', async () => {
  const exchange = await startTradedExchange();
  try {
    const env = { ...process.env, ...environmentOf(exchange.rest, exchange.classic) };
    const { stdout, stderr } = await run(process.execPath, ['trade.js'], { cwd: folder.path, env });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      family: 'classic',
      orderId: expect.stringMatching(/^\d+$/),
      isRefused: true,
      isExact: true,
    });
  } finally {
    await exchange.stop();
  }
}, 60_000);

test.each([
  ['nodenext', 'nodenext', 'false'],
  ['esnext', 'bundler', 'true'],
])(
  'a program in TypeScript is checked: module %s, resolution %s',
  async (module, resolution, skipLibCheck) => {
    const args = [TSC, '--strict', '--noEmit', '--skipLibCheck', skipLibCheck, '--target', 'es2022'];
    const how = ['--module', module, '--moduleResolution', resolution, 'typed.ts'];
    const checked = run(process.execPath, [...args, ...how], { cwd: folder.path });
    expect(await checked.catch(({ stdout }: { stdout: string }) => ({ stdout }))).toMatchObject({ stdout: '' });
  },
  60_000,
);

describe('the guide', () => {
  const guide = readFileSync(join(import.meta.dirname, '../../docs/guides/bitget-client.md'), 'utf8');
  const blocks = [...guide.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)];
  /** One program of all blocks, at the exchange that the test has started. */
  const program = blocks
    .flatMap(([, language, body = '']) => (language === 'ts' ? [body] : []))
    .join('\n')
    .replace("network: 'testnet'", 'baseUrl: process.env.BITGET_BASE_URL');

  test('has no other code than its program and the command that installs', () => {
    expect(blocks.map(([, language]) => language)).toEqual(['sh', ...blocks.slice(1).map(() => 'ts')]);
    expect(blocks[0]?.[2]).toBe('npm install viper\n');
    expect(program).toContain('baseUrl');
  });

  test('is a program that is right and runs', async () => {
    writeFileSync(join(folder.path, 'guide.ts'), program);
    const types = ['--types', 'node', '--typeRoots', join(import.meta.dirname, '../../node_modules/@types')];
    const how = ['--module', 'nodenext', '--target', 'es2024', '--skipLibCheck', 'true', 'guide.ts'];
    const checking = run(process.execPath, [TSC, '--strict', '--noEmit', ...types, ...how], { cwd: folder.path });
    expect(await checking.catch(({ stdout }: { stdout: string }) => ({ stdout }))).toMatchObject({ stdout: '' });

    const exchange = await startTradedExchange();
    try {
      const env = { ...process.env, ...environmentOf(exchange.rest, exchange.unified) };
      const { stdout, stderr } = await run(process.execPath, ['guide.ts'], { cwd: folder.path, env });
      expect(stderr).toBe('');
      for (const line of [
        /^bid [\d.]+, ask [\d.]+$/m,
        /^the account is unified$/m,
        /^the order is (live|new)$/m,
        /^unified\.placeOrder: \d+ of 10 left$/m,
        /^BTCUSDT true \d+$/m,
        /^true \[ '[\d.]+', '[\d.]+' \] \[ '[\d.]+', '[\d.]+' \]$/m,
        /^\d+ [\d.]+ 10$/m,
      ]) {
        expect(stdout).toMatch(line);
      }
    } finally {
      await exchange.stop();
    }
  }, 60_000);
});

test('every area is entered by its name', async () => {
  const dist = join(folder.path, 'node_modules/viper/dist');
  const areas = readdirSync(dist).filter((area) => existsSync(join(dist, area, 'index.js')));
  expect(areas).toEqual(expect.arrayContaining(['backtest', 'bitget', 'domain', 'indicators', 'kernel', 'strategies']));
  const code = areas.map((area) => `await import('viper/${area}');`).join('');
  await run(process.execPath, ['--input-type=module', '-e', code], { cwd: folder.path });
}, 60_000);

test('a strategy of a user is made, tested and run by the package alone', async () => {
  const viper = 'node_modules/viper/bin/viper.mjs';
  const options = { cwd: folder.path, env: { ...process.env, NODE_OPTIONS: '' } };
  await run(process.execPath, [viper, 'new', 'strategy', 'dip'], options);
  const tested = await run(process.execPath, ['--test', 'dip/dip.test.ts'], options);
  expect(tested.stdout).toMatch(/fail 0/);
  writeCandleFolder(join(folder.path, 'candles'), { minutes: 3_000, symbols: ['BTCUSDT'], seed: 3 });
  const traded = [viper, 'backtest', '--strategy', 'dip/dip.ts', '--data', 'candles', '--json'];
  const { stdout } = await run(process.execPath, traded, options);
  expect(JSON.parse(stdout)).toMatchObject({ strategies: ['dip 15m'] });
}, 60_000);

test('the command starts', async () => {
  const { version } = JSON.parse(readFileSync(join(folder.path, 'node_modules/viper/package.json'), 'utf8')) as {
    version: string;
  };
  const { stdout } = await run(process.execPath, ['node_modules/viper/bin/viper.mjs', '--version'], {
    cwd: folder.path,
  });
  expect(stdout.trim()).toBe(version);
}, 60_000);

describe('an editor', () => {
  const text = `import { createBitgetClient } from 'viper/bitget';
const client = createBitgetClient();
void client.classic.placeOrder;
void client.unified.placeBatch;
void client.channels.classic.ticker;
`;

  /** What it shows for the name at the end of a line. */
  function shown(service: ts.LanguageService, path: string, line: string): string {
    const info = service.getQuickInfoAtPosition(path, text.indexOf(line) + line.length - 2);
    return ts.displayPartsToString(info?.documentation);
  }

  test('shows what a call does, its limit, and whether it is repeated', () => {
    const path = join(folder.path, 'editor.ts');
    const options = { strict: true, module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022 };
    const read = (name: string): string | undefined => (name === path ? text : ts.sys.readFile(name));
    const service = ts.createLanguageService({
      fileExists: (name) => name === path || ts.sys.fileExists(name),
      readFile: read,
      directoryExists: ts.sys.directoryExists,
      getCompilationSettings: () => options,
      getCurrentDirectory: () => folder.path,
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      getScriptFileNames: () => [path],
      getScriptVersion: () => '1',
      getScriptSnapshot: (name) => {
        const found = read(name);
        return found === undefined ? undefined : ts.ScriptSnapshot.fromString(found);
      },
    });
    expect(shown(service, path, 'client.classic.placeOrder;')).toBe(
      'Places one order. 10 a second per account; sent once.',
    );
    expect(shown(service, path, 'client.unified.placeBatch;')).toMatch(/^Places up to 20 orders.*5 a second/s);
    expect(shown(service, path, 'client.channels.classic.ticker;')).toMatch(/^Best prices/);
  }, 60_000);
});
