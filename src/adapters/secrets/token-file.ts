/**
 * The file of tokens: what each may do and until when.
 * Invariant: holds the SHA-256 of each token and never a token. A token is 256 random bits, so that no slow hash and no
 * salt could make it harder to guess.
 */
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import Type, { type Static } from 'typebox';
import { InvalidInput, TradingError, validatorOf } from '../../domain/index.ts';
import type { TokenScope } from '../../ports/index.ts';
import { replaceFile } from './replace-file.ts';

const TOKENS_MAX = 100;
const TOKEN_BYTES = 32;
const TOKEN_START = 'viper_';
const NAME = /^[\w.-]{1,40}$/;
/** Whoever may write the file may make tokens. */
const OTHERS_MAY_WRITE = 0o022;

const RowSchema = Type.Object(
  {
    id: Type.String({ pattern: '^[0-9a-f]{12}$' }),
    name: Type.String({ pattern: NAME.source }),
    scope: Type.Unsafe<TokenScope>(Type.Enum(['read', 'trade', 'admin'])),
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    createdAt: Type.Integer(),
    expiresAt: Type.Union([Type.Integer(), Type.Null()]),
    revokedAt: Type.Union([Type.Integer(), Type.Null()]),
  },
  { additionalProperties: false },
);
const FileSchema = Type.Object(
  { version: Type.Literal(1), tokens: Type.Array(RowSchema, { maxItems: TOKENS_MAX }) },
  { additionalProperties: false },
);
const wrongIn = validatorOf(FileSchema);

export type TokenRow = Static<typeof RowSchema>;

export type NewToken = {
  readonly name: string;
  readonly scope: TokenScope;
  /** Undefined: until it is revoked. */
  readonly expiresInMs: number | undefined;
};

export type TokenFile = {
  list(): readonly TokenRow[];
  /** @returns the token itself, which is nowhere else. @throws InvalidInput for a name that is in use. */
  create(wanted: NewToken): { readonly token: string; readonly row: TokenRow };
  /** @throws InvalidInput for a name that no good token has. */
  revoke(name: string): TokenRow;
};

export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** @param now epoch ms of the wall clock. */
export function tokenFile(path: string, now: () => number): TokenFile {
  const change = <T>(edit: (rows: readonly TokenRow[]) => { rows: readonly TokenRow[]; result: T }): T => {
    let result: T | undefined;
    replaceFile(path, () => {
      const edited = edit(readTokens(path) ?? []);
      result = edited.result;
      return `${JSON.stringify({ version: 1, tokens: edited.rows }, null, 2)}\n`;
    });
    return result as T;
  };
  const isGood = (row: TokenRow): boolean => stateOf(row, now()) === 'good';
  return {
    list: () => readTokens(path) ?? [],
    create: ({ name, scope, expiresInMs }) =>
      change((rows) => {
        checkName(name, rows.filter(isGood));
        const token = `${TOKEN_START}${randomBytes(TOKEN_BYTES).toString('base64url')}`;
        const createdAt = now();
        const row = {
          id: randomBytes(6).toString('hex'),
          name,
          scope,
          sha256: hashOf(token).toString('hex'),
          createdAt,
          expiresAt: expiresInMs === undefined ? null : createdAt + expiresInMs,
          revokedAt: null,
        };
        return { rows: [...withRoom(rows, isGood), row], result: { token, row } };
      }),
    revoke: (name) =>
      change((rows) => {
        const found = rows.find((row) => row.name === name && isGood(row));
        if (!found) throw new InvalidInput('token', name, namesText(rows.filter(isGood)));
        const revoked = { ...found, revokedAt: now() };
        return { rows: rows.map((row) => (row === found ? revoked : row)), result: revoked };
      }),
  };
}

export function stateOf({ expiresAt, revokedAt }: TokenRow, now: number): 'good' | 'expired' | 'revoked' {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && expiresAt <= now ? 'expired' : 'good';
}

/** Undefined where there is no file. @throws TradingError `tokens-unreadable`; what stands in the file is not shown. */
export function readTokens(path: string): readonly TokenRow[] | undefined {
  let value: unknown;
  try {
    const { mode } = statSync(path);
    if (process.platform !== 'win32' && (mode & OTHERS_MAY_WRITE) !== 0)
      throw unreadable(path, 'others on this machine may write it; chmod 600');
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    if (cause instanceof TradingError) throw cause;
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw unreadable(path, cause instanceof SyntaxError ? 'it is no JSON' : 'it cannot be read', cause);
  }
  if (wrongIn(value)) throw unreadable(path, 'it is not as `viper token` writes it');
  return (value as Static<typeof FileSchema>).tokens;
}

const unreadable = (path: string, why: string, cause?: unknown): TradingError =>
  new TradingError('tokens-unreadable', `tokens ${path}: ${why}`, { details: { path }, cause });

function checkName(name: string, good: readonly TokenRow[]): void {
  if (!NAME.test(name)) throw new InvalidInput('--name', name, '1 to 40 of A-Z a-z 0-9 _ . -');
  if (good.some((row) => row.name === name))
    throw new InvalidInput('--name', name, 'a name that no other token has; `viper token revoke` frees it');
}

/** Tokens that have ended make room, the oldest first. */
function withRoom(rows: readonly TokenRow[], isGood: (row: TokenRow) => boolean): readonly TokenRow[] {
  if (rows.length < TOKENS_MAX) return rows;
  const ended = rows.find((row) => !isGood(row));
  if (!ended) throw new InvalidInput('tokens', rows.length, `at most ${TOKENS_MAX}; revoke one`);
  return rows.filter((row) => row !== ended);
}

const namesText = (rows: readonly TokenRow[]): string =>
  rows.length === 0 ? 'none: there is no token' : `one of ${rows.map(({ name }) => name).join(', ')}`;
