/**
 * Holds tokens that callers show against the file, which may change while a service runs.
 * Invariant: once a file was seen, a token is required for as long as the process lives; a file that cannot be read lets
 * nobody in. How long a comparison takes does not depend on the token.
 */
import { timingSafeEqual } from 'node:crypto';
import { type Stats, statSync } from 'node:fs';
import type { TokenFacts, TokenKeeper } from '../../ports/index.ts';
import { hashOf, readTokens, stateOf, type TokenRow } from './token-file.ts';

type Kept = { readonly row: TokenRow; readonly hash: Buffer };

export type TokenKeeperOptions = {
  readonly path: string;
  /** Epoch ms of the wall clock. */
  readonly now: () => number;
  /** A file that was good before and is not any more. */
  readonly onUnreadable: (error: unknown) => void;
};

/** @throws TradingError `tokens-unreadable` when the file is not good from the start. */
export function createTokenKeeper({ path, now, onUnreadable }: TokenKeeperOptions): TokenKeeper {
  let print = printOf(path);
  let kept = load(path);
  let wasSeen = kept !== undefined;

  /** Notices a change at the next request: a revoked token is not good a moment longer. */
  const current = (): readonly Kept[] => {
    const fresh = printOf(path);
    if (fresh !== print) {
      print = fresh;
      try {
        kept = load(path);
      } catch (error) {
        kept = [];
        onUnreadable(error);
      }
      wasSeen ||= kept !== undefined;
    }
    return kept ?? [];
  };
  const good = (row: TokenRow): boolean => stateOf(row, now()) === 'good';

  return {
    isRequired: () => current().length > 0 || wasSeen,
    check(text) {
      const hash = hashOf(text);
      let found: TokenRow | undefined;
      // Every one is compared, also after the one that fits.
      for (const one of current()) if (timingSafeEqual(one.hash, hash)) found = one.row;
      if (!found) return { ok: false, reason: 'unknown' };
      const state = stateOf(found, now());
      return state === 'good' ? { ok: true, token: factsOf(found) } : { ok: false, reason: state };
    },
    holder(id) {
      const found = current().find(({ row }) => row.id === id && good(row));
      return found && factsOf(found.row);
    },
  };
}

const factsOf = ({ id, name, scope }: TokenRow): TokenFacts => ({ id, name, scope });

const load = (path: string): readonly Kept[] | undefined =>
  readTokens(path)?.map((row) => ({ row, hash: Buffer.from(row.sha256, 'hex') }));

/** Differs when the file does: each change makes a new one. */
function printOf(path: string): string {
  const stats: Stats | undefined = statSync(path, { throwIfNoEntry: false });
  return stats ? `${stats.ino} ${stats.mtimeMs} ${stats.size} ${stats.mode}` : 'none';
}
