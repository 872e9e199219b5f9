/** The journal on disk: durable, one writer, and never silent about damage. */
import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { sampleEntry } from '../../../test/conformance/describe-journal.ts';
import type { Journal } from '../../ports/index.ts';
import { JournalDamaged, openSqliteJournal } from './index.ts';

let file: string;
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'viper-journal-')), 'journal.db');
});

function write(count: number): Journal {
  const journal = openSqliteJournal(file, { mode: 'write' });
  for (let seq = journal.lastSeq + 1, end = journal.lastSeq + count; seq <= end; seq++)
    journal.append(sampleEntry(seq));
  journal.flush();
  return journal;
}

function tamper(sql: string): void {
  const database = new Database(file);
  database.exec(sql);
  database.close();
}

function damage(mode: 'read' | 'write' = 'write'): JournalDamaged {
  const before = readFileSync(file);
  try {
    openSqliteJournal(file, { mode }).close();
  } catch (error) {
    expect(readFileSync(file).equals(before)).toBe(true);
    if (error instanceof JournalDamaged) return error;
    throw error;
  }
  throw new Error('the damaged journal was opened');
}

describe('SQLite journal', () => {
  it('goes on where it was closed', () => {
    write(10).close();
    write(5).close();
    const journal = openSqliteJournal(file, { mode: 'read' });
    expect([...journal.read(0)]).toEqual(Array.from({ length: 15 }, (_, i) => sampleEntry(i + 1)));
    journal.close();
  });

  it('has flushed entries, and only those, after its process was killed', async () => {
    const script = `
      import { openSqliteJournal } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))};
      const journal = openSqliteJournal(${JSON.stringify(file)}, { mode: 'write' });
      for (let seq = 1; seq <= 100; seq++) { journal.append({ seq, event: { type: 'alarm', at: seq, name: 'a' } }); if (seq === 90) journal.flush(); }
      process.kill(process.pid, 'SIGKILL');`;
    await expect(promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])).rejects.toMatchObject({
      signal: 'SIGKILL',
    });
    const journal = write(0);
    expect(journal.lastSeq).toBe(90);
    expect([...journal.read(0)]).toHaveLength(90);
    journal.close();
  });

  it('lets others read while it is written', () => {
    const writer = write(3);
    const reader = openSqliteJournal(file, { mode: 'read' });
    writer.append(sampleEntry(4));
    expect(reader.lastSeq).toBe(3);
    writer.flush();
    expect(reader.lastSeq).toBe(4);
    expect([...reader.read(3)]).toEqual([sampleEntry(4)]);
    expect(() => reader.append(sampleEntry(5))).toThrow(expect.objectContaining({ code: 'journal-read-only' }));
    reader.close();
    writer.close();
  });

  it('has one writer', () => {
    const first = write(1);
    expect(() => openSqliteJournal(file, { mode: 'write' })).toThrow(
      expect.objectContaining({ code: 'journal-in-use', message: expect.stringContaining(file) }),
    );
    first.close();
    write(1).close();
  });

  it('keeps its last good snapshot', () => {
    const journal = write(20);
    for (const seq of [5, 10, 15, 20]) journal.saveSnapshot(seq, `s${seq}`);
    journal.close();
    tamper("UPDATE snapshots SET snapshot = 's99' WHERE seq = 20");
    const again = write(0);
    expect(again.latestSnapshot()).toEqual({ seq: 15, snapshot: 's15' });
    again.close();
  });

  it('refuses to read what is not there', () => {
    expect(() => openSqliteJournal(file, { mode: 'read' })).toThrow(/a journal that exists/);
    expect(existsSync(file)).toBe(false);
  });

  it('tells a place it cannot reach from a damaged file', () => {
    expect(() => openSqliteJournal('/dev/null/journal.db', { mode: 'write' })).toThrow(
      expect.objectContaining({ code: 'journal-unreachable' }),
    );
    expect(() => openSqliteJournal(tmpdir(), { mode: 'read' })).toThrow(/a journal that exists/);
  });

  it('refuses to begin anew beside the write-ahead log of another', () => {
    writeFileSync(`${file}-wal`, 'frames');
    expect(() => openSqliteJournal(file, { mode: 'write' })).toThrow(/-wal/);
  });

  it.each(['read', 'write'] as const)('says where a changed entry stands (%s)', (mode) => {
    write(50).close();
    tamper(`UPDATE entries SET event = replace(event, '31000', '31001') WHERE seq = 31`);
    expect(damage(mode)).toMatchObject({ code: 'journal-damaged', details: { lastGoodSeq: 30 } });
  });

  it.each([
    ['an entry is missing', 'DELETE FROM entries WHERE seq = 17', 16],
    [
      'two entries were swapped',
      'UPDATE entries SET seq = -1 WHERE seq = 8; UPDATE entries SET seq = 8 WHERE seq = 9; UPDATE entries SET seq = 9 WHERE seq = -1',
      7,
    ],
    ['an effect hash was changed', "UPDATE entries SET effect_hash = 'other' WHERE seq = 4", 3],
    ['the first is missing', 'DELETE FROM entries WHERE seq = 1', 0],
  ])('says so when %s', (_name, sql, lastGoodSeq) => {
    write(50).close();
    tamper(sql);
    expect(damage().details.lastGoodSeq).toBe(lastGoodSeq);
  });

  it('notices that the end is gone when a snapshot knew more', () => {
    const journal = write(50);
    journal.saveSnapshot(50, '{}');
    journal.close();
    tamper('DELETE FROM entries WHERE seq > 40');
    expect(damage().message).toMatch(/ends at entry 40 .* snapshot of entry 50/);
  });

  it('refuses a file that was cut at any length', () => {
    write(2_000).close();
    const whole = `${file}.whole`;
    renameSync(file, whole);
    for (const share of [0, 0.001, 0.02, 0.3, 0.7, 0.99]) {
      copyFileSync(whole, file);
      const size = Math.floor(readFileSync(whole).length * share);
      truncateSync(file, size);
      expect(damage(), `cut to ${size} bytes`).toBeInstanceOf(JournalDamaged);
    }
  });

  it('refuses a file with a page of noise', () => {
    write(2_000).close();
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 40_960, 45_056);
    writeFileSync(file, bytes);
    expect(damage().message).toContain('the file was not changed');
  });

  it('refuses other databases, other files and other versions', () => {
    tamper('CREATE TABLE t (x)');
    expect(damage().message).toContain('not a journal of Viper');
    writeFileSync(file, 'a text that is long enough to be no database at all'.repeat(100));
    expect(damage()).toMatchObject({ details: { lastGoodSeq: 0 } });
  });

  it('names both versions when the file is of another one', () => {
    write(1).close();
    tamper('PRAGMA user_version = 7');
    expect(() => openSqliteJournal(file, { mode: 'write' })).toThrow(
      expect.objectContaining({ code: 'journal-version', message: expect.stringMatching(/version 7.*version 2/) }),
    );
  });
});
