/**
 * Composition root of a run in mode demo: journal → embedded exchange → Bitget client → engine → services.
 * Invariant: what is not allowed is refused before anything is opened; whatever was opened is closed, in reverse.
 */
import { join } from 'node:path';
import { createDrivenAlarms, createSystemAlarms, systemClock } from '../adapters/clock/index.ts';
import { type EnvConfig, readEnv } from '../adapters/config/index.ts';
import { createLog, type Log } from '../adapters/log/index.ts';
import { openSqliteJournal } from '../adapters/storage/index.ts';
import type { NoticeLine, RunningPlatform, StartedLine, StartRequest, Summary } from '../cli/index.ts';
import { type Money, type SessionConfig, ZERO } from '../domain/index.ts';
import { createEngineApi, Engine, type EngineApi, Projections, type Step } from '../engine/index.ts';
import type { Clock, Journal } from '../ports/index.ts';
import { type RunningServices, startServices } from '../services/index.ts';
import { strategyByName } from '../strategies/index.ts';
import { type Connection, connectToBitget } from './connect.ts';
import { runLockstep } from './lockstep.ts';
import { type OpenMarket, type PreparedMarket, prepareMarket } from './open-exchange.ts';
import { Opened } from './opened.ts';
import { sessionConfig } from './session-config.ts';
import { summarize } from './summarize.ts';

/** Unasked comparisons with the venue, in the engine's time. */
const RECONCILE_EVERY_MS = 30_000;
/** As in a backtest, so that both name their orders alike and their effects compare. */
const DEMO_TAG = 'vp';
const PUBLISH_EVERY_MS = 250;
const END_POLL_MS = 100;
const LOG_LEVEL = { info: 'info', warning: 'warn', critical: 'error' } as const;

type Setup = {
  readonly request: StartRequest;
  readonly env: EnvConfig;
  readonly config: SessionConfig;
  readonly prepared: PreparedMarket;
  readonly startedAt: number;
};

