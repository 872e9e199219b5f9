/**
 * Composition root of `viper serve` for a service of public data: a client without a key, a market desk, one port.
 * Invariant: holds no key, knows no account, sends no order; what needs a run answers that it is not here.
 */
import { join } from 'node:path';
import { systemClock } from '../adapters/clock/index.ts';
import { readEnv } from '../adapters/config/index.ts';
import { createLog } from '../adapters/log/index.ts';
import { createBitgetRest } from '../bitget/index.ts';
import type { ServedAlone, ServeRequest } from '../cli/index.ts';
import { TradingError } from '../domain/index.ts';
import type { EngineApi } from '../engine/index.ts';
import { serveAlone } from '../services/index.ts';
import { prepareLocks } from './locks.ts';
import { marketUpstream } from './market-upstream.ts';
import { USUAL_SYMBOLS } from './markets/market.ts';
import { placeOf } from './markets/place.ts';
import { Opened } from './opened.ts';
import { scoringSettings } from './score.ts';

/** @throws InvalidInput or TradingError; nothing is left open then. */
export async function serve({ service, symbols, baseUrl, arePortsFree }: ServeRequest): Promise<ServedAlone> {
  const env = readEnv();
  const locks = prepareLocks();
  const scoring = scoringSettings();
  const dataDir = join('.viper', service);
  const log = createLog({ level: env.logLevel, file: join(dataDir, 'viper.log') });
  const opened = new Opened();
  try {
    const rest = opened.add(createBitgetRest({ baseUrl: baseUrl ?? placeOf('mainnet').restUrl, clock: systemClock }));
    const serving = opened.add(
      await serveAlone({
        service,
        engine: elsewhere(service),
        upstream: marketUpstream(rest),
        symbols: symbols ?? USUAL_SYMBOLS,
        scoring,
        ports: arePortsFree ? undefined : env.ports,
        clock: systemClock,
        log,
        locks: locks({ dataDir, log }),
      }),
    );
    return { address: serving.address, close: () => opened.close() };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** In the place of an engine: says where there is one. */
function elsewhere(service: string): EngineApi {
  const absent = (): never => {
    const message = `${service} runs alone and knows no account; the live-trading-engine has it: viper serve live-trading-engine, or viper start`;
    throw new TradingError('not-here', message, { outcome: 'not-sent', details: { service: 'live-trading-engine' } });
  };
  return {
    status: absent,
    positions: absent,
    orders: absent,
    fills: absent,
    candles: absent,
    instrument: absent,
    ticker: absent,
    risk: absent,
    strategies: absent,
    assess: absent,
    equity: absent,
    journal: absent,
    notices: absent,
    command: async () => absent(),
    subscribe: () => () => {},
  };
}
