/**
 * An engine that sends an order a minute of the market, in step with an embedded exchange over real sockets.
 * Invariant: everything settles before the next minute, so that a tick and its order belong together.
 */
import { join } from 'node:path';
import { createDrivenAlarms, createDrivenClock } from '../../src/adapters/clock/index.ts';
import { openSqliteJournal } from '../../src/adapters/storage/index.ts';
import { loadCandles } from '../../src/backtest/index.ts';
import { money } from '../../src/domain/index.ts';
import { Engine, Projections } from '../../src/engine/index.ts';
import { connect, embeddedParts } from '../../src/main/connect.ts';
import { runLockstep } from '../../src/main/lockstep.ts';
import type { OpenMarket } from '../../src/main/markets/index.ts';
import { type RunWatch, watchRun } from '../../src/main/watch/index.ts';
import type { MarketSource } from '../../src/paper-exchange/core/index.ts';
import { startPaperServer } from '../../src/paper-exchange/server/index.ts';
import { writeCandleFolder } from '../support/generated-candles.ts';
import { sessionOf } from '../support/instruments.ts';
import { pulseByName } from './pulse-strategy.ts';

const EMBEDDED = { network: 'embedded', family: 'classic', name: 'bench' } as const;

export type PulseOptions = {
  readonly folder: string;
  readonly minutes: number;
  /** The exchange has taken a candle. */
  readonly onTick: () => void;
};

export type PulseRun = {
  readonly engine: Engine;
  readonly projections: Projections;
  readonly market: OpenMarket;
  readonly watch: RunWatch;
  /** Resolves at the end of the market, or soon after the signal. */
  run(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
};

export async function openPulseRun({ folder, minutes, onTick }: PulseOptions): Promise<PulseRun> {
  writeCandleFolder(folder, { seed: 1, minutes, symbols: ['BTCUSDT'] });
  const source = ticking(loadCandles(folder).source(), onTick);
  const clock = createDrivenClock(source.startAt);
  const keys = { apiKey: 'bench-key', apiSecret: 'bench', passphrase: 'bench' };
  const account = { name: 'bench', balance: money('1000000'), ...keys };
  const server = await startPaperServer({
    source,
    accounts: [{ ...account, positionMode: 'hedge', marginMode: 'isolated' }],
    clock,
    latencyMs: 1,
    rateLimits: 'off',
    // What an exchange remembers is no growth of the engine.
    historyMax: 1_000,
  });
  const parts = embeddedParts(server.rest, { ...account, environment: 'live' }, { clock, isUnlimited: true });
  const connection = connect({ family: 'classic', ...parts });
  const { venue, feed } = connection;
  const journalFile = join(folder, 'journal.sqlite');
  const journal = openSqliteJournal(journalFile, { mode: 'write' });
  const { risk } = sessionOf();
  const config = sessionOf({
    symbols: ['BTCUSDT'],
    risk: { ...risk, lossesMax: 1_000_000, dailyLossMax: money('1000000000') },
    strategies: [{ name: 'pulse', timeframe: '1m', params: {} }],
  });
  const closeMarket = async (): Promise<void> => {
    await connection.close();
    await server.close();
  };
  const driven = { pace: 'driven', clock, server, source, connection, close: closeMarket } as const;
  const market: OpenMarket = { ...driven, name: 'bench', feed: 'bench', account: EMBEDDED };
  const alerts = () => ({ channels: [], deliveries: [] });
  const reconcileEveryMs = undefined;
  const watch = await watchRun({
    config,
    market,
    journal,
    journalFile,
    reconcileEveryMs,
    areServicesApart: true,
    alerts,
  });
  const engine = new Engine({
    config,
    strategies: pulseByName,
    journal: watch.journal,
    venue: watch.venue,
    feed: watch.feed,
    clock,
    alarms: createDrivenAlarms(clock),
    sleep: (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs)),
    lanes: 'one',
    reconcileEveryMs,
    onStep: (step) => {
      projections.onStep(step);
      watch.onStep(step);
    },
    onFatal: (error) => {
      throw error;
    },
    onWarning: (code, error) => console.error(code, error),
  });
  const projections = new Projections({
    kernel: engine.kernel,
    now: () => clock.now(),
    frame: { feed: 'bench', venue: 'bench', startedAt: clock.now() },
    onListenerError: (error) => console.error(error),
  });
  return {
    engine,
    projections,
    market,
    watch,
    run: (signal) => runLockstep({ server, source, clock, engine, venue, feed, signal }),
    close: async () => {
      await engine.stop();
      await market.close();
      journal.close();
    },
  };
}

const ticking = (source: MarketSource, onTick: () => void): MarketSource => ({
  name: source.name,
  instruments: source.instruments,
  startAt: source.startAt,
  endAt: source.endAt,
  history: (symbol, until, count) => source.history(symbol, until, count),
  peekAt: () => source.peekAt(),
  next: () => {
    const update = source.next();
    if (update?.type === 'candle') onTick();
    return update;
  },
});
