/**
 * Opens the services of a run: on a thread of their own, or beside the engine where V1 programs trade through them.
 * Invariant: they listen before anything is sent, or the run does not begin.
 */
import type { RunningServices } from '../services/index.ts';
import { openServicesApart } from './apart/open-apart.ts';
import { ServicesThread } from './apart/services-worker.ts';
import { marketUpstream } from './market-upstream.ts';
import { FREE, type ServicesSetup } from './services-setup.ts';

/** @throws TradingError `port-in-use` or `cannot-listen`; nothing listens then. */
export async function openServices(setup: ServicesSetup): Promise<RunningServices> {
  if (setup.thread) return openApart(setup, setup.thread);
  const { openBeside } = await import('./open-beside.ts');
  return openBeside(setup);
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
