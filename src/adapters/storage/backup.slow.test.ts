/** A backup that is killed at any moment leaves the run as it is, no file of its name, and nothing in the way of the next. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sampleEntry } from '../../../test/conformance/describe-journal.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import type { Journal } from '../../ports/index.ts';
import { backUp, openSqliteJournal, restore } from './index.ts';

const root = temporaryFolder('backup-killed');
afterAll(() => root.remove());

const ENTRIES = 60_000;
const MADE_AT = Date.UTC(2025, 0, 15);
const folder = join(root.path, 'run');
const file = join(root.path, 'viper.backup');

function longRun(): Journal {
  const journal = openSqliteJournal(join(folder, 'journal.sqlite'), { mode: 'write' });
  for (let seq = 1; seq <= ENTRIES; seq++) journal.append(sampleEntry(seq));
  journal.flush();
  return journal;
}

test('kills', async () => {
  const journal = longRun();
  const script = `
    import { backUp } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))};
    process.send('begun');
    backUp(${JSON.stringify(folder)}, ${JSON.stringify(file)}, ${MADE_AT});
    process.disconnect();`;
  let killed = 0;
  for (let delayMs = 5; !existsSync(file); delayMs *= 1.6) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    await new Promise((resolve) => child.once('message', resolve));
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    child.kill('SIGKILL');
    await ended;
    if (!existsSync(file)) killed += 1;
    journal.append(sampleEntry(journal.lastSeq + 1));
    journal.flush();
  }
  expect(killed).toBeGreaterThan(2);
  const target = join(root.path, 'again');
  expect(restore(file, target, { isReplacing: false }).entries).toBeGreaterThanOrEqual(ENTRIES);
  expect(backUp(folder, `${file}-2`, MADE_AT).entries).toBe(journal.lastSeq);
  journal.close();
});
