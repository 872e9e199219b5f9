/**
 * The thread of the services: they answer from a mirror of the engine, so that a reader costs trading nothing.
 * Invariant: owns no trading state; everything that changes something is asked of the run.
 */
import { parentPort } from 'node:worker_threads';
import { createFollowingClock, type FollowingClock } from '../../adapters/clock/index.ts';
import { readEnv } from '../../adapters/config/index.ts';
import { silentLog } from '../../adapters/log/index.ts';
import { ApartMonitor } from '../../adapters/metrics/index.ts';
import { errorToWire, linkOver } from '../../adapters/thread/index.ts';
import { EngineMirror, type MirrorWhole } from '../../engine/index.ts';
import { type BookSource, type Log, type RunningServices, startServices } from '../../services/index.ts';
import { prepareLocks } from '../locks.ts';
import { scoringSettings } from '../scoring-settings.ts';
import { laterBooks } from './later-books.ts';
import type { ApartPlan, LogLevel, PublicPlace, RunSide, ServicesSide } from './sides.ts';

if (!parentPort) throw new RangeError('this module is the start of a thread');

const realMs = (): number => performance.now();
let opened: { readonly mirror: EngineMirror; readonly clock: FollowingClock } | undefined;
let services: RunningServices | undefined;

const { theirs: run, close: unlink } = linkOver<RunSide, ServicesSide>(parentPort, {
  async open(plan, at, whole) {
    const clock = createFollowingClock({ at, factor: plan.factor, realMs });
    const mirror = mirrorOf(whole);
    opened = { mirror, clock };
    services = await serve(plan, mirror, clock);
    return services.addresses;
  },
  apply(batch) {
    opened?.clock.hear(batch.at);
    opened?.mirror.apply(batch);
  },
  async close() {
    await services?.close();
    // The answer goes out first.
    setImmediate(() => {
      unlink('the services have ended');
      process.exit();
    });
  },
});

const writeAt =
  (level: LogLevel) =>
  (details: object, message: string): void => {
    const { err, ...rest } = details as { readonly err?: unknown };
    void run.log.asEvent(level, err === undefined ? rest : { ...rest, err: errorToWire(err) }, message);
  };

const log: Log = { info: writeAt('info'), warn: writeAt('warn'), error: writeAt('error') };

const mirrorOf = (whole: MirrorWhole): EngineMirror =>
  new EngineMirror({
    whole,
    engine: { command: (command, requestId) => run.command(command, requestId), assess: (wish) => run.assess(wish) },
    realMs,
    onListenerError: (err) => log.error({ err }, 'a listener failed'),
  });

function serve(plan: ApartPlan, mirror: EngineMirror, clock: FollowingClock): Promise<RunningServices> {
  const env = readEnv();
  const { dataDir, listen, only, ports = env.ports } = plan;
  return startServices({
    engine: mirror,
    clock,
    monitor: new ApartMonitor({ run, silentMs: () => mirror.silentMs }),
    log,
    ports,
    upstream: {
      tickers: () => run.tickers(),
      ticker: (symbol) => run.ticker(symbol),
      book: (symbol, limit) => run.book(symbol, limit),
      candles: (symbol, limit) => run.candles(symbol, limit),
    },
    books: plan.books && booksOf(plan.books),
    scoring: scoringSettings(dataDir, log),
    orders: env.orders,
    only,
    locks: prepareLocks(listen)({ dataDir, log: { ...silentLog, ...log } }),
  });
}

/** Books are read here and not by the run: they are for readers alone. */
const booksOf = (place: PublicPlace): BookSource =>
  laterBooks(
    async () => (await import('./public-books.ts')).publicBooks(place),
    (err) => log.error({ err }, 'order books could not be loaded'),
  );
