/**
 * Composition root of `viper serve` for a service of public data: a client without a key, a market desk, one port.
 * Invariant: holds no key, knows no account, sends no order; what needs a run answers that it is not here.
 */
import { join } from 'node:path';
import { systemClock } from '../adapters/clock/index.ts';
import { readEnv } from '../adapters/config/index.ts';
import { createLog } from '../adapters/log/index.ts';
import { PublicMonitor } from '../adapters/metrics/index.ts';
import { type BitgetRest, createBitgetRest } from '../bitget/index.ts';
import type { ServedAlone, ServeRequest } from '../cli/index.ts';
import { TradingError } from '../domain/index.ts';
import type { EngineApi } from '../engine/index.ts';
import { MarketDesk, type StreamEngine, serveAlone } from '../services/index.ts';
import { bookSource, type CountedBooks } from './book-source.ts';
import { prepareLocks } from './locks.ts';
import { marketUpstream } from './market-upstream.ts';
import { USUAL_SYMBOLS } from './markets/market.ts';
import { type Place, placeOf } from './markets/place.ts';
import { Opened } from './opened.ts';
import { PublicLive } from './public-live.ts';
import { scoringSettings } from './scoring-settings.ts';
import { version } from './version.ts';

/** @throws InvalidInput or TradingError; nothing is left open then. */
export async function serve({ service, symbols, baseUrl, arePortsFree }: ServeRequest): Promise<ServedAlone> {
  const env = readEnv();
  const locks = prepareLocks();
  const place = placeOf('mainnet', baseUrl);
  const dataDir = join('.viper', service);
  const log = createLog({ level: env.logLevel, file: join(dataDir, 'viper.log') });
  const scoring = scoringSettings(dataDir, log);
  const opened = new Opened();
  try {
    const { live, ...market } = openMarket(opened, place, symbols ?? USUAL_SYMBOLS);
    const engine = elsewhere(service);
    const serving = opened.add(
      await serveAlone({
        service,
        engine,
        ...market,
        live: liveOf(engine, market.market.symbols, live),
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

type PublicMarket = {
  readonly market: MarketDesk;
  readonly live: PublicLive;
  readonly books: CountedBooks;
  readonly monitor: PublicMonitor;
};

/** The market by its REST address and by its sockets, and who watches both. Nothing is asked yet. */
function openMarket(opened: Opened, place: Place, symbols: readonly string[]): PublicMarket {
  const { restUrl: baseUrl, socketOrigin } = place;
  const rest = opened.add(createBitgetRest({ baseUrl, clock: systemClock }));
  const market = new MarketDesk({ clock: systemClock, upstream: marketUpstream(rest), symbols });
  const books = bookSource({ rest, family: 'classic', socketOrigin });
  const monitor = watch(rest, { market, books, network: place.isHere ? 'embedded' : 'mainnet' });
  const live = opened.add(new PublicLive({ parts: { rest, socketOrigin }, symbols, watcher: monitor.upstream }));
  return { market, live, books, monitor };
}

function watch(
  rest: BitgetRest,
  { market, books, network }: { market: MarketDesk; books: CountedBooks; network: string },
): PublicMonitor {
  const monitor = new PublicMonitor({
    build: { version, mode: 'public', network },
    rest: () => rest.vitals(),
    cache: () => market.stats(),
    books: () => books.count(),
    measureClock: () => rest.measureClock(),
  });
  rest.observe(monitor.upstream);
  return monitor;
}

/** What the live stream reads in the place of an engine. */
const liveOf = (
  { orders, positions, journal }: EngineApi,
  symbols: readonly string[],
  live: PublicLive,
): StreamEngine => ({
  status: () => ({ symbols, seq: 0 }),
  ticker: (symbol) => live.ticker(symbol),
  subscribe: (listener) => live.subscribe(listener),
  orders,
  positions,
  journal,
});

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
