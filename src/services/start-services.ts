/**
 * Starts the four services and the dashboard over one engine.
 * Invariant: all listen, or none does.
 */
import { fileURLToPath } from 'node:url';
import type { EngineApi } from '../engine/api.ts';
import type { Clock, Monitor } from '../ports/index.ts';
import { SERVICES, type ServiceAddresses, type ServiceName, type ServicePorts } from './contract/index.ts';
import { createDashboardService, ensureDashboard } from './dashboard/index.ts';
import { createExchangeConnector, type OrderDefaults, type V1Gateway } from './exchange-connector/index.ts';
import { createSessions, type Locks, type Serving, serve } from './http/index.ts';
import { liveTradingEngine } from './live-trading-engine/index.ts';
import type { Log } from './log.ts';
import { MarketDesk, type MarketUpstream } from './market/index.ts';
import { marketDataManager } from './market-data-manager/index.ts';
import type { BookSource } from './streams/index.ts';
import { createViperScoring, type ScoringSettings, scoreSource } from './viper-scoring/index.ts';

const ANSWER_TIMEOUT_MS = 10_000;
const DASHBOARD_ROOT = fileURLToPath(new URL('../../dashboard', import.meta.url));

export type StartServicesOptions = {
  readonly engine: EngineApi;
  readonly ports: ServicePorts;
  readonly clock: Clock;
  /** Measures the run and looks after its health. */
  readonly monitor?: Monitor | undefined;
  readonly log: Log;
  /** The `dashboard/` workspace; its `dist/` is built when missing or old. */
  readonly dashboardDir?: string;
  readonly answerTimeoutMs?: number;
  /** The exchange's public side, for what the engine does not follow; none unless given. */
  readonly upstream?: MarketUpstream | undefined;
  /** Order books for the live streams; none unless given. */
  readonly books?: BookSource | undefined;
  /** The documented numbers unless given. */
  readonly scoring?: ScoringSettings | undefined;
  /** What an order by hand takes where it says nothing; the documented numbers unless given. */
  readonly orders?: OrderDefaults | undefined;
  /** Serves Bitget's V1 API on the exchange connector; none unless given. Closed with the services. */
  readonly v1?: V1Gateway | undefined;
  /** Undefined: all five. */
  readonly only?: ServiceName | undefined;
  /** Unless given: loopback alone, no token, no audit. */
  readonly locks?: Partial<Locks> | undefined;
};

export type RunningServices = {
  readonly addresses: ServiceAddresses;
  close(): Promise<void>;
};

/** @throws TradingError `port-in-use` or `cannot-listen`, naming service, port and variable; nothing listens then. */
export async function startServices(options: StartServicesOptions): Promise<RunningServices> {
  const { engine, ports, clock, log, dashboardDir = DASHBOARD_ROOT, answerTimeoutMs = ANSWER_TIMEOUT_MS } = options;
  const isWanted = (name: ServiceName): boolean => options.only === undefined || options.only === name;
  const dashboard = isWanted('dashboard') ? ensureDashboard({ root: dashboardDir, log }) : undefined;
  const services = [
    createExchangeConnector({ orders: options.orders, v1: options.v1 }),
    marketDataManager,
    liveTradingEngine,
    createViperScoring(options.scoring),
    ...(dashboard ? [createDashboardService({ dashboard })] : []),
  ].filter(({ name }) => isWanted(name));
  const market = new MarketDesk({ clock, live: engine, upstream: options.upstream });
  const { monitor } = options;
  const shared = {
    engine,
    market,
    books: options.books,
    scores: scoreSource(market, options.scoring),
    clock,
    monitor,
    log,
    answerTimeoutMs,
    locks: options.locks,
    sessions: createSessions(),
  };
  const starting = services.map((service) => serve(service, { ...shared, port: ports[SERVICES[service.name].key] }));
  const started = await Promise.allSettled(starting);
  const running = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const close = async (): Promise<void> => {
    dashboard?.close();
    await Promise.all([...running.map((serving: Serving) => serving.close()), dashboard?.settled]);
  };
  const failure = started.find((result) => result.status === 'rejected');
  if (failure !== undefined) {
    await close();
    throw failure.reason;
  }
  const addresses = Object.fromEntries(services.map(({ name }, i) => [SERVICES[name].key, running[i]?.address]));
  return { addresses: addresses as ServiceAddresses, close };
}
