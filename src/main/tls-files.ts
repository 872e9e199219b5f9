/**
 * Certificate and key of the services: read at the start, and again when the files change or at a SIGHUP.
 * Invariant: a pair is used only if its key fits its certificate; one that cannot be used is told, and the old one stays.
 */
import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { Log } from '../adapters/log/index.ts';
import { InvalidInput } from '../domain/index.ts';
import type { Tls } from '../services/index.ts';
import { onHangUp, passOnHangUps } from './hang-up.ts';

/** A change counts when it has stood as long: certificate and key are written one after the other. */
const LOOK_EVERY_MS = 5_000;

export type TlsPaths = { readonly certPath: string; readonly keyPath: string };

type Pair = Pick<Tls, 'cert' | 'key'>;
type Use = (pair: Pair) => void;

/** @throws InvalidInput for a file that cannot be read, and for what is no pair. */
export function readPair({ certPath, keyPath }: TlsPaths): Pair {
  const pair = { cert: textOf('--tls-cert', certPath), key: textOf('--tls-key', keyPath) };
  try {
    createSecureContext(pair);
    return pair;
  } catch {
    // Node's own words may hold a piece of the key.
    throw new InvalidInput('--tls-cert', certPath, `a certificate in PEM form, and its key in ${keyPath}`);
  }
}

export class TlsFiles {
  readonly #paths: TlsPaths;
  readonly #lookEveryMs: number;
  readonly #users = new Set<Use>();
  #pair: Pair;
  /** Of the files when they were last read, and at the last look. */
  #read: string;
  #seen: string;
  #leave: (() => void) | undefined;

  /** @throws InvalidInput as `readPair`. */
  constructor(paths: TlsPaths, lookEveryMs = LOOK_EVERY_MS) {
    this.#paths = paths;
    this.#lookEveryMs = lookEveryMs;
    this.#read = this.#seen = stampOf(paths);
    this.#pair = readPair(paths);
    passOnHangUps();
  }

  /** For servers that write to this log. */
  tls(log: Pick<Log, 'info' | 'error'>): Tls {
    const follow = (use: Use) => {
      this.#users.add(use);
      this.#leave ??= this.#watch(log);
      return { close: () => this.#forget(use) };
    };
    return { ...this.#pair, follow };
  }

  #forget(use: Use): void {
    this.#users.delete(use);
    if (this.#users.size > 0) return;
    this.#leave?.();
    this.#leave = undefined;
  }

  #watch(log: Pick<Log, 'info' | 'error'>): () => void {
    const looking = setInterval(() => this.#look(log), this.#lookEveryMs);
    looking.unref();
    const stop = onHangUp(() => this.#renew(log));
    return () => {
      clearInterval(looking);
      stop();
    };
  }

  #look(log: Pick<Log, 'info' | 'error'>): void {
    const stamp = stampOf(this.#paths);
    const isSettled = stamp === this.#seen;
    this.#seen = stamp;
    if (isSettled && stamp !== this.#read) this.#renew(log);
  }

  #renew(log: Pick<Log, 'info' | 'error'>): void {
    this.#read = this.#seen = stampOf(this.#paths);
    try {
      const pair = readPair(this.#paths);
      const { validTo, fingerprint256 } = new X509Certificate(pair.cert);
      this.#pair = pair;
      for (const use of this.#users) use(pair);
      log.info({ validTo, fingerprint: fingerprint256 }, 'tls-renewed');
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.error({ reason }, 'tls-not-renewed: the certificate in use stays');
    }
  }
}

/** Changes whenever a file is written, replaced or taken away. */
const stampOf = ({ certPath, keyPath }: TlsPaths): string =>
  [certPath, keyPath].map((path) => stampOfFile(path)).join(' ');

function stampOfFile(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? 'absent' : `${stats.ino} ${stats.size} ${stats.mtimeMs}`;
}

function textOf(option: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new InvalidInput(option, path, 'a file that can be read', cause);
  }
}
