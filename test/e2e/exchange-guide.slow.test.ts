/**
 * Every block of docs/guides/embedded-exchange.md runs, in order, and prints what the guide says.
 */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ROOT = join(import.meta.dirname, '../..');
const guide = readFileSync(join(ROOT, 'docs/guides/embedded-exchange.md'), 'utf8');

/** Language, file name where it has one, text. */
const blocks = [...guide.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)].map(([, language, file, body = '']) => ({
  language,
  file,
  body,
}));

const folder = temporaryFolder('exchange-guide');

/** `npx viper` is the program of this checkout. */
function prepare(): Readonly<Record<string, string>> {
  const bin = join(folder.path, 'bin');
  mkdirSync(bin);
  const npx = join(bin, 'npx');
  writeFileSync(npx, `#!/bin/sh\nshift\nexec '${process.execPath}' '${join(ROOT, 'bin/viper.mjs')}' "$@"\n`);
  chmodSync(npx, 0o755);
  symlinkSync(process.execPath, join(bin, 'node'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder.path, 'node_modules'));
  for (const { file, body } of blocks) if (file !== undefined) writeFileSync(join(folder.path, file), body);
  return { ...(process.env as Record<string, string>), PATH: `${bin}:${process.env.PATH}` };
}

/** Nothing to end after a guide that went well. */
function endExchange(): void {
  const address = join(folder.path, 'market/exchange.json');
  if (existsSync(address)) process.kill((JSON.parse(readFileSync(address, 'utf8')) as { pid: number }).pid, 'SIGKILL');
}

afterAll(() => folder.remove());

describe('the guide to the embedded exchange', () => {
  test('shows nothing that is not run', () => {
    for (const { language, file } of blocks) {
      if (language === 'js' || language === 'json') expect(file).toMatch(/^[a-z-]+\.(mjs|json)$/);
      else expect(['sh', 'text']).toContain(language);
    }
    expect(blocks.filter(({ language }) => language === 'sh').length).toBeGreaterThan(8);
  });

  test('runs from top to bottom and says what it shows', async () => {
    const script = blocks.flatMap(({ language, body }) => (language === 'sh' ? [body] : [])).join('\n');
    const shell = spawn('bash', ['--norc', '-euo', 'pipefail', '-c', script], { cwd: folder.path, env: prepare() });
    const ended = new Promise((resolve) => shell.once('exit', resolve)).finally(endExchange);
    const [code, out, errors] = await Promise.all([ended, text(shell.stdout), text(shell.stderr)]);
    expect([code, errors.replace(/^.*Killed.*$/gm, '').trim()]).toEqual([0, '']);
    let at = 0;
    for (const { language, body } of blocks) {
      if (language !== 'text') continue;
      expect(out.slice(at)).toContain(body);
      at = out.indexOf(body, at) + body.length;
    }
  }, 120_000);
});
