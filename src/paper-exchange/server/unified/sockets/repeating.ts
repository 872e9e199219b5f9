/**
 * Tells Unified accounts their balances and positions again and again, as the exchange does beside every change.
 * Invariant: real time; nothing is told where nobody reads.
 */
import type { UnifiedPrivateFeed } from './private-feed.ts';

const REPEAT_EVERY_MS = 5_000;

export type Repeating = { stop(): void };

export function repeatAccounts(
  feed: UnifiedPrivateFeed,
  {
    accounts,
    now,
    everyMs = REPEAT_EVERY_MS,
  }: { accounts: () => readonly string[]; now: () => number; everyMs?: number },
): Repeating {
  const timer = setInterval(() => feed.repeat(accounts(), now()), everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
