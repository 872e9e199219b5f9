/**
 * Composition root of tokens, audit and sealed secrets; and the locks of the services of a run.
 * Invariant: services beyond loopback have TLS and a token, or do not start.
 */
import { existsSync } from 'node:fs';
import { systemClock } from '../adapters/clock/index.ts';
import {
  definitions,
  readLocks,
  readSecretsFile,
  readSecretsPassphrase,
  useStoredSecrets,
} from '../adapters/config/index.ts';
import type { Log } from '../adapters/log/index.ts';
import {
  auditedFolders,
  auditFile,
  createTokenKeeper,
  readAudit,
  type SecretStore,
  secretStore,
  stateOf,
  type TokenFile,
  type TokenRow,
  tokenFile,
} from '../adapters/secrets/index.ts';
import type { ListenRequest, LocksRoots, TokenLine } from '../cli/index.ts';
import { InvalidInput } from '../domain/index.ts';
import type { Locks } from '../services/index.ts';
import { TlsFiles } from './tls-files.ts';

const now = systemClock.now;
const RUNS = '.viper';
/** They open the file, or are shown to others: not to be kept in it. */
const NOT_STORABLE = ['VIPER_SECRETS_PASSPHRASE', 'VIPER_TOKEN'];

const tokens = (): TokenFile => tokenFile(readLocks().tokensFile, now);
const store = (): SecretStore => secretStore({ path: readSecretsFile(), now });

export const locksRoots: LocksRoots = {
  createToken(request) {
    const { token, row } = tokens().create(request);
    return { token, row: lineOf(row) };
  },
  tokens: () => tokens().list().map(lineOf),
  revokeToken: (name) => lineOf(tokens().revoke(name)),
  audit: (dataDir) => (dataDir === undefined ? auditedFolders(RUNS) : [dataDir]).flatMap(readAudit).sort(byTime),
  secrets: {
    get path() {
      return readSecretsFile();
    },
    exists: () => existsSync(readSecretsFile()),
    passphrase: () => readSecretsPassphrase(),
    storable: () =>
      definitions.filter(({ kind, name }) => kind === 'hidden' && !NOT_STORABLE.includes(name)).map(({ name }) => name),
    open(passphrase) {
      const stored = Object.entries(store().read(passphrase) ?? {});
      useStoredSecrets(new Map(stored.map(([name, { value }]) => [name, value])));
    },
    list: (passphrase) =>
      Object.entries(store().read(passphrase) ?? {}).map(([name, { setAt }]) => ({ name, setAt: isoOf(setAt) })),
    set: (name, value, passphrase) => store().set(name, value, passphrase),
    remove: (name, passphrase) => store().remove(name, passphrase),
    changePassphrase: (from, to) => store().changePassphrase(from, to),
  },
};

const isoOf = (at: number): string => new Date(at).toISOString();
const byTime = (a: { at: string }, b: { at: string }): number => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0);

const lineOf = (row: TokenRow): TokenLine => ({
  id: row.id,
  name: row.name,
  scope: row.scope,
  state: stateOf(row, now()),
  createdAt: isoOf(row.createdAt),
  expiresAt: row.expiresAt === null ? null : isoOf(row.expiresAt),
  revokedAt: row.revokedAt === null ? null : isoOf(row.revokedAt),
});

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1)$/;

/** Refuses what is not safe before anything is opened; what it gives needs the folder and the log of the run. */
export type PreparedLocks = (run: {
  readonly dataDir: string;
  readonly log: Log;
}) => Pick<Locks, 'tokens' | 'audit' | 'listening'>;

/** @throws InvalidInput or TradingError for a place, a certificate or tokens that are not allowed. */
export function prepareLocks(asked?: ListenRequest): PreparedLocks {
  const env = readLocks();
  const said = asked?.host ?? env.host ?? '127.0.0.1';
  const host = said === 'localhost' ? '127.0.0.1' : said;
  const tls = tlsOf(asked?.tlsCert ?? env.tlsCert, asked?.tlsKey ?? env.tlsKey);
  const allowedHosts = asked?.allowedHosts.length ? asked.allowedHosts : env.allowedHosts;
  let log: Log | undefined;
  const keeper = createTokenKeeper({
    path: env.tokensFile,
    now,
    onUnreadable: (err) => log?.error({ err }, 'tokens-unreadable'),
  });
  const hasToken = tokens()
    .list()
    .some((row) => stateOf(row, now()) === 'good');
  if (!LOOPBACK.test(host) && !(tls && hasToken))
    throw new InvalidInput(
      '--host',
      host,
      `127.0.0.1; beyond it --tls-cert and --tls-key${tls ? ' (given)' : ''} and a token of \`viper token create\`${hasToken ? ' (there is one)' : ''}`,
    );
  if (allowedHosts.length > 0 && !hasToken)
    throw new InvalidInput('--allowed-host', allowedHosts.join(','), 'a token of `viper token create` with it');
  return (run) => {
    log = run.log;
    const audit = auditFile({
      folder: run.dataDir,
      now,
      onFailure: (err) => run.log.error({ err }, 'audit-not-written'),
    });
    return { tokens: keeper, audit, listening: { host, tls: tls?.tls(run.log), allowedHosts } };
  };
}

function tlsOf(certPath: string | undefined, keyPath: string | undefined): TlsFiles | undefined {
  if (certPath === undefined && keyPath === undefined) return undefined;
  if (certPath === undefined)
    throw new InvalidInput('--tls-cert', undefined, 'a certificate, because --tls-key is given');
  if (keyPath === undefined) throw new InvalidInput('--tls-key', undefined, 'its key, because --tls-cert is given');
  return new TlsFiles({ certPath, keyPath });
}
