/** `.env`: read, written for one's own eyes, merged under the environment, and held against what Viper reads. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import {
  checkEnvironment,
  checkVariable,
  definitions,
  effectiveConfig,
  envText,
  loadEnvFile,
  problemsOf,
  readEnv,
  readEnvFile,
  readScoring,
  writeEnvFile,
} from './index.ts';

let folder: string;

beforeEach(() => {
  const made = temporaryFolder('env');
  folder = made.path;
  onTestFinished(() => made.remove());
});

const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe('the file', () => {
  it('is absent until it is written, then for its owner alone, and what it replaces is kept', () => {
    expect(readEnvFile(folder)).toBeUndefined();
    const path = join(folder, '.env');
    writeFileSync(path, 'OLD=1\n', { mode: 0o644 });
    expect(readEnvFile(folder)).toEqual({ path, values: { OLD: '1' }, isOpenToOthers: true });
    expect(writeEnvFile('NEW=1\n', folder)).toEqual({ path, backup: `${path}.backup` });
    expect(writeEnvFile('NEWER=1\n', folder)).toEqual({ path, backup: `${path}.backup.2` });
    expect([readFileSync(`${path}.backup`, 'utf8'), readFileSync(`${path}.backup.2`, 'utf8')]).toEqual([
      'OLD=1\n',
      'NEW=1\n',
    ]);
    for (const name of [path, `${path}.backup`, `${path}.backup.2`]) expect(modeOf(name)).toBe(0o600);
    expect(readEnvFile(folder)).toEqual({ path, values: { NEWER: '1' }, isOpenToOthers: false });
  });

  it('yields to the environment, even where that is empty', () => {
    writeFileSync(join(folder, '.env'), 'A=file\nB=file\nC=file\n');
    const env: NodeJS.ProcessEnv = { A: 'environment', B: '' };
    expect(loadEnvFile(readEnvFile(folder), env)).toEqual(new Set(['C']));
    expect(env).toEqual({ A: 'environment', B: '', C: 'file' });
  });
});

describe('the text', () => {
  it.each([
    'plain',
    'a#b',
    ' spaced ',
    "it's",
    'say "x"',
    'back`tick',
    '',
    'a=b',
    '-----BEGIN KEY-----\\nabc\\n-----END KEY-----',
    '$HOME',
  ])('brings %j back as it was', (value) => {
    writeFileSync(join(folder, '.env'), envText({ BITGET_PASSPHRASE: value }));
    expect(readEnvFile(folder)?.values).toEqual({ BITGET_PASSPHRASE: value });
  });

  it('refuses what no line can hold, without showing it', () => {
    for (const value of ['two\nlines', `all # of "'\` them`]) {
      expect(() => envText({ BITGET_PASSPHRASE: value })).toThrow(/^BITGET_PASSPHRASE: .*one line/);
      expect(() => envText({ BITGET_PASSPHRASE: value })).not.toThrow(/lines"|them"/);
    }
  });

  it('names every variable with default and bounds, sets none by itself, and keeps what others need', () => {
    const text = envText();
    for (const { name, aliasOf } of definitions) expect(text.includes(`#${name}=`)).toBe(aliasOf === undefined);
    expect(text).toContain('no order with more; a whole number from 1 to 125\n#MAX_LEVERAGE=125\n');
    writeFileSync(join(folder, '.env'), envText({ TELEGRAM: 'x', BITGET_API_SECRET: 's' }));
    expect(readEnvFile(folder)?.values).toEqual({ TELEGRAM: 'x', BITGET_API_SECRET: 's' });
  });

  it('has defaults that are allowed', () => {
    const values = Object.fromEntries(
      [...envText().matchAll(/^#([A-Z_]+)=(.+)$/gm)].map(([, name = '', value = '']) => [name, value]),
    );
    expect(Object.keys(values).length).toBeGreaterThan(25);
    expect(problemsOf(values, Object.keys(values))).toEqual([]);
    expect(readEnv(values)).toEqual(readEnv({}));
    expect(readScoring(values)).toEqual(readScoring({}));
  });
});

describe('what is set', () => {
  it.each([
    ['a misspelt name', { BITGET_API_KYE: 'x' }, [], /"BITGET_API_KYE".*BITGET_API_KEY, if that is meant/],
    ['a name of ours that nothing reads', { VIPER_FASTER: '1' }, [], /"VIPER_FASTER".*viper config print/],
    ['a misspelt name in the file', { DEFAULT_LEVERGE: '5' }, ['DEFAULT_LEVERGE'], /DEFAULT_LEVERAGE, if that/],
    ['a name in lower case in the file', { max_leverage: '5' }, ['max_leverage'], /MAX_LEVERAGE, if that/],
    ['a leverage', { DEFAULT_LEVERAGE: '126' }, [], /^DEFAULT_LEVERAGE: "126".*1 to 125/],
    ['a size', { POSITION_SIZE_USDT: '1' }, [], /^POSITION_SIZE_USDT: "1".*5 to /],
    ['a score', { VIPER_THRESHOLD_HIGH: '101' }, [], /^VIPER_THRESHOLD_HIGH: "101".*0 to 100/],
    [
      'thresholds the wrong way round',
      { VIPER_THRESHOLD_HIGH: '50' },
      [],
      /^VIPER_THRESHOLD_MEDIUM: 60 .*VIPER_THRESHOLD_HIGH, 50/,
    ],
    ['a cost', { EXECUTION_COST_THRESHOLD: 'three' }, [], /^EXECUTION_COST_THRESHOLD: "three"/],
    ['volumes that rise', { LOW_VOLUME_THRESHOLD: '6000000' }, [], /^LOW_VOLUME_THRESHOLD.*MODERATE_VOLUME_THRESHOLD/],
    ['a network', { BITGET_NETWORK: 'live' }, [], /^BITGET_NETWORK: "live".*testnet, mainnet/],
    ['a switch', { USE_TESTNET: 'maybe' }, [], /^USE_TESTNET: "maybe"/],
    ['an address', { BITGET_BASE_URL: `https://${'me:pw'}@host` }, [], /^BITGET_BASE_URL: /],
    ['half a set of keys', { BITGET_MAINNET_API_KEY: 'k' }, [], /^BITGET_MAINNET_SECRET_KEY/],
    ['half a set without a network', { BITGET_API_SECRET: 'canary' }, [], /^BITGET_API_KEY/],
    ['half a gateway', { VIPER_GATEWAY_KEY: 'k' }, [], /^VIPER_GATEWAY_SECRET/],
    ['two ports that are one', { DASHBOARD_PORT: '8000' }, [], /^DASHBOARD_PORT/],
  ] as const)('%s is named', (_, env, inFile, message) => {
    expect(() => checkEnvironment(env, inFile)).toThrow(message);
    expect(() => checkEnvironment(env, inFile)).not.toThrow(/canary/);
  });

  it('is right where it is known, whole and within its bounds', () => {
    const env = {
      BITGET_API_KEY: 'k',
      BITGET_API_SECRET: 's',
      BITGET_API_PASSWORD: 'p',
      LOG_LEVEL: 'DEBUG',
      PATH: '/bin',
      DEFAULT_LEVERGE: 'of another program',
    };
    expect(problemsOf(env)).toEqual([]);
    expect(problemsOf({ ...env, VIPER_FASTER: '' })).toEqual([]);
  });

  it('is judged by every definition', () => {
    for (const definition of definitions) {
      const wrong = { [definition.name]: '\u0000' };
      if (definition.kind !== 'hidden')
        expect(() => checkVariable(wrong, definition), definition.name).toThrow(definition.name);
    }
    expect(new Set(definitions.map(({ name }) => name)).size).toBe(definitions.length);
  });

  it('is shown with where it came from, and secrets are not', () => {
    const env = {
      MAX_LEVERAGE: '5',
      RISK_PER_TRADE: '0.01',
      BITGET_API_KEY: 'bg_0123456789abcdef',
      BITGET_API_SECRET: 'canary-secret',
      BITGET_PASSPHRASE: 'canary',
    };
    const rows = effectiveConfig(new Set(['RISK_PER_TRADE']), env);
    const of = (name: string) => rows.find((row) => row.name === name);
    expect(of('MAX_LEVERAGE')).toMatchObject({ value: '5', source: 'environment', default: '125' });
    expect(of('RISK_PER_TRADE')).toMatchObject({ value: '0.01', source: '.env' });
    expect(of('DEFAULT_LEVERAGE')).toMatchObject({ value: '20', source: 'default' });
    expect(of('BITGET_BASE_URL')).toMatchObject({ value: null, source: 'unset', default: null });
    expect(of('BITGET_API_KEY')?.value).toBe('bg_01…def');
    expect(of('BITGET_API_SECRET')?.value).toBe('[hidden, 13 characters]');
    expect(JSON.stringify(rows)).not.toContain('canary');
  });
});
