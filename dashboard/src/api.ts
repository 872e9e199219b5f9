/**
 * What the page asks of the dashboard service, typed by the service's own routes.
 */
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { CandleRow, EquityPoint, FillRow, JournalRow } from '../../src/engine/api.ts';
import { createClient, type ServiceError } from '../../src/services/contract/index.ts';
import {
  getCandles,
  getEquity,
  getFills,
  getJournal,
  getOverview,
  kill,
  pause,
  resume,
} from '../../src/services/dashboard/routes/index.ts';
import { mergeJournal } from './live/apply.ts';
import type { Overview } from './overview.ts';

export const KEYS = {
  overview: ['overview'],
  candles: (symbol: string) => ['candles', symbol],
  fills: ['fills'],
  equity: ['equity'],
  journal: ['journal'],
} as const;

const client = createClient({ baseUrl: '', fetch: (url, init) => fetch(url, init), timeoutMs: 15_000 });

export const useOverview = (): UseQueryResult<Overview> =>
  useQuery({ queryKey: KEYS.overview, queryFn: async () => byNewestNotice(await client.call(getOverview, {})) });

const byNewestNotice = (overview: Overview): Overview => ({
  ...overview,
  notices: overview.notices.toSorted((a, b) => b.at - a.at),
});

export const useCandles = (symbol: string): UseQueryResult<readonly CandleRow[]> =>
  useQuery({
    queryKey: KEYS.candles(symbol),
    queryFn: async () => (await client.call(getCandles, { query: { symbol, limit: '1000' } })).candles,
    enabled: symbol !== '',
  });

export const useFills = (): UseQueryResult<readonly FillRow[]> =>
  useQuery({
    queryKey: KEYS.fills,
    queryFn: async () => newestFirst((await client.call(getFills, { query: { limit: '500' } })).fills),
  });

export const useEquity = (): UseQueryResult<readonly EquityPoint[]> =>
  useQuery({
    queryKey: KEYS.equity,
    queryFn: async () => (await client.call(getEquity, { query: { limit: '2000' } })).points,
  });

export const useJournal = (): UseQueryResult<readonly JournalRow[]> =>
  useQuery({
    queryKey: KEYS.journal,
    queryFn: async () => mergeJournal([], (await client.call(getJournal, { query: { limit: '1000' } })).rows),
  });

const newestFirst = (fills: readonly FillRow[]): readonly FillRow[] => fills.toSorted((a, b) => b.at - a.at);

export type Control = 'kill' | 'pause' | 'resume';

const CONTROLS = { kill, pause, resume };

/** @throws ServiceError; its outcome `unknown` means: send the same key again to learn what became of it. */
export const control = (action: Control, idempotencyKey: string): Promise<unknown> =>
  client.call(CONTROLS[action], { body: {} }, { idempotencyKey });

const UNAUTHORIZED = 401;

/** The service asks for a token, and there is no login or not any more. */
export const isLoginNeeded = (error: Error): boolean => (error as ServiceError).problem?.status === UNAUTHORIZED;

/** @throws Error with what the service says of the token. */
export async function logIn(token: string): Promise<void> {
  const answer = await fetch('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  if (!answer.ok) throw new Error(((await answer.json()) as { detail: string }).detail);
}

export const isUnknown = (error: Error): boolean => (error as ServiceError).outcome === 'unknown';
