/**
 * Serves one service of public data without a run.
 * Invariant: its market desk asks the exchange alone; nothing is known of an account.
 */
import type { EngineApi } from '../engine/api.ts';
import type { Clock } from '../ports/index.ts';
import { SERVICES, type ServicePorts } from './contract/index.ts';
import { type Locks, type Serving, serve } from './http/index.ts';
import type { Log } from './log.ts';
import { MarketDesk, type MarketUpstream } from './market/index.ts';
import { marketDataManager } from './market-data-manager/index.ts';
import { createViperScoring, type ScoringSettings } from './viper-scoring/index.ts';

const ANSWER_TIMEOUT_MS = 10_000;

export type ServeAloneOptions = {
  readonly service: 'market-data-manager' | 'viper-scoring';
  /** What answers in the place of an engine. */
  readonly engine: EngineApi;
  readonly upstream: MarketUpstream;
  /** What is followed. */
  readonly symbols: readonly string[];
  readonly scoring: ScoringSettings;
  /** Undefined: any free one. */
  readonly ports: ServicePorts | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly locks?: Locks | undefined;
};

/** @throws TradingError `port-in-use` or `cannot-listen`, naming service, port and variable. */
export function serveAlone(options: ServeAloneOptions): Promise<Serving> {
  const { service: name, engine, upstream, symbols, scoring, ports, clock, log, locks } = options;
  const service = name === 'viper-scoring' ? createViperScoring(scoring) : marketDataManager;
  const market = new MarketDesk({ clock, upstream, symbols });
  const port = ports?.[SERVICES[name].key] ?? 0;
  return serve(service, { engine, market, clock, log, port, locks, answerTimeoutMs: ANSWER_TIMEOUT_MS });
}
