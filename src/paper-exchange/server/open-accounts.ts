/**
 * Which accounts there are: those of the options, of the store, and those opened while the exchange runs.
 * Invariant: no two have the same name or the same key.
 */
import { InvalidInput } from '../../domain/index.ts';
import type { Desk } from './desk.ts';
import type { PaperAccount, PaperServerOptions } from './options.ts';
import type { ExchangeStore } from './store/exchange-store.ts';

/** @throws InvalidInput for a name or a key that two accounts have. */
export function checkUnused(accounts: readonly PaperAccount[]): void {
  for (const field of ['name', 'apiKey'] as const) {
    const used = new Set<string>();
    for (const account of accounts) {
      if (used.has(account[field]))
        throw new InvalidInput(`account ${field}`, account[field], 'one that no other account has');
      used.add(account[field]);
    }
  }
}

/** Those of the options, then those that the store has beside them; where both know one, the store's keys hold unless keys were given. */
export function openAccounts({ accounts, accountKeys = 'kept' }: PaperServerOptions, store: ExchangeStore | undefined) {
  const kept = new Map(store?.accounts().map((account) => [account.name, account]));
  const all = accounts.map((account) => (accountKeys === 'kept' ? (kept.get(account.name) ?? account) : account));
  for (const account of kept.values()) if (!all.some(({ name }) => name === account.name)) all.push(account);
  checkUnused(all);
  for (const account of all) store?.keepAccount(account);
  return all;
}

export function openAccount(desk: Desk, { name, balance, positionMode, marginMode, leverage }: PaperAccount): void {
  const config = { name, balance, positionMode, marginMode, ...(leverage !== undefined && { leverage }) };
  const result = desk.command((exchange, at) => exchange.administer({ kind: 'create-account', config }, at));
  if (!result.ok) throw new InvalidInput('account', name, `one that can be opened (${result.code})`);
}
