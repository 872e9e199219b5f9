/** Both journals keep the same contract. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryJournal, openSqliteJournal } from '../../src/adapters/storage/index.ts';
import { describeJournal } from './describe-journal.ts';

describeJournal('memory', createMemoryJournal);
describeJournal('SQLite', () =>
  openSqliteJournal(join(mkdtempSync(join(tmpdir(), 'viper-journal-')), 'journal.db'), { mode: 'write' }),
);
