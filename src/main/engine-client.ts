/**
 * The engine that runs on this machine, as another process of it asks it: by the typed client of its service.
 * Invariant: sends nothing where nothing listens, and says so.
 */
import { type LocksConfig, readEnv, readLocks, readToken } from '../adapters/config/index.ts';
import { Secret } from '../bitget/index.ts';
import { TradingError } from '../domain/index.ts';
import { createViperClient, type ViperClient } from '../services/client/index.ts';
import { SERVICES } from '../services/index.ts';

/** @throws TradingError `not-running` when nothing listens on the engine's port; what else went wrong, as the client says it. */
export async function askEngine<T>(
  ask: (engine: ViperClient['liveTradingEngine']) => Promise<T>,
  timeoutMs: number,
): Promise<T> {
  const port = readEnv().ports.liveTradingEngine;
  const viper = createViperClient({
    addresses: { liveTradingEngine: `${originOf(readLocks())}:${port}` },
    token: readToken((text) => new Secret(text))?.reveal(),
    timeoutMs,
  });
  try {
    return await ask(viper.liveTradingEngine);
  } catch (cause) {
    if (!isRefused(cause)) throw cause;
    const { variable } = SERVICES['live-trading-engine'];
    const message = `no engine listens on 127.0.0.1:${port}; start one with \`viper start\`, or set ${variable} to the port of the one that runs`;
    throw new TradingError('not-running', message, { details: { port, variable }, cause });
  }
}

/** The services listen on all of these names where they listen everywhere. */
const EVERYWHERE = ['0.0.0.0', '::', 'localhost'];

function originOf({ host = '127.0.0.1', tlsCert }: LocksConfig): string {
  const name = EVERYWHERE.includes(host) ? '127.0.0.1' : host;
  return `${tlsCert === undefined ? 'http' : 'https'}://${name.includes(':') ? `[${name}]` : name}`;
}

const isRefused = (error: unknown): boolean =>
  error instanceof Error && (('code' in error && error.code === 'ECONNREFUSED') || isRefused(error.cause));
