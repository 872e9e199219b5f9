/**
 * Keeps the exchange over a kill: its present state as one row, what has ended as append-only rows, in SQLite.
 * Invariant: a commit is whole or absent, and it is made before the answer or push that tells of it leaves.
 */
import Database from 'better-sqlite3';
import { type Candle, fromJson, TradingError, toJson } from '../../../domain/index.ts';
import type { ExchangeSnapshot } from '../../core/index.ts';
import type { HistoryRow } from '../history.ts';

const VERSION = 1;
const CANDLES_MAX = 50_000;

const SCHEMA = `
  CREATE TABLE state (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL, snapshot TEXT NOT NULL) STRICT;
  CREATE TABLE history (seq INTEGER PRIMARY KEY, account TEXT NOT NULL, kind TEXT NOT NULL, row TEXT NOT NULL) STRICT;
  CREATE TABLE candle (symbol TEXT NOT NULL, open_at INTEGER NOT NULL, row TEXT NOT NULL,
    PRIMARY KEY (symbol, open_at)) STRICT, WITHOUT ROWID;
`;

export type Minute = { readonly symbol: string; readonly candle: Candle };

export type Commit = {
  /** Exchange time, epoch ms. */
  readonly at: number;
  readonly snapshot: ExchangeSnapshot;
  readonly history: readonly HistoryRow[];
  /** Closed since the last commit, and the open ones. */
  readonly candles: readonly Minute[];
};

type HistoryRecord = { account: string; kind: HistoryRow['kind']; row: string };

export class ExchangeStore {
  readonly #db: Database.Database;
  readonly #write: (commit: Commit) => void;

  /** @throws TradingError `store-unusable` when the file is no store of this version, or another process holds it. */
  constructor(file: string) {
    this.#db = open(file);
    const saveState = this.#db.prepare('INSERT OR REPLACE INTO state (id, at, snapshot) VALUES (1, ?, ?)');
    const addRow = this.#db.prepare('INSERT INTO history (account, kind, row) VALUES (?, ?, ?)');
    const addCandle = this.#db.prepare('INSERT OR REPLACE INTO candle (symbol, open_at, row) VALUES (?, ?, ?)');
    this.#write = this.#db.transaction((commit: Commit) => {
      for (const { account, kind, row } of commit.history) addRow.run(account, kind, toJson(row));
      for (const { symbol, candle } of commit.candles) addCandle.run(symbol, candle.openAt, JSON.stringify(candle));
      saveState.run(commit.at, JSON.stringify(commit.snapshot));
    });
  }

  commit(commit: Commit): void {
    this.#write(commit);
  }

  /** Undefined when nothing was committed yet. */
  load(): { readonly at: number; readonly snapshot: ExchangeSnapshot } | undefined {
    const row = this.#db.prepare<[], { at: number; snapshot: string }>('SELECT at, snapshot FROM state').get();
    return row && { at: row.at, snapshot: JSON.parse(row.snapshot) as ExchangeSnapshot };
  }

  *history(): Iterable<HistoryRow> {
    const rows = this.#db.prepare<[], HistoryRecord>('SELECT account, kind, row FROM history ORDER BY seq');
    for (const { account, kind, row } of rows.iterate()) yield { account, kind, row: fromJson(row) } as HistoryRow;
  }

  /** The youngest minutes of a symbol, oldest first; the last one may be open. */
  candles(symbol: string): readonly Candle[] {
    const rows = this.#db
      .prepare<[string, number], { row: string }>(
        'SELECT row FROM candle WHERE symbol = ? ORDER BY open_at DESC LIMIT ?',
      )
      .all(symbol, CANDLES_MAX);
    return rows.reverse().map(({ row }) => JSON.parse(row) as Candle);
  }

  close(): void {
    this.#db.close();
  }
}

function open(file: string): Database.Database {
  const db = new Database(file, { timeout: 250 });
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    const version = db.pragma('user_version', { simple: true });
    if (version === 0) db.transaction(() => db.exec(SCHEMA).pragma(`user_version = ${VERSION}`))();
    else if (version !== VERSION) throw new Error(`its version is ${String(version)}, this program writes ${VERSION}`);
    return db;
  } catch (cause) {
    db.close();
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `${file} cannot be used as the exchange's store: ${reason}; name another file or remove it`;
    throw new TradingError('store-unusable', message, { details: { file }, cause });
  }
}
