/**
 * Composition root of `viper status`: the typed client of the engine's service.
 */
import { readEnv } from '../adapters/config/index.ts';
import { createClient, liveTradingEngineRoutes } from '../services/index.ts';

const TIMEOUT_MS = 3_000;

export async function status(): Promise<Readonly<Record<string, unknown>>> {
  const port = readEnv().ports.liveTradingEngine;
  const client = createClient({ baseUrl: `http://127.0.0.1:${port}`, fetch, timeoutMs: TIMEOUT_MS });
  return client.call(liveTradingEngineRoutes.getStatus, {});
}
