import { expect, it } from 'vitest';
import { sessionOf } from '../../test/support/instruments.ts';
import { createMemoryJournal } from '../adapters/storage/index.ts';
import type { AccountIdentity, SessionConfig } from '../domain/index.ts';
import { checkOwner, ownerOf, tagFor } from './journal-account.ts';

const mine: AccountIdentity = { network: 'testnet', family: 'unified', name: 'uid 1' };

function journalOf(...configs: readonly SessionConfig[]) {
  const journal = createMemoryJournal();
  for (const [i, config] of configs.entries())
    journal.append({ seq: i + 1, event: { type: 'session', at: i, config, instruments: [] }, effectHash: undefined });
  return journal;
}

it('the first session of a journal owns it', () => {
  const [first, later] = [sessionOf({ account: mine, tag: 'first' }), sessionOf({ tag: 'later' })];
  expect(ownerOf(journalOf(first, later))).toBe(first);
  expect(ownerOf(journalOf())).toBeUndefined();
});

it.each<[string, Partial<SessionConfig>]>([
  ['a mode', { mode: 'live' }],
  ['a network', { account: { ...mine, network: 'mainnet' } }],
  ['a family', { account: { ...mine, family: 'classic' } }],
  ['an account', { account: { ...mine, name: 'uid 2' } }],
])('%s of another is refused, with both named', (_, other) => {
  const owner = sessionOf({ mode: 'testnet', account: mine });
  const now = { mode: 'testnet' as const, account: mine, ...other };
  expect(() => checkOwner(owner, now, 'folder')).toThrow(/^--data-dir: "folder" .*"uid 1"/);
});

it('the same account goes on, also where it is not known yet or was not kept', () => {
  const owner = sessionOf({ mode: 'testnet', account: mine });
  const { account: _, ...unkept } = owner;
  expect(() => {
    checkOwner(undefined, { mode: 'live', account: mine }, 'folder');
    checkOwner(owner, { mode: 'testnet', account: { ...mine } }, 'folder');
    checkOwner(owner, { mode: 'testnet', account: undefined }, 'folder');
    checkOwner(unkept, { mode: 'testnet', account: mine }, 'folder');
  }).not.toThrow();
});

it('the tag stays with the journal, and is new for a lasting account', () => {
  expect(tagFor(sessionOf({ tag: 'kept' }), true)).toBe('kept');
  expect(tagFor(undefined, false)).toBe('vp');
  const tags = new Set(Array.from({ length: 100 }, () => tagFor(undefined, true)));
  expect(tags.size).toBe(100);
  for (const tag of tags) expect(tag).toMatch(/^[a-z0-9]{7}$/);
});
