/**
 * One exchange writes a store; whoever only reads it, such as a backup, is let in.
 * Invariant: the operating system frees the lock when the process dies.
 */
import { chmodSync, closeSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';

/** Keys are in it: for its owner alone. */
const FILE_MODE = 0o600;
const TIMEOUT_MS = 250;

/** Held until it is closed. @throws where another process holds it. */
export function lockStore(file: string): Database.Database {
  const name = `${file}-lock`;
  restrict(name);
  const lock = new Database(name, { timeout: TIMEOUT_MS });
  try {
    lock.pragma('journal_mode = DELETE');
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (cause) {
    lock.close();
    throw cause;
  }
}

/** Before SQLite opens it, so that the files beside it, which it writes first, are as closed. */
export function restrict(file: string): void {
  closeSync(openSync(file, 'a', FILE_MODE));
  chmodSync(file, FILE_MODE);
}
