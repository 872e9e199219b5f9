/**
 * Serves one service of public data without a run.
 * Invariant: nothing is known of an account.
 */
import type { EngineApi } from '../engine/api.ts';
import type { Clock, Monitor } from '../ports/index.ts';
import { SERVICES, type ServicePorts } from './contract/index.ts';
import { type Locks, type Serving, serve } from './http/index.ts';
import type { Log } from './log.ts';
import type { MarketDesk } from './market/index.ts';
import { marketDataManager } from './market-data-manager/index.ts';
import type { BookSource, StreamEngine } from './streams/index.ts';
import { createViperScoring, type ScoringSettings, scoreSource } from './viper-scoring/index.ts';

const ANSWER_TIMEOUT_MS = 10_000;

export type ServeAloneOptions = {
  readonly service: 'market-data-manager' | 'viper-scoring';
  /** What answers in the place of an engine. */
  readonly engine: EngineApi;
  readonly market: MarketDesk;
  /** What answers to the live stream in the place of an engine. */
  readonly live: StreamEngine;
  readonly books: BookSource;
  /** Measures the service and looks after its health. */
  readonly monitor: Monitor;
  readonly scoring: ScoringSettings;
  /** Undefined: any free one. */
  readonly ports: ServicePorts | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly locks?: Partial<Locks> | undefined;
};

/** @throws TradingError `port-in-use` or `cannot-listen`, naming service, port and variable. */
export function serveAlone({ service: name, scoring, ports, ...shared }: ServeAloneOptions): Promise<Serving> {
  const service = name === 'viper-scoring' ? createViperScoring(scoring) : marketDataManager;
  const port = ports?.[SERVICES[name].key] ?? 0;
  const scores = scoreSource(shared.market, scoring);
  return serve(service, { ...shared, scores, port, answerTimeoutMs: ANSWER_TIMEOUT_MS });
}
