/**
 * Locks for a service in a test: a token of each scope in a real file, and an audit that is read.
 * Invariant: the tokens are made as `viper token` makes them.
 */
import { join } from 'node:path';
import { createTokenKeeper, type TokenFile, tokenFile } from '../../src/adapters/secrets/index.ts';
import type { AuditEntry, TokenScope } from '../../src/ports/index.ts';
import { type Locks, OPEN_LOCKS } from '../../src/services/http/index.ts';
import { temporaryFolder } from './temporary-folder.ts';

export type ServiceLocks = {
  readonly locks: Locks;
  readonly file: TokenFile;
  readonly path: string;
  readonly tokens: Readonly<Record<TokenScope, string>>;
  readonly audit: readonly AuditEntry[];
  /** Of the wall clock, as the tokens see it. */
  readonly time: { now: number };
  remove(): void;
};

/** @param more replaces what is standard, such as rates. */
export function serviceLocks(more: Partial<Locks> = {}): ServiceLocks {
  const folder = temporaryFolder('tokens');
  const path = join(folder.path, 'tokens.json');
  const time = { now: Date.UTC(2025, 0, 15) };
  const now = (): number => time.now;
  const file = tokenFile(path, now);
  const make = (scope: TokenScope): string => file.create({ name: scope, scope, expiresInMs: undefined }).token;
  const tokens = { read: make('read'), trade: make('trade'), admin: make('admin') };
  const audit: AuditEntry[] = [];
  const locks: Locks = {
    ...OPEN_LOCKS,
    tokens: createTokenKeeper({ path, now, onUnreadable: () => {} }),
    audit: { write: (entry) => void audit.push(entry) },
    ...more,
  };
  return { locks, file, path, tokens, audit, time, remove: folder.remove };
}
