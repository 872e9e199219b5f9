/**
 * An engine that sends an order a minute of the market, in step with an embedded exchange over real sockets.
 * Invariant: everything settles before the next minute, so that a tick and its order belong together.
 */
import { join } from 'node:path';
import { createDrivenAlarms, createDrivenClock } from '../../src/adapters/clock/index.ts';
import { openSqliteJournal } from '../../src/adapters/storage/index.ts';
import { loadCandles } from '../../src/backtest/index.ts';
import { money } from '../../src/domain/index.ts';
import { Engine, type Step } from '../../src/engine/index.ts';
import { connect, embeddedParts } from '../../src/main/connect.ts';
import { runLockstep } from '../../src/main/lockstep.ts';
import type { MarketSource } from '../../src/paper-exchange/core/index.ts';
import { startPaperServer } from '../../src/paper-exchange/server/index.ts';
import type { Clock } from '../../src/ports/index.ts';
import { writeCandleFolder } from '../support/generated-candles.ts';
import { sessionOf } from '../support/instruments.ts';
import { pulseByName } from './pulse-strategy.ts';

export type PulseOptions = {
  readonly folder: string;
  readonly minutes: number;
  /** The exchange has taken a candle. */
  readonly onTick: () => void;
  readonly onStep?: (step: Step) => void;
};

export type PulseRun = {
  readonly engine: Engine;
  readonly clock: Clock;
  /** Resolves at the end of the market, or soon after the signal. */
  run(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
};

export async function openPulseRun({ folder, minutes, onTick, onStep }: PulseOptions): Promise<PulseRun> {
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
  });
  const parts = embeddedParts(server.rest, { ...account, environment: 'live' }, { clock, isUnlimited: true });
  const connection = connect({ family: 'classic', ...parts });
  const { venue, feed } = connection;
  const journal = openSqliteJournal(join(folder, 'journal.sqlite'), { mode: 'write' });
  const { risk } = sessionOf();
  const engine = new Engine({
    config: sessionOf({
      symbols: ['BTCUSDT'],
      risk: { ...risk, lossesMax: 1_000_000, dailyLossMax: money('1000000000') },
      strategies: [{ name: 'pulse', timeframe: '1m', params: {} }],
    }),
    strategies: pulseByName,
    journal,
    venue,
    feed,
    clock,
    alarms: createDrivenAlarms(clock),
    sleep: (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs)),
    lanes: 'one',
    reconcileEveryMs: undefined,
    ...(onStep && { onStep }),
    onFatal: (error) => {
      throw error;
    },
    onWarning: (code, error) => console.error(code, error),
  });
  return {
    engine,
    clock,
    run: (signal) => runLockstep({ server, source, clock, engine, venue, feed, signal }),
    close: async () => {
      await engine.stop();
      await connection.close();
      await server.close();
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
