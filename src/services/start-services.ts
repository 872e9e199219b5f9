/**
 * Starts the four services and the dashboard over one engine.
 * Invariant: all listen, or none does.
 */
import { fileURLToPath } from 'node:url';
import type { EngineApi } from '../engine/api.ts';
import type { Clock } from '../ports/index.ts';
import { SERVICES, type ServiceAddresses, type ServicePorts } from './contract/index.ts';
import { createDashboardService, ensureDashboard } from './dashboard/index.ts';
import { exchangeConnector } from './exchange-connector/index.ts';
import { type Serving, serve } from './http/index.ts';
import { liveTradingEngine } from './live-trading-engine/index.ts';
import type { Log } from './log.ts';
import { marketDataManager } from './market-data-manager/index.ts';
import { viperScoring } from './viper-scoring/index.ts';

const ANSWER_TIMEOUT_MS = 10_000;
const DASHBOARD_ROOT = fileURLToPath(new URL('../../dashboard', import.meta.url));

export type StartServicesOptions = {
  readonly engine: EngineApi;
  readonly ports: ServicePorts;
  readonly clock: Clock;
  readonly log: Log;
  /** The `dashboard/` workspace; its `dist/` is built when missing or old. */
  readonly dashboardDir?: string;
  readonly answerTimeoutMs?: number;
};

export type RunningServices = {
  readonly addresses: ServiceAddresses;
  close(): Promise<void>;
};

/** @throws TradingError `port-in-use` or `cannot-listen`, naming service, port and variable; nothing listens then. */
export async function startServices(options: StartServicesOptions): Promise<RunningServices> {
  const { engine, ports, clock, log, dashboardDir = DASHBOARD_ROOT, answerTimeoutMs = ANSWER_TIMEOUT_MS } = options;
  const dashboard = ensureDashboard({ root: dashboardDir, log });
  const services = [
    exchangeConnector,
    marketDataManager,
    liveTradingEngine,
    viperScoring,
    createDashboardService({ engine, clock, log, dashboard }),
  ];
  const starting = services.map((service) =>
    serve(service, { engine, clock, log, port: ports[SERVICES[service.name].key], answerTimeoutMs }),
  );
  const started = await Promise.allSettled(starting);
  const running = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const close = async (): Promise<void> => {
    dashboard.close();
    await Promise.all([...running.map((serving: Serving) => serving.close()), dashboard.settled]);
  };
  const failure = started.find((result) => result.status === 'rejected');
  if (failure !== undefined) {
    await close();
    throw failure.reason;
  }
  const addresses = Object.fromEntries(services.map(({ name }, i) => [SERVICES[name].key, running[i]?.address]));
  return { addresses: addresses as ServiceAddresses, close };
}
