import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { createTokenKeeper, type TokenFile, tokenFile } from './index.ts';

let path: string;
let now = 1_000;
let file: TokenFile;

beforeEach(() => {
  const folder = temporaryFolder('token-file');
  onTestFinished(() => folder.remove());
  path = join(folder.path, 'below', 'tokens.json');
  now = 1_000;
  file = tokenFile(path, () => now);
});

const make = (name: string) => file.create({ name, scope: 'read', expiresInMs: undefined });
const keeper = (onUnreadable: (error: unknown) => void = () => {}) =>
  createTokenKeeper({ path, now: () => now, onUnreadable });

describe('the file of tokens', () => {
  it('holds a hash in place of the token, for its owner alone', () => {
    const { token, row } = make('grafana');
    expect(token).toMatch(/^viper_[\w-]{43}$/);
    const text = readFileSync(path, 'utf8');
    expect(text).not.toContain(token.slice('viper_'.length));
    expect(text).toContain(row.sha256);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(make('other').token).not.toBe(token);
  });

  it('refuses a name that is in use, until its token has ended', () => {
    make('a');
    expect(() => make('a')).toThrow('--name: "a" is not allowed');
    file.revoke('a');
    make('a');
    expect(() => file.revoke('b')).toThrow('token: "b" is not allowed; expected one of a');
    expect(() => make('a b')).toThrow('expected 1 to 40 of');
  });

  it('makes room by what has ended, and never by a token that is good', () => {
    for (let i = 0; i < 100; i++) make(`t${i}`);
    expect(() => make('one more')).toThrow();
    expect(() => make('more')).toThrow('at most 100');
    file.revoke('t50');
    make('more');
    expect(file.list().map(({ name }) => name)).not.toContain('t50');
    expect(file.list()).toHaveLength(100);
  });

  it.each([
    ['no JSON', 'x', 'it is no JSON'],
    ['another shape', '{"version":1,"tokens":[{"name":"a"}]}', 'it is not as `viper token` writes it'],
  ])('that is %s is refused, without its content', (_case, text, words) => {
    make('a');
    writeFileSync(path, text);
    expect(() => file.list()).toThrow(`tokens ${path}: ${words}`);
    expect(() => keeper()).toThrow(words);
  });

  it.skipIf(process.platform === 'win32')('that others may write is refused', () => {
    make('a');
    chmodSync(path, 0o620);
    expect(() => file.list()).toThrow('others on this machine may write it');
  });

  it('has one writer at a time', () => {
    make('a');
    writeFileSync(`${path}.new`, '');
    expect(() => make('b')).toThrow(`${path}.new exists: another viper is writing`);
    expect(file.list()).toHaveLength(1);
  });
});

describe('the keeper', () => {
  it('asks for no token before there is one, and for one ever after', () => {
    const kept = keeper();
    expect(kept.isRequired()).toBe(false);
    make('a');
    expect(kept.isRequired()).toBe(true);
    file.revoke('a');
    expect(kept.isRequired()).toBe(true);
    expect(keeper().isRequired()).toBe(true);
  });

  it('knows a good token, one that ran out, one that was revoked and one that never was', () => {
    const brief = file.create({ name: 'brief', scope: 'trade', expiresInMs: 10 });
    const gone = make('gone');
    file.revoke('gone');
    const kept = keeper();
    expect(kept.check(brief.token)).toMatchObject({ ok: true, token: { name: 'brief', scope: 'trade' } });
    now += 10;
    expect(kept.check(brief.token)).toEqual({ ok: false, reason: 'expired' });
    expect(kept.holder(brief.row.id)).toBeUndefined();
    expect(kept.check(gone.token)).toEqual({ ok: false, reason: 'revoked' });
    expect(kept.check('viper_')).toEqual({ ok: false, reason: 'unknown' });
  });

  it('compares with every token in constant time, whichever fits', async () => {
    const crypto = await import('node:crypto');
    const timingSafeEqual = vi.fn(crypto.timingSafeEqual);
    vi.resetModules();
    vi.doMock('node:crypto', () => ({ ...crypto, timingSafeEqual }));
    onTestFinished(() => {
      vi.doUnmock('node:crypto');
      vi.resetModules();
    });
    const [first, , last] = ['a', 'b', 'c'].map((name) => make(name).token) as [string, string, string];
    const watched = await import('./token-keeper.ts');
    const kept = watched.createTokenKeeper({ path, now: () => now, onUnreadable: () => {} });
    const counts = [first, last, 'viper_none'].map((text) => {
      timingSafeEqual.mockClear();
      kept.check(text);
      return timingSafeEqual.mock.calls.length;
    });
    expect(counts).toEqual([3, 3, 3]);
  });

  it('lets nobody in by a file that broke, tells it once, and goes on with one that is good again', () => {
    const { token } = make('a');
    const good = readFileSync(path, 'utf8');
    const told = vi.fn();
    const kept = keeper(told);
    writeFileSync(path, 'broken');
    expect([kept.check(token).ok, kept.check(token).ok, kept.isRequired()]).toEqual([false, false, true]);
    expect(told).toHaveBeenCalledTimes(1);
    writeFileSync(path, good);
    expect(kept.check(token).ok).toBe(true);
  });
});
