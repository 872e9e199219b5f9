/** A backup is whole or not there; a restore is whole or has changed nothing. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { sampleEntry } from '../../../test/conformance/describe-journal.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import type { Journal } from '../../ports/index.ts';
import { backUp, openSqliteJournal, restore } from './index.ts';

const root = temporaryFolder('backup');
afterAll(() => root.remove());

const MADE_AT = Date.UTC(2025, 0, 15);
let folder: string;
let file: string;
let count = 0;
beforeEach(() => {
  count += 1;
  const here = join(root.path, String(count));
  mkdirSync(here);
  folder = join(here, 'run');
  file = join(here, 'viper.backup');
});

/** A run with entries; flushed, and still held by its writer. */
function run(entries: number): Journal {
  const journal = openSqliteJournal(join(folder, 'journal.sqlite'), { mode: 'write' });
  for (let seq = journal.lastSeq + 1, end = journal.lastSeq + entries; seq <= end; seq++)
    journal.append(sampleEntry(seq));
  journal.flush();
  return journal;
}

const entriesOf = (where: string): readonly unknown[] => {
  const journal = openSqliteJournal(join(where, 'journal.sqlite'), { mode: 'read' });
  const found = [...journal.read(0)];
  journal.close();
  return found;
};

const beside = (): string[] => readdirSync(join(folder, '..')).toSorted();

describe('a backup', () => {
  test('holds what was durable at its moment, while the run goes on, and comes back as a journal to go on from', () => {
    const journal = run(300);
    writeFileSync(join(folder, 'market.json'), '{"seed":7}');
    writeFileSync(join(folder, 'viper.log'), 'not kept');
    expect(backUp(folder, file, MADE_AT)).toMatchObject({ entries: 300, files: ['journal.sqlite', 'market.json'] });
    journal.append(sampleEntry(301));
    journal.flush();
    journal.close();
    const target = join(folder, '../again');
    expect(restore(file, target, { isReplacing: false })).toEqual({
      folder: target,
      entries: 300,
      madeAt: MADE_AT,
      kept: undefined,
    });
    expect(entriesOf(target)).toEqual(Array.from({ length: 300 }, (_, i) => sampleEntry(i + 1)));
    expect(readFileSync(join(target, 'market.json'), 'utf8')).toBe('{"seed":7}');
    const again = openSqliteJournal(join(target, 'journal.sqlite'), { mode: 'write' });
    again.append(sampleEntry(301));
    again.close();
    expect(entriesOf(target)).toHaveLength(301);
    expect(beside()).toEqual(['again', 'run', 'viper.backup']);
  });

  test('overwrites nothing, and needs a run and a place', () => {
    run(1).close();
    writeFileSync(file, 'mine');
    expect(() => backUp(folder, file, MADE_AT)).toThrow(/a name that is free/);
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect(() => backUp(join(folder, 'none'), `${file}2`, MADE_AT)).toThrow(/a folder with journal\.sqlite/);
    expect(() => backUp(folder, join(folder, 'none/x'), MADE_AT)).toThrow(/a folder that exists/);
  });

  test('is not made of a journal that is damaged', () => {
    run(20).close();
    const database = new Database(join(folder, 'journal.sqlite'));
    database.exec('DELETE FROM entries WHERE seq = 7');
    database.close();
    expect(() => backUp(folder, file, MADE_AT)).toThrow(expect.objectContaining({ code: 'journal-damaged' }));
    expect(beside()).toEqual(['run']);
  });
});

describe('a restore', () => {
  test('refuses a folder that holds something, and one that a run holds', () => {
    const journal = run(5);
    backUp(folder, file, MADE_AT);
    expect(() => restore(file, folder, { isReplacing: false })).toThrow(/--replace/);
    expect(() => restore(file, folder, { isReplacing: true })).toThrow(
      expect.objectContaining({ code: 'journal-in-use' }),
    );
    journal.append(sampleEntry(6));
    journal.close();
    expect(entriesOf(folder)).toHaveLength(6);
    expect(beside()).toEqual(['run', 'viper.backup']);
  });

  test('keeps what it replaces', () => {
    run(5).close();
    backUp(folder, file, MADE_AT);
    run(2).close();
    expect(restore(file, folder, { isReplacing: true })).toMatchObject({ entries: 5, kept: `${folder}.before-1` });
    expect(entriesOf(folder)).toHaveLength(5);
    expect(entriesOf(`${folder}.before-1`)).toHaveLength(7);
  });

  test.each([
    ['another file', () => writeFileSync(file, 'text '.repeat(1_000)), /damaged|backup/],
    ['nothing', () => undefined, /viper backup/],
    [
      'a changed part',
      () => {
        run(50).close();
        backUp(folder, file, MADE_AT);
        const database = new Database(file);
        database.exec("UPDATE parts SET content = zeroblob(length(content)) WHERE name = 'journal.sqlite'");
        database.close();
      },
      /is not what was saved/,
    ],
    [
      'a name outside of the folder',
      () => {
        run(5).close();
        backUp(folder, file, MADE_AT);
        const database = new Database(file);
        database.exec("UPDATE files SET name = '../evil'");
        database.close();
      },
      /outside/,
    ],
  ])('of %s changes nothing', (_name, prepare, message) => {
    prepare();
    const before = beside();
    expect(() => restore(file, join(folder, '../again'), { isReplacing: false })).toThrow(message);
    expect(beside()).toEqual(before);
  });
});
