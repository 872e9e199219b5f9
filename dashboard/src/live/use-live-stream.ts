/**
 * Feeds the live stream into the query cache, some five times a second.
 */
import { notifyManager, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { CandleRow, EquityPoint, FillRow, JournalRow, LiveMessage } from '../../../src/engine/api.ts';
import { KEYS } from '../api.ts';
import type { Overview } from '../overview.ts';
import { addToBatch, type Batch, emptyBatch, mergeCandles, mergeFills, mergeJournal, mergePoints } from './apply.ts';
import { connectStream } from './connect.ts';

const DRAW_MS = 200;

export type Connection = {
  readonly state: 'connecting' | 'live' | 'lost';
  /** When the last sign of life came, by this machine's clock. */
  readonly heardAt: number | undefined;
};

export function useLiveStream(): Connection {
  const queries = useQueryClient();
  const [connection, setConnection] = useState<Connection>({ state: 'connecting', heardAt: undefined });
  useEffect(() => {
    let batch = emptyBatch();
    let heardAt: number | undefined;
    const end = connectStream({
      onMessage: (topic, data) => addToBatch(batch, { topic, data } as LiveMessage),
      onConnected: (isAgain) => {
        setConnection({ state: 'live', heardAt });
        if (isAgain) void queries.invalidateQueries();
      },
      onLost: () => {
        setConnection({ state: 'lost', heardAt });
        // A login that has ended is told by an answer, not by a stream.
        void queries.invalidateQueries({ queryKey: KEYS.overview });
      },
      onGap: (topic) => void queries.invalidateQueries({ queryKey: KEYS_OF[topic] ?? KEYS.overview }),
      onBeat: () => {
        heardAt = Date.now();
      },
    });
    const drawing = window.setInterval(() => {
      const ready = batch;
      batch = emptyBatch();
      notifyManager.batch(() => applyBatch(queries, ready));
    }, DRAW_MS);
    return () => {
      end();
      window.clearInterval(drawing);
    };
  }, [queries]);
  return connection;
}

/** Symbols whose price step was asked for once more: they were taken in while the page was open. */
const asked = new Set<string>();

function askForNewSymbols(queries: QueryClient): void {
  const { status, instruments } = queries.getQueryData<Overview>(KEYS.overview) ?? { instruments: [] };
  const known = new Set([...instruments.map(({ symbol }) => symbol), ...asked]);
  const added = status?.symbols.filter((symbol) => !known.has(symbol)) ?? [];
  if (added.length === 0) return;
  for (const symbol of added) asked.add(symbol);
  void queries.invalidateQueries({ queryKey: KEYS.overview });
}

/** What no stream carries and a row tells of. */
function askForWhatChanged(queries: QueryClient, { journal, notices }: Batch): void {
  const ask = (queryKey: readonly string[]): void => void queries.invalidateQueries({ queryKey });
  // A symbol was taken in, or a gap was filled: there are earlier candles than those that came.
  if (journal.some(({ type }) => type === 'history')) ask(KEYS.allCandles);
  if (notices.some(({ code }) => code.startsWith('strategy-'))) ask(KEYS.strategies);
  if (journal.some(({ type }) => type === 'fill')) ask(KEYS.strategies);
  if (notices.some(({ code }) => code.startsWith('limits-'))) ask(KEYS.limits);
}

const KEYS_OF: Readonly<Record<string, readonly string[]>> = {
  fill: KEYS.fills,
  candle: KEYS.allCandles,
  equity: KEYS.equity,
  journal: KEYS.journal,
};

function applyBatch(queries: QueryClient, batch: Batch): void {
  const change = <T>(key: readonly string[], isDue: boolean, next: (held: T) => T): void => {
    if (isDue) queries.setQueryData<T>(key, (held) => (held === undefined ? undefined : next(held)));
  };
  change<Overview>(KEYS.overview, batch.overview.length > 0, (held) =>
    batch.overview.reduce((at, step) => step(at), held),
  );
  askForNewSymbols(queries);
  askForWhatChanged(queries, batch);
  for (const [symbol, arrived] of batch.candles) {
    change<readonly CandleRow[]>(KEYS.candles(symbol), true, (held) => mergeCandles(held, arrived));
  }
  change<readonly FillRow[]>(KEYS.fills, batch.fills.length > 0, (held) => mergeFills(held, batch.fills));
  change<readonly EquityPoint[]>(KEYS.equity, batch.points.length > 0, (held) => mergePoints(held, batch.points));
  change<readonly JournalRow[]>(KEYS.journal, batch.journal.length > 0, (held) => mergeJournal(held, batch.journal));
}
