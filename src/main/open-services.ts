/**
 * Opens the services of a run: on a thread of their own, or beside the engine where V1 programs trade through them.
 * Invariant: they listen before anything is sent, or the run does not begin.
 */
import type { EnvConfig } from '../adapters/config/index.ts';
import type { Log } from '../adapters/log/index.ts';
import type { StartRequest } from '../cli/index.ts';
import type { Details } from '../domain/index.ts';
import type { EngineApi, Projections } from '../engine/index.ts';
import type { Monitor } from '../ports/index.ts';
import { type RunningServices, startServices } from '../services/index.ts';
import { openServicesApart } from './apart/open-apart.ts';
import { ServicesThread } from './apart/services-worker.ts';
import { bookSource } from './book-source.ts';
import type { PreparedLocks } from './locks.ts';
import { marketUpstream } from './market-upstream.ts';
import type { OpenMarket } from './markets/index.ts';
import { scoringSettings } from './score.ts';
import { type GatewayKey, openV1Gateway } from './v1-gateway.ts';

export type ServicesSetup = {
  readonly request: StartRequest;
  readonly env: EnvConfig;
  /** Undefined: they stay on the engine's thread. */
  readonly thread: ServicesThread | undefined;
  /** Of V1 programs, which trade with the run's own client. */
  readonly gatewayKey: GatewayKey | undefined;
  readonly locks: PreparedLocks;
  readonly dataDir: string;
  readonly symbols: readonly string[];
  readonly market: OpenMarket;
  readonly engine: EngineApi;
  readonly projections: Projections;
  readonly monitor: Monitor;
  readonly log: Log;
  /** Something that a person should know. */
  readonly warn: (code: string, details: Details) => void;
};

const PUBLISH_EVERY_MS = 250;
const FREE = { exchangeConnector: 0, marketDataManager: 0, liveTradingEngine: 0, viperScoring: 0, dashboard: 0 };

/** @throws TradingError `port-in-use` or `cannot-listen`; nothing listens then. */
export function openServices(setup: ServicesSetup): Promise<RunningServices> {
  return setup.thread ? openApart(setup, setup.thread) : openBeside(setup);
}

/** Begun early, it is loaded when the market is open. With the V1 gateway on there is none. */
export const servicesThread = ({ gatewayKey }: Pick<ServicesSetup, 'gatewayKey'>): ServicesThread | undefined =>
  gatewayKey === undefined ? new ServicesThread() : undefined;

function openApart(
  { request, market, dataDir, engine, ...run }: ServicesSetup,
  thread: ServicesThread,
): Promise<RunningServices> {
  const { family, restUrl, socketOrigin, isDemoTrading, rest } = market.connection.parts;
  const isDriven = market.pace === 'driven';
  const plan = {
    ports: request.arePortsFree ? FREE : undefined,
    only: request.onlyService,
    listen: request.listen,
    dataDir,
    factor: isDriven ? 0 : market.clock.factor,
    // At --speed max the market stands still while somebody listens.
    books: isDriven ? undefined : { family, restUrl, socketOrigin, isDemoTrading },
  };
  return openServicesApart(plan, { ...run, engine, clock: market.clock, upstream: marketUpstream(rest) }, thread);
}

async function openBeside(setup: ServicesSetup): Promise<RunningServices> {
  const { request, env, gatewayKey: own, locks, dataDir, symbols, market, projections, ...run } = setup;
  const { engine, monitor, log, warn } = run;
  const v1 = openV1Gateway({ own, market, symbols, engine, log, warn });
  const publishing = setInterval(() => projections.publishChanges(), PUBLISH_EVERY_MS);
  const services = await startServices({
    engine,
    clock: market.clock,
    monitor,
    log,
    ports: request.arePortsFree ? FREE : env.ports,
    upstream: marketUpstream(market.connection.parts.rest),
    books: market.pace === 'driven' ? undefined : bookSource(market.connection.parts),
    scoring: scoringSettings(dataDir, log),
    orders: env.orders,
    only: request.onlyService,
    v1,
    locks: locks({ dataDir, log }),
  });
  const close = async (): Promise<void> => {
    clearInterval(publishing);
    await services.close();
  };
  return { addresses: services.addresses, close };
}
