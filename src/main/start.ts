/**
 * Composition root of a run: journal → market of the mode → engine → services → trading.
 * Invariant: what is not allowed is refused before anything is opened; nothing is sent before the ports are taken and, with
 * real money, a person has agreed; whatever was opened is closed, in reverse.
 */
import { join } from 'node:path';
import { createDrivenAlarms, createSystemAlarms, systemClock } from '../adapters/clock/index.ts';
import { type EnvConfig, readEnv } from '../adapters/config/index.ts';
import { createLog, type Log } from '../adapters/log/index.ts';
import { openSqliteJournal } from '../adapters/storage/index.ts';
import type { NoticeLine, RunningPlatform, StartedLine, StartRequest, Summary } from '../cli/index.ts';
import { type Details, type Money, type SessionConfig, TradingError, ZERO } from '../domain/index.ts';
import { createEngineApi, Engine, type EngineApi, Projections, type Step } from '../engine/index.ts';
import type { Clock, Journal } from '../ports/index.ts';
import { type RunningServices, startServices } from '../services/index.ts';
import { strategyByName } from '../strategies/index.ts';
import { checkOwner, ownerOf, tagFor } from './journal-account.ts';
import { runLockstep } from './lockstep.ts';
import { type OpenMarket, type PreparedMarket, prepareMarket } from './markets/index.ts';
import { Opened } from './opened.ts';
import { historyCandlesOf, limitsOf, sessionConfig } from './session-config.ts';
import { summarize } from './summarize.ts';

/** Unasked comparisons with the venue, in the engine's time. */
const RECONCILE_EVERY_MS = 30_000;
const PUBLISH_EVERY_MS = 250;
const END_POLL_MS = 100;
const LOG_LEVEL = { info: 'info', warning: 'warn', critical: 'error' } as const;

type Setup = {
  readonly request: StartRequest;
  readonly env: EnvConfig;
  /** Without tag and account: the journal and the market know them. */
  readonly wish: SessionConfig;
  readonly prepared: PreparedMarket;
  readonly startedAt: number;
};

/** @throws InvalidInput or TradingError; nothing is left open then. */
export async function start(request: StartRequest): Promise<RunningPlatform> {
  const startedAt = systemClock.now();
  const env = readEnv();
  const prepared = prepareMarket(request, startedAt);
  const { symbols, plan } = prepared;
  const { mode, profile, params, leverageMax } = request;
  const { timeframe } = plan;
  const wish = sessionConfig(env, { mode, tag: '', symbols, profile, timeframe, params, leverageMax });
  const opened = new Opened();
  try {
    return await openPlatform({ request, env, wish, prepared, startedAt }, opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function openPlatform(setup: Setup, opened: Opened): Promise<RunningPlatform> {
  const { request, env, prepared, startedAt } = setup;
  const { plan } = prepared;
  const journalFile = join(plan.dataDir, 'journal.sqlite');
  // The journal's lock comes first: a second run on this folder stops here and touches nothing.
  const journal = opened.add(openSqliteJournal(journalFile, { mode: 'write' }));
  const log = createLog({ level: env.logLevel, file: join(plan.dataDir, 'viper.log') });
  const { market, config } = await openMarket(setup, { journal, log, opened });
  const { clock } = market;
  await agree(request, { market, config });
  const { engine, projections, failed, exchangeBalance } = createEngine(
    { config, journal, market, log },
    request.onNotice,
  );
  const api = createEngineApi(engine, projections, clock);
  const publishing = setInterval(() => projections.publishChanges(), PUBLISH_EVERY_MS);
  opened.add({ close: () => clearInterval(publishing) });

  await engine.open();
  const services = await openServices(request, { env, api, clock, log });
  if (services) opened.add(services);
  await engine.start();
  projections.setState('running');
  const { finished, halt } = runMarket(request, { market, engine });

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
  const started = startedLine(setup, { market, config, services, journal: journalFile });
  return { started, engine: api, finished: Promise.race([finished, failed]), stop };
}

/** The market, once it is certain that the journal is that of its account. */
async function openMarket(
  { request, wish, prepared }: Setup,
  { journal, log, opened }: { journal: Journal; log: Log; opened: Opened },
): Promise<{ market: OpenMarket; config: SessionConfig }> {
  const { mode } = request;
  const { dataDir } = prepared.plan;
  const owner = ownerOf(journal);
  checkOwner(owner, { mode, account: prepared.account }, dataDir);
  const warn = (code: string, details: Details): void => {
    log.warn(details, code);
    request.onNotice({ event: code, level: 'warning', at: systemClock.now(), ...details });
  };
  const market = opened.add(await prepared.open({ historyCandles: historyCandlesOf(wish), warn }));
  const { account } = market;
  checkOwner(owner, { mode, account }, dataDir);
  return { market, config: { ...wish, account, tag: tagFor(owner, prepared.account === undefined) } };
}

/** Shows what the account holds and what the run may do. @throws TradingError `not-confirmed`. */
async function agree(
  { mode, onChecked }: StartRequest,
  { market: { facts, account }, config }: { market: OpenMarket; config: SessionConfig },
): Promise<void> {
  if (!facts) return;
  const { network, family, name } = account;
  const { symbols } = config;
  const strategies = config.strategies.map((strategy) => `${strategy.name} on ${strategy.timeframe} bars`);
  const limits = limitsOf(config);
  const checked = {
    event: 'checked',
    mode,
    network,
    family,
    account: name,
    ...facts,
    symbols,
    strategies,
    limits,
  } as const;
  if (await onChecked(checked)) return;
  throw new TradingError('not-confirmed', 'trading real money was not confirmed; nothing was sent');
}

const startedLine = (
  { prepared: { plan } }: Setup,
  {
    market,
    config,
    services,
    journal,
  }: { market: OpenMarket; config: SessionConfig; services: RunningServices | undefined; journal: string },
): StartedLine => ({
  event: 'started',
  mode: config.mode,
  network: market.account.network,
  family: market.account.family,
  speed: plan.speed,
  timeframe: plan.timeframe,
  journal,
  dashboard: services?.addresses.dashboard,
  services: services?.addresses,
  ...market.address,
  feed: market.feed,
  symbols: config.symbols,
});

type Parts = {
  readonly config: SessionConfig;
  readonly journal: Journal;
  readonly market: OpenMarket;
  readonly log: Log;
};

/** The engine with its views, as its journal left it. `failed` rejects when it cannot go on. */
function createEngine({ config, journal, market, log }: Parts, onNotice: (line: NoticeLine) => void) {
  const { clock } = market;
  const { venue, feed } = market.connection;
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
    frame: { feed: market.feed, venue: market.name, startedAt: clock.now() },
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
  { market, engine }: { market: OpenMarket; engine: Engine },
): { finished: Promise<void>; halt(): Promise<void> } {
  const abort = new AbortController();
  const { signal } = abort;
  const finished = Promise.withResolvers<void>();
  finished.promise.catch(() => {});
  const running =
    market.pace === 'driven'
      ? runLockstep({ ...market, ...market.connection, engine, signal })
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
