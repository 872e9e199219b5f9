/** What a journal lets go of, what it keeps for ever, and that a crash at any moment of it loses nothing. */
import { copyFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sampleEntry } from '../../../test/conformance/describe-journal.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import type { StoredJournal } from '../../ports/index.ts';
import { JournalDamaged, openSqliteJournal } from './index.ts';
import { createLasting } from './lasting.ts';

/** Snapshots stand at every so many entries. */
const EVERY = 250;
/** A slice of the sweep and its pause. */
const SLICE_MS = 100;
const BYTES_MAX = 150_000;

let folder: ReturnType<typeof temporaryFolder>;
let file: string;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  folder = temporaryFolder('sweep');
  file = join(folder.path, 'journal.sqlite');
});
afterEach(() => {
  vi.useRealTimers();
  folder.remove();
});

const failed = vi.fn();
const open = (path = file): StoredJournal =>
  openSqliteJournal(path, { mode: 'write', bytesMax: BYTES_MAX, onSweepFailure: failed });

function write(journal: StoredJournal, count: number, onEntry: () => void = () => {}): void {
  for (let seq = journal.lastSeq + 1, end = journal.lastSeq + count; seq <= end; seq++) {
    journal.append(sampleEntry(seq));
    if (seq % EVERY === 0) journal.saveSnapshot(seq, `state at ${seq}`);
    if (seq % 100 === 0) {
      journal.flush();
      onEntry();
    }
  }
}

const sweepOn = (): unknown => vi.advanceTimersByTime(SLICE_MS);
const sampled = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => sampleEntry(from + i + 1));
const lasting = (to: number) => sampled(0, to).filter(createLasting());

describe('a journal that may hold so much', () => {
  it('lets go of market data, keeps what was done, and can be read on from a snapshot', () => {
    const journal = open();
    write(journal, 5_000, sweepOn);
    const begin = journal.beginning();
    expect(begin?.seq).toBeGreaterThan(2_000);
    expect(begin?.snapshot).toBe(`state at ${begin?.seq}`);
    expect([...journal.read(begin?.seq ?? 0)]).toEqual(sampled(begin?.seq ?? 0, 5_000));
    expect([...journal.history()]).toEqual(lasting(5_000));
    expect(() => [...journal.read(0)]).toThrow(expect.objectContaining({ code: 'journal-begins-later' }));
    journal.close();
    expect(failed).not.toHaveBeenCalled();
  });

  it('grows by what was done alone', () => {
    const sizes: number[] = [];
    for (let part = 0; part < 3; part++) {
      const journal = open();
      write(journal, 2_500, sweepOn);
      journal.close();
      sizes.push(statSync(file).size);
    }
    const [, second = 0, third = 0] = sizes;
    const wholeFile = join(folder.path, 'whole.sqlite');
    const whole = openSqliteJournal(wholeFile, { mode: 'write' });
    write(whole, 2_500);
    whole.close();
    expect(third - second).toBeLessThan(statSync(wholeFile).size / 2);
  });

  it('holds everything below its bound, and where none is set', () => {
    const journal = open();
    write(journal, EVERY, sweepOn);
    expect(journal.beginning()).toBeUndefined();
    journal.close();
    const unbounded = openSqliteJournal(file, { mode: 'write' });
    write(unbounded, 3_000, sweepOn);
    expect([...unbounded.read(0)]).toHaveLength(EVERY + 3_000);
    unbounded.close();
  });

  it('is whole, and says the same of what was done, at every moment of a sweep', () => {
    const journal = open();
    const copy = join(folder.path, 'copy.sqlite');
    let count = 0;
    write(journal, 2_200, () => {
      sweepOn();
      for (const end of ['', '-wal', '-shm']) copyFileSync(`${file}${end}`, `${copy}${end}`);
      const found = open(copy);
      expect([...found.history()]).toEqual(lasting(found.lastSeq));
      expect([...found.read(found.beginning()?.seq ?? 0)].at(-1)?.seq).toBe(found.lastSeq);
      if (found.beginning()) count += 1;
      found.close();
    });
    expect(count).toBeGreaterThan(5);
    journal.close();
  });

  it('goes on with a sweep that was cut off, and with the chain of its entries', () => {
    const journal = open();
    write(journal, 2_000);
    journal.close();
    const again = open();
    expect(again.beginning()).toBeDefined();
    for (let i = 0; i < 20; i++) sweepOn();
    write(again, 2_000, sweepOn);
    again.close();
    const read = openSqliteJournal(file, { mode: 'read' });
    expect([...read.history()]).toEqual(lasting(4_000));
    read.close();
  });

  it('never goes on from a snapshot that is not what was written', () => {
    const unbounded = openSqliteJournal(file, { mode: 'write' });
    write(unbounded, 4 * EVERY);
    unbounded.close();
    const database = new Database(file);
    const [first] = database.prepare<[], { seq: number }>('SELECT seq FROM snapshots ORDER BY seq').all();
    database.prepare("UPDATE snapshots SET snapshot = 'x' WHERE seq = ?").run(first?.seq ?? 0);
    database.close();
    const journal = openSqliteJournal(file, { mode: 'write', bytesMax: 1, onSweepFailure: failed });
    write(journal, EVERY, sweepOn);
    expect(journal.beginning()?.seq).toBeGreaterThan(first?.seq ?? 0);
    journal.close();
    open().close();
  });

  it('tells a reader that was overtaken, and is not called damaged', () => {
    const journal = open();
    write(journal, 500);
    const reader = openSqliteJournal(file, { mode: 'read' });
    const entries = reader.read(0)[Symbol.iterator]();
    for (let i = 0; i < 10; i++) entries.next();
    write(journal, 4_000, sweepOn);
    const rest = () => {
      while (!entries.next().done);
    };
    expect(rest).toThrow(expect.objectContaining({ code: 'journal-begins-later' }));
    for (const one of [reader, journal]) one.close();
  });
});

