/**
 * The services on the engine's own thread, where V1 programs trade through them with the run's own client.
 * Invariant: loaded only where there are such programs.
 */
import { type RunningServices, startServices } from '../services/index.ts';
import { bookSource } from './book-source.ts';
import { marketUpstream } from './market-upstream.ts';
import { scoringSettings } from './scoring-settings.ts';
import { FREE, type ServicesSetup } from './services-setup.ts';
import { openV1Gateway } from './v1-gateway.ts';

const PUBLISH_EVERY_MS = 250;

/** @throws as `startServices`. */
export async function openBeside(setup: ServicesSetup): Promise<RunningServices> {
  const { request, env, gatewayKey: own, locks, dataDir, symbols, market, projections, ...run } = setup;
  const { engine, monitor, log, warn } = run;
  const v1 = openV1Gateway({ own, market, symbols, engine, log, warn });
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
  const publishing = setInterval(() => projections.publishChanges(), PUBLISH_EVERY_MS);
  const close = async (): Promise<void> => {
    clearInterval(publishing);
    await services.close();
  };
  return { addresses: services.addresses, close };
}
