/**
 * Puts the monitor onto a run: its ports are watched, its state is read when somebody asks.
 * Invariant: a run that nobody looks at pays for counting alone.
 */
import { access, constants, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemClock } from '../../adapters/clock/index.ts';
import { readTraceEndpoint } from '../../adapters/config/index.ts';
import { type ChannelReading, RunMonitor, type RunReading } from '../../adapters/metrics/index.ts';
import type { Tracing } from '../../adapters/tracing/index.ts';
import { moneyToNumber, type SessionConfig } from '../../domain/index.ts';
import type { Engine, EngineApi, Step } from '../../engine/index.ts';
import type { AlertReport, Journal, MarketFeed, Monitor, Venue } from '../../ports/index.ts';
import type { OpenMarket } from '../markets/index.ts';
import { version } from '../version.ts';
import { type StreamWatcher, watchedFeed, watchedJournal, watchedVenue } from './watched-ports.ts';

export type RunWatch = {
  readonly monitor: Monitor;
  readonly venue: Venue;
  readonly feed: MarketFeed;
  readonly journal: Journal;
  onStep(step: Step): void;
  close(): Promise<void>;
  /** From here on there is something to read. */
  attach(run: { readonly engine: Engine; readonly api: EngineApi }): void;
};

type WatchOptions = {
  readonly config: SessionConfig;
  readonly market: OpenMarket;
  readonly journal: Journal;
  readonly journalFile: string;
  /** Of the engine's clock; undefined: no unasked reconcile. */
  readonly reconcileEveryMs: number | undefined;
  /** They measure what they answer on a thread of their own. */
  readonly areServicesApart: boolean;
  /** What became of the alerts of this run. */
  readonly alerts: () => AlertReport;
};

type Attached = { readonly engine: Engine; readonly api: EngineApi };

/** @throws InvalidInput for an endpoint of traces that is no address. */
export async function watchRun(options: WatchOptions): Promise<RunWatch> {
  const { config, market, journal, journalFile, areServicesApart, alerts } = options;
  const { connection } = market;
  let attached: Attached | undefined;
  const inode = inodeOf(journalFile);
  const monitor = new RunMonitor({
    build: { version, mode: config.mode, network: market.account.network },
    probe: () => connection.venue.account(),
    areServicesApart,
    alerts,
    read: async () => {
      if (!attached) throw new RangeError('the engine is not there yet');
      return readRun(options, attached, await inode);
    },
  });
  const { exchange, process: meters } = monitor;
  connection.observe(exchange);
  const tracing = await openTraces(options);
  const watcher = tracing ? bothOf(exchange, tracing.orders) : exchange;
  return {
    monitor,
    venue: watchedVenue(connection.venue, watcher),
    feed: watchedFeed(connection.feed, watcher),
    journal: watchedJournal(journal, (tookMs) => meters.onFlush(tookMs)),
    onStep: ({ seq, event, effects }) => {
      tracing?.orders.onEvent(event);
      for (const effect of effects) {
        if (effect.type === 'submit-order') {
          exchange.onDecision(effect.order.clientOid);
          tracing?.orders.onDecision(seq, event.type, effect.order);
        }
        if (effect.type === 'notice') meters.onNotice(effect.level, effect.code);
      }
    },
    attach: (run) => {
      attached = run;
    },
    close: async () => tracing?.close(),
  };
}

/** Undefined unless an endpoint is set: nothing of it is loaded then. */
async function openTraces({ config, market }: WatchOptions): Promise<Tracing | undefined> {
  const endpoint = readTraceEndpoint();
  if (endpoint === undefined) return undefined;
  const { openTracing } = await import('../../adapters/tracing/index.ts');
  const attributes = {
    'service.name': 'viper',
    'service.version': version,
    'viper.mode': config.mode,
    'viper.network': market.account.network,
  };
  return openTracing({ endpoint, attributes });
}

const bothOf = (meters: StreamWatcher, orders: Tracing['orders']): StreamWatcher => ({
  onArrival: () => {
    meters.onArrival();
    orders.onArrival();
  },
  onStepped: () => {
    meters.onStepped();
    orders.onStepped();
  },
  onSend: (clientOid, isOpening) => {
    meters.onSend(clientOid, isOpening);
    orders.onSend(clientOid);
  },
  onAnswer: (clientOid, answer) => {
    meters.onAnswer(clientOid, answer);
    orders.onAnswer(clientOid, answer);
  },
  onGap: (stream) => meters.onGap(stream),
});

async function readRun(
  { config, market, journalFile, reconcileEveryMs, alerts }: WatchOptions,
  { engine, api }: Attached,
  inode: bigint | undefined,
): Promise<RunReading> {
  const { state } = engine.kernel;
  const { risk } = config;
  const [journal, disk] = await Promise.all([readJournal(journalFile, inode), readDisk(journalFile)]);
  return {
    status: state.config && api.status(),
    positions: state.config ? api.positions() : [],
    heardAt: Object.fromEntries(
      (state.config?.symbols ?? []).map((symbol) => [symbol, state.markets.get(symbol)?.updatedAt ?? 0]),
    ),
    now: market.clock.now(),
    pace: market.pace === 'paced' ? market.clock.factor : undefined,
    reconcileEveryMs,
    limits: { dailyLossMax: moneyToNumber(risk.dailyLossMax), positionsMax: risk.positionsMax },
    queues: engine.vitals(),
    rest: market.connection.parts.rest.vitals(),
    journal,
    alerts: channelsOf(alerts()),
    disk,
  };
}

function channelsOf({ channels }: AlertReport): readonly ChannelReading[] {
  const now = systemClock.now();
  return channels.map(({ channel, waiting, deliveredAt, counts }) => ({
    channel,
    waiting,
    deliveredAgeMs: deliveredAt === undefined ? undefined : Math.max(0, now - deliveredAt),
    counts,
  }));
}

const inodeOf = (file: string): Promise<bigint | undefined> =>
  stat(file, { bigint: true }).then(
    ({ ino }) => ino,
    () => undefined,
  );

async function readJournal(file: string, inode: bigint | undefined): Promise<RunReading['journal']> {
  const sizeOf = (path: string): Promise<number> =>
    stat(path).then(
      ({ size }) => size,
      () => 0,
    );
  const [now, isWritable, ...sizes] = await Promise.all([
    inodeOf(file),
    access(dirname(file), constants.W_OK).then(
      () => true,
      () => false,
    ),
    sizeOf(file),
    sizeOf(`${file}-wal`),
  ]);
  return {
    isInPlace: now !== undefined && now === inode,
    isWritable,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
  };
}

const readDisk = (file: string): Promise<RunReading['disk']> =>
  statfs(dirname(file)).then(
    ({ bavail, blocks, bsize }) => ({ freeBytes: bavail * bsize, totalBytes: blocks * bsize }),
    () => undefined,
  );
