/**
 * Composition root of `viper status`: the typed client of the engine's service.
 */
import { readEnv } from '../adapters/config/index.ts';
import { TradingError } from '../domain/index.ts';
import { createClient, liveTradingEngineRoutes, SERVICES } from '../services/index.ts';

const TIMEOUT_MS = 3_000;

/** @throws TradingError `not-running` when nothing listens on the engine's port; what else went wrong, as the client says it. */
export async function status(): Promise<Readonly<Record<string, unknown>>> {
  const port = readEnv().ports.liveTradingEngine;
  const client = createClient({ baseUrl: `http://127.0.0.1:${port}`, fetch, timeoutMs: TIMEOUT_MS });
  try {
    return await client.call(liveTradingEngineRoutes.getStatus, {});
  } catch (cause) {
    if (!isRefused(cause)) throw cause;
    const { variable } = SERVICES['live-trading-engine'];
    const message = `no engine listens on 127.0.0.1:${port}; start one with \`viper start\`, or set ${variable} to the port of the one that runs`;
    throw new TradingError('not-running', message, { details: { port, variable }, cause });
  }
}

const isRefused = (error: unknown): boolean =>
  error instanceof Error && (('code' in error && error.code === 'ECONNREFUSED') || isRefused(error.cause));
