/**
 * Feeds the live stream into the query cache, some ten times a second.
 */
import { notifyManager, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { CandleRow, EquityPoint, FillRow, JournalRow, LiveMessage } from '../../../src/engine/api.ts';
import { KEYS } from '../api.ts';
import type { Overview } from '../overview.ts';
import { addToBatch, type Batch, emptyBatch, mergeCandles, mergeFills, mergeJournal, mergePoints } from './apply.ts';
import { connectStream } from './connect.ts';

const DRAW_MS = 100;

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
      onLost: () => setConnection({ state: 'lost', heardAt }),
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

function applyBatch(queries: QueryClient, batch: Batch): void {
  const change = <T>(key: readonly string[], isDue: boolean, next: (held: T) => T): void => {
    if (isDue) queries.setQueryData<T>(key, (held) => (held === undefined ? undefined : next(held)));
  };
  change<Overview>(KEYS.overview, batch.overview.length > 0, (held) =>
    batch.overview.reduce((at, step) => step(at), held),
  );
  askForNewSymbols(queries);
  for (const [symbol, arrived] of batch.candles) {
    change<readonly CandleRow[]>(KEYS.candles(symbol), true, (held) => mergeCandles(held, arrived));
  }
  change<readonly FillRow[]>(KEYS.fills, batch.fills.length > 0, (held) => mergeFills(held, batch.fills));
  change<readonly EquityPoint[]>(KEYS.equity, batch.points.length > 0, (held) => mergePoints(held, batch.points));
  change<readonly JournalRow[]>(KEYS.journal, batch.journal.length > 0, (held) => mergeJournal(held, batch.journal));
}