/** @throws InvalidInput or TradingError; nothing is left open then. */
export async function start(request: StartRequest): Promise<RunningPlatform> {
  const startedAt = systemClock.now();
  const env = readEnv();
  const prepared = prepareMarket(request, startedAt);
  const { symbols, plan } = prepared;
  const { profile, params, leverageMax } = request;
  const { timeframe } = plan;
  const config = sessionConfig(env, { mode: 'demo', tag: DEMO_TAG, symbols, profile, timeframe, params, leverageMax });
  const opened = new Opened();
  try {
    return await openPlatform({ request, env, config, prepared, startedAt }, opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function openPlatform(setup: Setup, opened: Opened): Promise<RunningPlatform> {
  const { request, env, config, prepared, startedAt } = setup;
  const { plan } = prepared;
  const journalFile = join(plan.dataDir, 'journal.sqlite');
  // The journal's lock comes first: a second run on this folder stops here and touches nothing.
  const journal = opened.add(openSqliteJournal(journalFile, { mode: 'write' }));
  const log = createLog({ level: env.logLevel, file: join(plan.dataDir, 'viper.log') });
  const market = opened.add(await prepared.open());
  const { clock, address } = market;
  const connection = opened.add(connectToBitget(address, { clock, isUnlimited: market.pace === 'driven' }));
  const parts = { config, journal, market, connection, log };
  const { engine, projections, failed, exchangeBalance } = createEngine(parts, request.onNotice);
  const api = createEngineApi(engine, projections, clock);
  const publishing = setInterval(() => projections.publishChanges(), PUBLISH_EVERY_MS);
  opened.add({ close: () => clearInterval(publishing) });

  await engine.start();
  const services = await openServices(request, { env, api, clock, log });
  if (services) opened.add(services);
  projections.setState('running');
  const { finished, halt } = runMarket(request, { market, engine, connection });

  const stop = async (): Promise<Summary> => {
    projections.setState('stopping');
    await halt();
    await engine.stop();
    projections.setState('stopped');
    const elapsedMs = systemClock.now() - startedAt;
    const summary = summarize(engine, { exchangeBalance: exchangeBalance(), journal: journalFile, elapsedMs });
    await opened.close();
    return summary;
  };
  const started: StartedLine = {
    event: 'started',
    mode: config.mode,
    speed: plan.speed,
    timeframe: plan.timeframe,
    journal: journalFile,
    dashboard: services?.addresses.dashboard,
    services: services?.addresses,
    ...address,
    symbols: config.symbols,
  };
  return { started, engine: api, finished: Promise.race([finished, failed]), stop };
}

type Parts = {
  readonly config: SessionConfig;
  readonly journal: Journal;
  readonly market: OpenMarket;
  readonly connection: Connection;
  readonly log: Log;
};

/** The engine with its views, as its journal left it. `failed` rejects when it cannot go on. */
function createEngine(
  { config, journal, market, connection: { venue, feed }, log }: Parts,
  onNotice: (line: NoticeLine) => void,
) {
  const { clock } = market;
  const isDriven = market.pace === 'driven';
  const failed = Promise.withResolvers<never>();
  // A failure before anybody waits for it must not end the process by itself.
  failed.promise.catch(() => {});
  let exchangeBalance: Money = ZERO;
  const tell = noticeTeller(log, onNotice);
  const engine = new Engine({
    config,
    strategies: strategyByName,
    journal,
    venue,
    feed,
    clock,
    alarms: market.pace === 'driven' ? createDrivenAlarms(market.clock) : createSystemAlarms(market.clock),
    sleep: (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs)),
    lanes: isDriven ? 'one' : 'per-symbol',
    reconcileEveryMs: market.pace === 'driven' ? undefined : RECONCILE_EVERY_MS * market.clock.factor,
    onStep: (step) => {
      projections.onStep(step);
      if (step.event.type === 'reconciled') exchangeBalance = step.event.state.account.balance;
      tell(step);
    },
    onFatal: failed.reject,
    onWarning: (code, err) => {
      log.warn({ err }, code);
      onNotice({
        event: code,
        level: 'warning',
        at: clock.now(),
        message: err instanceof Error ? err.message : String(err),
      });
    },
  });
  const projections = new Projections({
    kernel: engine.kernel,
    now: () => clock.now(),
    frame: { feed: market.address.feed, venue: market.name, startedAt: clock.now() },
    onListenerError: (err) => log.error({ err }, 'a listener failed'),
  });
  const { firstDifference } = engine.recover((step) => projections.onStep(step));
  if (firstDifference !== undefined)
    log.warn({ entry: firstDifference }, 'the journal was written by another version: its effects differ');
  return { engine, projections, failed: failed.promise, exchangeBalance: () => exchangeBalance };
}

/** Writes each notice to the log and hands it on. */
function noticeTeller(log: Log, onNotice: (line: NoticeLine) => void): (step: Step) => void {
  return ({ event: { at }, effects }) => {
    for (const effect of effects) {
      if (effect.type !== 'notice') continue;
      const { level, code, details } = effect;
      log[LOG_LEVEL[level]]({ marketTime: at, ...details }, code);
      onNotice({ event: code, level, at, ...details });
    }
  };
}

/** Lets the market go. `finished`: its end, or the time that was asked for; `halt` resolves when it stands still. */
function runMarket(
  { until }: StartRequest,
  { market, engine, connection: { venue, feed } }: { market: OpenMarket; engine: Engine; connection: Connection },
): { finished: Promise<void>; halt(): Promise<void> } {
  const abort = new AbortController();
  const { signal } = abort;
  const finished = Promise.withResolvers<void>();
  finished.promise.catch(() => {});
  const running =
    market.pace === 'driven'
      ? runLockstep({ ...market, engine, venue, feed, signal })
      : market.run(signal, END_POLL_MS);
  const isOverAtEnd = until === 'end' || market.pace === 'driven';
  running.then(() => (isOverAtEnd ? finished.resolve() : undefined), finished.reject);
  if (typeof until === 'number') setTimeout(finished.resolve, until).unref();
  const halt = (): Promise<void> => {
    abort.abort();
    return running;
  };
  return { finished: finished.promise, halt };
}

async function openServices(
  { areServicesOn, arePortsFree }: StartRequest,
  { env, api, clock, log }: { env: EnvConfig; api: EngineApi; clock: Clock; log: Log },
): Promise<RunningServices | undefined> {
  if (!areServicesOn) return undefined;
  const free = { exchangeConnector: 0, marketDataManager: 0, liveTradingEngine: 0, viperScoring: 0, dashboard: 0 };
  return startServices({ engine: api, clock, log, ports: arePortsFree ? free : env.ports });
}
