/**
 * Whose books a journal keeps, from its first session on.
 * Invariant: a journal never goes on with another mode or account; the tag that starts every clientOid stays with it.
 */
import { randomInt } from 'node:crypto';
import { type AccountIdentity, InvalidInput, type Mode, type SessionConfig } from '../domain/index.ts';
import type { StoredJournal } from '../ports/index.ts';

export type Owner = Pick<SessionConfig, 'mode' | 'tag' | 'account'>;

/** Undefined: the journal is new. */
export function ownerOf(journal: Pick<StoredJournal, 'history'>): Owner | undefined {
  for (const { event } of journal.history()) return event.type === 'session' ? event.config : undefined;
  return undefined;
}

/**
 * @param now.account undefined where it is not known yet.
 * @throws InvalidInput when the journal in the folder is that of another mode or account.
 */
export function checkOwner(
  owner: Owner | undefined,
  now: { readonly mode: Mode; readonly account: AccountIdentity | undefined },
  folder: string,
): void {
  if (!owner) return;
  const { mode, account } = owner;
  const isSame = mode === now.mode && (!account || !now.account || isSameAccount(account, now.account));
  if (isSame) return;
  const allowed = `an empty folder, or one of a run in mode ${describe(now)}; it holds the journal of mode ${describe(owner)}`;
  throw new InvalidInput('--data-dir', folder, allowed);
}

const isSameAccount = (a: AccountIdentity, b: AccountIdentity): boolean =>
  a.network === b.network && a.family === b.family && a.name === b.name;

const describe = ({
  mode,
  account,
}: Pick<Owner, 'mode'> & { readonly account?: AccountIdentity | undefined }): string =>
  account ? `${mode} with the ${account.family} account "${account.name}" (${account.network})` : mode;

/** As in a backtest, so that both name their orders alike and their effects compare. */
const COMPARED_TAG = 'vp';
const TAG_CHARACTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const TAG_LENGTH = 7;

/**
 * The journal's tag, or a new one. Where the account outlives the journal, a new one is like no other before it: an order
 * of an earlier journal must not answer to the name of one of ours.
 */
export function tagFor(owner: Owner | undefined, isAccountLasting: boolean): string {
  if (owner) return owner.tag;
  if (!isAccountLasting) return COMPARED_TAG;
  return Array.from({ length: TAG_LENGTH }, () => TAG_CHARACTERS[randomInt(TAG_CHARACTERS.length)]).join('');
}
