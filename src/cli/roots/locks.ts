/**
 * Tokens, audit and sealed secrets.
 * Invariant: types only.
 */
import type { AuditEntry, TokenScope } from '../../ports/index.ts';

/** Times are ISO texts in UTC. */
export type TokenLine = {
  readonly id: string;
  readonly name: string;
  readonly scope: TokenScope;
  readonly state: 'good' | 'expired' | 'revoked';
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
};

export type NewTokenRequest = {
  readonly name: string;
  readonly scope: TokenScope;
  /** Undefined: until it is revoked. */
  readonly expiresInMs: number | undefined;
};

export type SecretLine = { readonly name: string; readonly setAt: string };

export type SecretsRoots = {
  readonly path: string;
  exists(): boolean;
  /** From the environment, or the file that it names; undefined where somebody has to be asked. */
  passphrase(): string | undefined;
  /** Variables that may be stored. */
  storable(): readonly string[];
  /** Makes what is stored known to all that reads variables. @throws TradingError `passphrase-wrong`, `secrets-changed`. */
  open(passphrase: string): void;
  list(passphrase: string): readonly SecretLine[];
  set(name: string, value: string, passphrase: string): void;
  /** @returns false where it is not stored. */
  remove(name: string, passphrase: string): boolean;
  /** @returns how many values are sealed with the new one; undefined where there is no file. @throws TradingError `passphrase-wrong`. */
  changePassphrase(from: string, to: string): number | undefined;
};

export type LocksRoots = {
  /** @returns the token itself, which is nowhere else. */
  createToken(request: NewTokenRequest): { readonly token: string; readonly row: TokenLine };
  tokens(): readonly TokenLine[];
  revokeToken(name: string): TokenLine;
  /** Of one run, or of every run below .viper. The oldest first. */
  audit(dataDir: string | undefined): readonly (AuditEntry & { readonly at: string })[];
  readonly secrets: SecretsRoots;
};
