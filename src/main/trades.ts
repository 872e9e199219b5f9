/**
 * Composition root of `viper trades`: a journal → its trades, over all its runs.
 * Invariant: reads only; a run may write its journal meanwhile.
 */
import { join } from 'node:path';
import { systemClock } from '../adapters/clock/index.ts';
import { JOURNAL, openSqliteJournal } from '../adapters/storage/index.ts';
import type { Moment, PastTrades, TradesRequest } from '../cli/index.ts';
import { InvalidInput, type Mode } from '../domain/index.ts';
import { booksRow, groupTrades, sumsRow, sumTrades, TradeHistory, tradeRow } from '../engine/index.ts';
import type { StoredJournal } from '../ports/index.ts';
import { onlyRun } from './run-folder.ts';

/** Elsewhere time is that of a market which may be played at any speed. */
const REAL_TIME: ReadonlySet<Mode> = new Set(['paper', 'testnet', 'live']);

/** @throws InvalidInput or TradingError for a file that is missing, no journal, or damaged, and for moments in the wrong order. */
export function trades(request: TradesRequest): PastTrades {
  const file = request.journal ?? join(request.dataDir ?? onlyRun(), JOURNAL);
  const journal = openSqliteJournal(file, { mode: 'read' });
  try {
    const history = new TradeHistory();
    for (const { event } of journal.history()) history.add(event);
    return { journal: file, ...told(history, request, lastAt(journal)) };
  } finally {
    journal.close();
  }
}

function lastAt(journal: StoredJournal): number {
  for (const { event } of journal.read(Math.max(0, journal.lastSeq - 1))) return event.at;
  return 0;
}

function told(history: TradeHistory, request: TradesRequest, last: number): Omit<PastTrades, 'journal'> {
  const { session } = history;
  const now = session && REAL_TIME.has(session.mode) ? systemClock.now() : last;
  const [since, until] = [momentOf(request.since, now), momentOf(request.until, now)];
  if (since !== null && until !== null && since >= until)
    throw new InvalidInput('--until', new Date(until).toISOString(), `after --since, ${new Date(since).toISOString()}`);
  const { symbol = null } = request;
  const chosen = history.trades.filter(
    ({ closedAt, instrument }) =>
      closedAt >= (since ?? 0) &&
      closedAt < (until ?? Number.POSITIVE_INFINITY) &&
      (symbol === null || instrument.symbol === symbol),
  );
  return {
    mode: session?.mode ?? null,
    network: session?.account?.network ?? null,
    family: session?.account?.family ?? null,
    ...{ since, until, symbol },
    trades: chosen.map(tradeRow),
    summary: sumsRow(sumTrades(chosen)),
    symbols: groupTrades(chosen, (trade) => trade.instrument.symbol).map(([name = '', sums]) => ({
      symbol: name,
      ...sumsRow(sums),
    })),
    owners: groupTrades(chosen, ({ owner }) => owner).map(([owner = null, sums]) => ({ owner, ...sumsRow(sums) })),
    open: history.openCount,
    books: booksRow(history.books()),
  };
}

function momentOf(moment: Moment | undefined, now: number): number | null {
  if (moment === undefined) return null;
  return 'at' in moment ? moment.at : now - moment.agoMs;
}
