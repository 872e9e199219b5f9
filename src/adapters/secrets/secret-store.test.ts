import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { type SecretStore, secretStore } from './index.ts';
import { seal, unseal } from './seal.ts';

/** A low cost keeps the tests quick; the standard one is tried once. */
const COST = 10;
const PASSPHRASE = 'correct horse battery';

let path: string;
let store: SecretStore;

beforeEach(() => {
  const folder = temporaryFolder('secrets');
  onTestFinished(() => folder.remove());
  path = join(folder.path, 'secrets.json');
  store = secretStore({ path, now: () => 5, cost: COST });
});

describe('the sealed file', () => {
  it('gives back what was set, and holds none of it in plain', () => {
    expect(store.read(PASSPHRASE)).toBeUndefined();
    store.set('BITGET_SECRET_KEY', 'very secret', PASSPHRASE);
    store.set('SMTP_PASSWORD', 'päss "word"', PASSPHRASE);
    expect(store.read(PASSPHRASE)).toEqual({
      BITGET_SECRET_KEY: { value: 'very secret', setAt: 5 },
      SMTP_PASSWORD: { value: 'päss "word"', setAt: 5 },
    });
    const text = readFileSync(path, 'latin1');
    for (const plain of ['very secret', 'BITGET', btoa('very secret').slice(0, 10), PASSPHRASE])
      expect(text).not.toContain(plain);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect([store.remove('SMTP_PASSWORD', PASSPHRASE), store.remove('SMTP_PASSWORD', PASSPHRASE)]).toEqual([
      true,
      false,
    ]);
    expect(Object.keys(store.read(PASSPHRASE) ?? {})).toEqual(['BITGET_SECRET_KEY']);
  });

  it('stays as it is when the passphrase is wrong', () => {
    store.set('A', '1', PASSPHRASE);
    const before = readFileSync(path);
    for (const attempt of [
      () => store.read('wrong'),
      () => store.set('B', '2', 'wrong'),
      () => store.remove('A', 'wrong'),
    ])
      expect(attempt).toThrow(expect.objectContaining({ code: 'passphrase-wrong' }));
    expect(readFileSync(path)).toEqual(before);
    expect(existsSync(`${path}.new`)).toBe(false);
  });

  it('is sealed anew as a whole with another passphrase, and opens with the old one no more', () => {
    expect(store.changePassphrase(PASSPHRASE, 'another passphrase')).toBeUndefined();
    store.set('A', 'first value', PASSPHRASE);
    store.set('B', 'second value', PASSPHRASE);
    const before = readFileSync(path);
    expect(() => store.changePassphrase('wrong', 'another passphrase')).toThrow(
      expect.objectContaining({ code: 'passphrase-wrong' }),
    );
    expect(readFileSync(path)).toEqual(before);
    expect(store.changePassphrase(PASSPHRASE, 'another passphrase')).toBe(2);
    expect(store.read('another passphrase')).toEqual({
      A: { value: 'first value', setAt: 5 },
      B: { value: 'second value', setAt: 5 },
    });
    expect(() => store.read(PASSPHRASE)).toThrow(expect.objectContaining({ code: 'passphrase-wrong' }));
    const [old, fresh] = [JSON.parse(before.toString()), JSON.parse(readFileSync(path, 'utf8'))];
    for (const name of ['salt', 'nonce', 'check', 'text', 'tag']) expect(fresh[name]).not.toBe(old[name]);
    expect(readdirSync(dirname(path))).toEqual(['secrets.json']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('stays as it is while another program writes it', () => {
    store.set('A', '1', PASSPHRASE);
    const before = readFileSync(path);
    writeFileSync(`${path}.new`, 'of the other');
    expect(() => store.changePassphrase(PASSPHRASE, 'another passphrase')).toThrow(
      expect.objectContaining({ code: 'file-busy' }),
    );
    expect([readFileSync(path), readFileSync(`${path}.new`, 'utf8')]).toEqual([before, 'of the other']);
  });

  it('makes fresh salt and nonce each time', () => {
    const files = [seal('same', PASSPHRASE, COST), seal('same', PASSPHRASE, COST)].map((text) => JSON.parse(text));
    for (const name of ['salt', 'nonce', 'check', 'text', 'tag']) expect(files[0][name]).not.toBe(files[1][name]);
  });

  it('takes a passphrase however its letters were composed', () => {
    expect(unseal(seal('x', 'caf\u00e9 au lait', COST), 'cafe\u0301 au lait')).toBe('x');
  });

  it('has the stated cost unless a test says otherwise', () => {
    const sealed = seal('x', PASSPHRASE);
    expect(JSON.parse(sealed).cost).toBe(17);
    expect(unseal(sealed, PASSPHRASE)).toBe('x');
  });
});

describe('a file that was changed', () => {
  const sealed = JSON.parse(seal('the text', PASSPHRASE, COST)) as Record<string, string | number>;
  const flipped = (text: string): string => {
    const bytes = Buffer.from(text, 'base64');
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    return bytes.toString('base64');
  };

  it.each([
    ['text', 'secrets-changed'],
    ['tag', 'secrets-changed'],
    // Without the passphrase nobody can tell these from a wrong one.
    ['nonce', 'passphrase-wrong'],
    ['salt', 'passphrase-wrong'],
    ['check', 'passphrase-wrong'],
  ])('in %s is refused as %s', (name, code) => {
    const changed = JSON.stringify({ ...sealed, [name]: flipped(String(sealed[name])) });
    expect(() => unseal(changed, PASSPHRASE)).toThrow(expect.objectContaining({ code }));
  });

  it.each([
    ['another cost', { cost: COST + 1 }, 'passphrase-wrong'],
    ['a cost that no file has', { cost: 30 }, 'secrets-changed'],
    ['a weaker cost than any file has', { cost: 9 }, 'secrets-changed'],
    ['a shorter tag', { tag: 'AAAA' }, 'secrets-changed'],
    ['a further field', { more: 1 }, 'secrets-changed'],
  ])('to have %s is refused', (_case, change, code) => {
    expect(() => unseal(JSON.stringify({ ...sealed, ...change }), PASSPHRASE)).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('into no JSON is refused without its content', () => {
    writeFileSync(path, 'garbage in here');
    expect(() => store.read(PASSPHRASE)).toThrow(/^the file of secrets was changed or damaged: it is no JSON$/);
  });
});
