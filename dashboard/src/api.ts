/**
 * What the page asks of the dashboard service, typed by the service's own routes.
 * Invariant: reads alone; what changes something is in changes.ts.
 */
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { CandleRow, EquityPoint, FillRow, JournalRow } from '../../src/engine/api.ts';
import { createClient, type ResponseOf, type ServiceError } from '../../src/services/contract/index.ts';
import {
  getAlertDeliveries,
  getCandles,
  getEquity,
  getFills,
  getJournal,
  getLimits,
  getOverview,
  getStrategies,
} from '../../src/services/dashboard/routes/index.ts';
import { mergeJournal } from './live/apply.ts';
import type { Overview } from './overview.ts';

export type StrategyState = ResponseOf<typeof getStrategies>['strategies'][number];
export type Limits = ResponseOf<typeof getLimits>;
export type AlertReport = ResponseOf<typeof getAlertDeliveries>;

export const KEYS = {
  overview: ['overview'],
  candles: (symbol: string) => ['candles', symbol],
  allCandles: ['candles'],
  fills: ['fills'],
  equity: ['equity'],
  journal: ['journal'],
  strategies: ['strategies'],
  limits: ['limits'],
  deliveries: ['deliveries'],
} as const;

/** Deliveries are told by no stream. */
const DELIVERIES_EVERY_MS = 10_000;
/** While there is nothing to show: the engine may be starting. */
const ASK_AGAIN_MS = 3_000;

export const client = createClient({ baseUrl: '', fetch: (url, init) => fetch(url, init), timeoutMs: 15_000 });

export const useOverview = (): UseQueryResult<Overview> =>
  useQuery({
    queryKey: KEYS.overview,
    queryFn: async () => byNewestNotice(await client.call(getOverview, {})),
    refetchInterval: ({ state: { data, error } }) =>
      data === undefined && error !== null && !isLoginNeeded(error) ? ASK_AGAIN_MS : false,
  });

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

export const useStrategies = (): UseQueryResult<readonly StrategyState[]> =>
  useQuery({
    queryKey: KEYS.strategies,
    queryFn: async () => (await client.call(getStrategies, {})).strategies,
  });

export const useLimits = (): UseQueryResult<Limits> =>
  useQuery({ queryKey: KEYS.limits, queryFn: () => client.call(getLimits, {}) });

export const useDeliveries = (): UseQueryResult<AlertReport> =>
  useQuery({
    queryKey: KEYS.deliveries,
    queryFn: () => client.call(getAlertDeliveries, { query: { limit: '100' } }),
    refetchInterval: DELIVERIES_EVERY_MS,
    retry: false,
  });

const newestFirst = (fills: readonly FillRow[]): readonly FillRow[] => fills.toSorted((a, b) => b.at - a.at);

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
