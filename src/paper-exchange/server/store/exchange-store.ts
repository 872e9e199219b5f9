/**
 * Keeps the exchange over a kill, in SQLite: a state now and then with what the exchange was told since, accounts, what has ended.
 * Invariant: a commit is whole or absent, and it is made before the answer or push that tells of it leaves.
 */
import Database from 'better-sqlite3';
import { assert, type Candle, fromJson, TradingError, toJson } from '../../../domain/index.ts';
import type { ExchangeOptions, ExchangeSnapshot, PaperExchange } from '../../core/index.ts';
import type { HistoryRow } from '../history.ts';
import type { PaperAccount } from '../options.ts';
import { type Input, recorded, replayed } from './recorded-exchange.ts';
import { lockStore, restrict } from './store-lock.ts';

const CANDLES_MAX = 50_000;
const BUSY_TIMEOUT_MS = 5_000;

/** What each version adds to the one before; a file of an earlier version is brought up to date. */
const STEPS = [
  `CREATE TABLE state (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL, snapshot TEXT NOT NULL) STRICT;
   CREATE TABLE history (seq INTEGER PRIMARY KEY, account TEXT NOT NULL, kind TEXT NOT NULL, row TEXT NOT NULL) STRICT;
   CREATE TABLE candle (symbol TEXT NOT NULL, open_at INTEGER NOT NULL, row TEXT NOT NULL,
     PRIMARY KEY (symbol, open_at)) STRICT, WITHOUT ROWID;`,
  `ALTER TABLE state ADD COLUMN countdowns TEXT NOT NULL DEFAULT '[]';
   CREATE TABLE account (seq INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, row TEXT NOT NULL) STRICT;`,
  `ALTER TABLE state ADD COLUMN options TEXT;
   CREATE TABLE told (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, countdowns TEXT NOT NULL, sequence INTEGER NOT NULL,
     inputs TEXT NOT NULL) STRICT;`,
  'CREATE TABLE part (name TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT, WITHOUT ROWID;',
];
const VERSION = STEPS.length;

const PARTS: readonly (keyof Parts)[] = ['market', 'faults'];

/** So much told, and at least as much as the last state was large, makes a new state worth writing. */
const TOLD_MIN_CHARS = 4_000_000;

/** When an account's open orders are canceled, epoch ms, by its name. */
export type Countdowns = readonly (readonly [string, number])[];

export type Minute = { readonly symbol: string; readonly candle: Candle };

/** What stands beside the core, as text: the market that is made up as it goes, and the faults. */
export type Parts = { readonly market?: string | undefined; readonly faults?: string | undefined };

export type Commit = Parts & {
  /** Exchange time, epoch ms. */
  readonly at: number;
  readonly countdowns: Countdowns;
  readonly history: readonly HistoryRow[];
  /** Closed since the last commit, and the open ones. */
  readonly candles: readonly Minute[];
  /** The whole state too, though little was told since the last one. */
  readonly isWhole?: boolean;
};

export type Kept = Pick<Commit, 'at' | 'countdowns' | keyof Parts> & { readonly snapshot: ExchangeSnapshot };

type StateRecord = { at: number; snapshot: string; countdowns: string; options: string | null };
type ToldRecord = { at: number; countdowns: string; sequence: number; inputs: string };
type HistoryRecord = { account: string; kind: HistoryRow['kind']; row: string };

export class ExchangeStore {
  readonly #db: Database.Database;
  readonly #lock: Database.Database;
  readonly #write: (commit: Commit) => void;
  readonly #addTold: Database.Statement<[number, string, number, string]>;
  #exchange: PaperExchange | undefined;
  #options = 'null';
  /** Told since the last commit. */
  #inputs: Input[] = [];
  #toldChars = 0;
  /** Undefined before the first state of this run is written. */
  #stateChars: number | undefined;
  /** As they stand in the file. */
  readonly #parts = new Map<keyof Parts, string>();

  /** @throws TradingError `store-unusable` when the file is no store of this version, or another process holds it. */
  constructor(file: string) {
    const { db, lock } = open(file);
    this.#db = db;
    this.#lock = lock;
    this.#addTold = this.#db.prepare('INSERT INTO told (at, countdowns, sequence, inputs) VALUES (?, ?, ?, ?)');
    const addRow = this.#db.prepare('INSERT INTO history (account, kind, row) VALUES (?, ?, ?)');
    const putPart = this.#db.prepare('INSERT OR REPLACE INTO part (name, state) VALUES (?, ?)');
    const addCandle = this.#db.prepare('INSERT OR REPLACE INTO candle (symbol, open_at, row) VALUES (?, ?, ?)');
    this.#write = this.#db.transaction((commit: Commit) => {
      for (const { account, kind, row } of commit.history) addRow.run(account, kind, toJson(row));
      for (const { symbol, candle } of commit.candles) addCandle.run(symbol, candle.openAt, JSON.stringify(candle));
      for (const name of PARTS) {
        const state = commit[name];
        if (state === undefined || state === this.#parts.get(name)) continue;
        putPart.run(name, state);
        this.#parts.set(name, state);
      }
      if (this.#isStateDue(commit)) this.#saveState(commit);
      else this.#saveTold(commit);
    });
  }

