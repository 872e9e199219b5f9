/**
 * How each strategy has traded, over all its symbols: entries of the day, results, the last trades.
 * Invariant: folded from entries that were sent and trades that have ended; nothing here decides.
 */
import type { ClosedTrade } from './portfolio/index.ts';
import type { TraderView } from './strategy.ts';

const DAY_MS = 86_400_000;
/** Finished trades that are remembered one by one. */
const CLOSED_MAX = 10;

export type TraderRecord = {
  /** UTC day that `entries` belongs to, as epoch ms of its start. */
  dayStart: number;
  entries: number;
  trades: number;
  wins: number;
  closed: TraderView['closed'];
};

export type Traders = Map<string, TraderRecord>;

const dayOf = (at: number): number => at - (at % DAY_MS);

function recordOf(traders: Traders, owner: string): TraderRecord {
  const known = traders.get(owner);
  if (known) return known;
  const record: TraderRecord = { dayStart: 0, entries: 0, trades: 0, wins: 0, closed: [] };
  traders.set(owner, record);
  return record;
}

export function noteEntry(traders: Traders, owner: string, at: number): void {
  const record = recordOf(traders, owner);
  record.entries = record.dayStart === dayOf(at) ? record.entries + 1 : 1;
  record.dayStart = dayOf(at);
}

export function noteTrade(traders: Traders, owner: string, { closedAt, net }: ClosedTrade): void {
  const record = recordOf(traders, owner);
  const isWin = net > 0n;
  record.trades += 1;
  if (isWin) record.wins += 1;
  record.closed = [...record.closed, { closedAt, isWin }].slice(-CLOSED_MAX);
}

const NONE: TraderView = { entriesToday: 0, closed: [] };

export function traderView(record: TraderRecord | undefined, at: number): TraderView {
  if (!record) return NONE;
  return { entriesToday: record.dayStart === dayOf(at) ? record.entries : 0, closed: record.closed };
}