describe('a journal of which something was let go', () => {
  beforeEach(() => {
    const journal = open();
    write(journal, 3_000, sweepOn);
    journal.close();
  });

  it.each([
    ['an entry that is kept', 'UPDATE kept SET event = replace(event, \'"at":3000\', \'"at":3001\')'],
    ['an entry after the base', 'DELETE FROM entries WHERE seq = (SELECT seq + 5 FROM base)'],
    ['the base', 'DELETE FROM base'],
    ['the place of the base', 'UPDATE base SET seq = seq - 1'],
    ['the state at the base', 'DELETE FROM snapshots WHERE seq = (SELECT seq FROM base)'],
    ['the text of that state', "UPDATE snapshots SET snapshot = 'x' WHERE seq = (SELECT seq FROM base)"],
  ])('is damaged without %s', (_, sql) => {
    const database = new Database(file);
    database.exec(sql);
    database.close();
    for (const mode of ['read', 'write'] as const)
      expect(() => openSqliteJournal(file, { mode })).toThrow(JournalDamaged);
  });
});

it('goes on with a file that was written before anything could be let go', () => {
  const before = openSqliteJournal(file, { mode: 'write' });
  write(before, 2_000);
  before.close();
  const database = new Database(file);
  database.exec('DROP TABLE base; DROP TABLE kept; PRAGMA user_version = 1');
  database.close();
  const read = openSqliteJournal(file, { mode: 'read' });
  expect([...read.history()]).toEqual(lasting(2_000));
  expect(read.beginning()).toBeUndefined();
  read.close();
  const journal = open();
  expect([...journal.read(0)]).toEqual(sampled(0, 2_000));
  write(journal, 2_000, sweepOn);
  expect([...journal.history()]).toEqual(lasting(4_000));
  journal.close();
});