  /** From here on this is the exchange whose commits come; what it is told is kept. */
  follow(exchange: PaperExchange, options: ExchangeOptions): PaperExchange {
    this.#options = toJson(options);
    this.#exchange = recorded(exchange, (input) => void this.#inputs.push(input));
    return exchange;
  }

  commit(commit: Commit): void {
    this.#write(commit);
    this.#inputs = [];
  }

  #isStateDue({ isWhole = false }: Commit): boolean {
    return isWhole || this.#stateChars === undefined || this.#toldChars > Math.max(this.#stateChars, TOLD_MIN_CHARS);
  }

  #saveState({ at, countdowns }: Commit): void {
    const snapshot = JSON.stringify(this.#followed.snapshot());
    this.#db
      .prepare('INSERT OR REPLACE INTO state (id, at, snapshot, countdowns, options) VALUES (1, ?, ?, ?, ?)')
      .run(at, snapshot, JSON.stringify(countdowns), this.#options);
    this.#db.prepare('DELETE FROM told').run();
    this.#stateChars = snapshot.length;
    this.#toldChars = 0;
  }

  #saveTold({ at, countdowns }: Commit): void {
    const inputs = toJson(this.#inputs);
    this.#addTold.run(at, JSON.stringify(countdowns), this.#followed.sequence, inputs);
    this.#toldChars += inputs.length;
  }

  get #followed(): PaperExchange {
    assert(this.#exchange, 'the store follows no exchange');
    return this.#exchange;
  }

  /** Undefined when nothing was committed yet. @throws TradingError `store-unusable` when what was told cannot be repeated. */
  load(): Kept | undefined {
    const state = this.#db.prepare<[], StateRecord>('SELECT at, snapshot, countdowns, options FROM state').get();
    if (!state) return undefined;
    const told = this.#db
      .prepare<[], ToldRecord>('SELECT at, countdowns, sequence, inputs FROM told ORDER BY seq')
      .all();
    const last = told.at(-1);
    const { at, countdowns } = last ?? state;
    const snapshot = replayed({
      options: state.options === null ? undefined : (fromJson(state.options) as ExchangeOptions),
      snapshot: JSON.parse(state.snapshot) as ExchangeSnapshot,
      inputs: told.flatMap(({ inputs }) => fromJson(inputs) as Input[]),
      sequence: last?.sequence,
    });
    const parts = this.#db.prepare<[], { name: string; state: string }>('SELECT name, state FROM part').all();
    const kept: Parts = Object.fromEntries(parts.map((part) => [part.name, part.state]));
    return { at, snapshot, countdowns: JSON.parse(countdowns) as Countdowns, ...kept };
  }

  /** Accounts with their keys, in the order in which they were opened. */
  accounts(): readonly PaperAccount[] {
    const rows = this.#db.prepare<[], { row: string }>('SELECT row FROM account ORDER BY seq').all();
    return rows.map(({ row }) => fromJson(row) as PaperAccount);
  }

  keepAccount(account: PaperAccount): void {
    this.#db
      .prepare('INSERT INTO account (name, row) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET row = excluded.row')
      .run(account.name, toJson(account));
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
    this.#lock.close();
  }
}

function open(file: string): { readonly db: Database.Database; readonly lock: Database.Database } {
  let lock: Database.Database | undefined;
  let db: Database.Database | undefined;
  try {
    lock = lockStore(file);
    restrict(file);
    db = new Database(file, { timeout: BUSY_TIMEOUT_MS });
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    upgrade(db);
    return { db, lock };
  } catch (cause) {
    db?.close();
    lock?.close();
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `${file} cannot be used as the exchange's store: ${reason}; name another file or remove it`;
    throw new TradingError('store-unusable', message, { details: { file }, cause });
  }
}

function upgrade(db: Database.Database): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > VERSION) throw new Error(`its version is ${version}, this program writes ${VERSION}`);
  if (version === VERSION) return;
  db.transaction(() => {
    for (const step of STEPS.slice(version)) db.exec(step);
    db.pragma(`user_version = ${VERSION}`);
  })();
}
