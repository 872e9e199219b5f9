/** `viper secrets passphrase`: every way in which it is refused, and that nothing is lost by any of them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useStoredSecrets } from '../../src/adapters/config/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { typedCommand as viper } from '../support/typed-command.ts';

const PASSPHRASE = 'correct horse battery';
let folder: ReturnType<typeof temporaryFolder>;
const inFolder = (name: string): string => join(folder.path, name);

beforeEach(() => {
  folder = temporaryFolder('passphrase');
  vi.stubEnv('VIPER_SECRETS_FILE', inFolder('secrets.json'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  useStoredSecrets(undefined);
  process.exitCode = undefined;
  folder.remove();
});

test('change their passphrase, which is asked for first, and told of where it comes from', async () => {
  const NEXT = 'battery staple horse';
  const none = await viper(['secrets', 'passphrase'], [PASSPHRASE]);
  expect([none.code, none.told]).toEqual([2, [expect.stringContaining('expected one in')]]);
  await viper(['secrets', 'set', 'SMTP_PASSWORD'], [PASSPHRASE, PASSPHRASE, 'canary']);
  const before = readFileSync(inFolder('secrets.json'));
  for (const [answers, code, words] of [
    [['wrong passphrase', NEXT, NEXT], 1, 'does not fit'],
    [[PASSPHRASE, 'short', 'short'], 2, 'at least 12 characters'],
    [[PASSPHRASE, NEXT, `${NEXT}r`], 2, 'the same twice'],
    [[PASSPHRASE, PASSPHRASE, PASSPHRASE], 2, 'another than the one that is in use'],
    [undefined, 2, '--stdin where nobody can be asked'],
  ] as const) {
    const tried = await viper(['secrets', 'passphrase'], answers);
    expect([tried.code, tried.told]).toEqual([code, [expect.stringContaining(words)]]);
    expect(readFileSync(inFolder('secrets.json'))).toEqual(before);
  }
  // Whoever mistypes the old one is told before the new one is asked for.
  expect((await viper(['secrets', 'passphrase'], ['wrong passphrase'])).asked).toHaveLength(1);
  const changed = await viper(['secrets', 'passphrase'], [PASSPHRASE, NEXT, NEXT]);
  expect([changed.code, changed.printed]).toEqual([0, [expect.stringMatching(/^Sealed 1 value in .* new passphrase/)]]);
  expect(changed.asked.map(({ isHidden }) => isHidden)).toEqual([true, true, true]);
  expect(changed.shown).not.toMatch(/canary|horse|staple/);
  expect((await viper(['secrets', 'list'], [PASSPHRASE])).code).toBe(1);
  vi.stubEnv('VIPER_SECRETS_PASSPHRASE', NEXT);
  expect((await viper(['secrets', 'list'])).shown).toContain('SMTP_PASSWORD');
  const again = await viper(['secrets', 'passphrase'], [PASSPHRASE, PASSPHRASE]);
  expect([again.code, again.told]).toEqual([0, [expect.stringContaining('still holds the old one')]]);
}, 120_000);
