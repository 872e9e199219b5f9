/**
 * Composition root of a run: journal → market of the mode → engine → services → trading.
 * Invariant: what is not allowed is refused before anything is opened; nothing is sent before the ports are taken and, with
 * real money, a person has agreed; whatever was opened is closed, in reverse.
 */
import { join } from 'node:path';
import { systemClock } from '../adapters/clock/index.ts';
import { type EnvConfig, readEnv } from '../adapters/config/index.ts';
import { createLog, type Log } from '../adapters/log/index.ts';
import { openSqliteJournal } from '../adapters/storage/index.ts';
import type { RunningPlatform, StartedLine, StartRequest, Summary } from '../cli/index.ts';
import { type SessionConfig, TradingError } from '../domain/index.ts';
import { createEngineApi, type Engine } from '../engine/index.ts';
import type { StrategyLookup } from '../kernel/index.ts';
import type { StoredJournal, Universe } from '../ports/index.ts';
import type { RunningServices } from '../services/index.ts';
import { strategyAmong } from '../strategies/index.ts';
import { openAlerts } from './alerts.ts';
import { createEngine } from './create-engine.ts';
import { flatten, notFlat, openAtEnd } from './ending.ts';
import { type GatewayKey, readGatewayKey } from './gateway-key.ts';
import { checkOwner, ownerOf, tagFor } from './journal-account.ts';
import { checkCode } from './journal-code.ts';
import { symbolsSaid } from './journal-symbols.ts';
import { type PreparedLocks, prepareLocks } from './locks.ts';
import { runLockstep } from './lockstep.ts';
import { type OpenMarket, type PreparedMarket, prepareMarket } from './markets/index.ts';
import { noticerOf, warnerOf } from './notices.ts';
import { openServices, servicesThread } from './open-services.ts';
import type { UniverseParts } from './open-universe.ts';
import { Opened } from './opened.ts';
import { historyCandlesOf, limitsOf, sessionConfig } from './session-config.ts';
import { loadStrategies } from './strategy-files.ts';
import { summarize } from './summarize.ts';
import type { UniverseWish } from './universe-chooser.ts';
import { watchFreshness, watchRun } from './watch/index.ts';

const END_POLL_MS = 100;

type Setup = {
  readonly request: StartRequest;
  readonly env: EnvConfig;
  readonly gatewayKey: GatewayKey | undefined;
  readonly locks: PreparedLocks | undefined;
  /** Without tag and account: the journal and the market know them. */
  readonly wish: SessionConfig;
  readonly lookup: StrategyLookup;
  readonly universe: UniverseWish | undefined;
  readonly prepared: PreparedMarket;
  readonly startedAt: number;
};

/** @throws InvalidInput or TradingError; nothing is left open then. */
export async function start(request: StartRequest): Promise<RunningPlatform> {
  const startedAt = systemClock.now();
  const env = readEnv();
  const gatewayKey = readGatewayKey();
  const locks = request.areServicesOn ? prepareLocks(request.listen) : undefined;
  const own = loadStrategies(request.strategyFiles ?? []);
  const lookup = strategyAmong(own.map(({ definition }) => definition));
  const universe = await wishOf(request);
  const prepared = await prepareMarket(request, startedAt);
  const { symbols, plan } = prepared;
  const { mode, profile, params, leverageMax } = request;
  const { timeframe } = plan;
  const wish = sessionConfig(env, { mode, tag: '', symbols, profile, own, timeframe, params, leverageMax });
  const opened = new Opened();
  try {
    return await openPlatform({ request, env, gatewayKey, locks, wish, lookup, universe, prepared, startedAt }, opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function openPlatform(asked: Setup, opened: Opened): Promise<RunningPlatform> {
  const { prepared, startedAt, env } = asked;
  const { plan } = prepared;
  const journalFile = join(plan.dataDir, 'journal.sqlite');
  // The journal's lock comes first: a second run on this folder stops here and touches nothing.
  const journal = opened.add(
    openSqliteJournal(journalFile, {
      mode: 'write',
      bytesMax: env.journalBytesMax,
      onSweepFailure: (err) => log.warn({ err }, 'old market data could not be let go'),
    }),
  );
  const entriesBefore = journal.lastSeq;
  const thread = asked.locks && servicesThread(asked);
  if (thread) opened.add(thread);
  const log = createLog({ level: env.logLevel, file: join(plan.dataDir, 'viper.log') });
  const alerts = opened.add(await openAlerts({ request: asked.request, dataDir: plan.dataDir, log }));
  const request = { ...asked.request, onNotice: alerts.onNotice };
  const setup = { ...asked, request };
  const { market, config } = await openMarket(setup, { journal, log, opened });
  const { clock } = market;
  await agree(request, { market, config, symbols: symbolsSaid(journal, config.symbols) });
  const warn = warnerOf(log, request.onNotice);
  const universe = setup.universe && (await openUniverse(setup.universe, { market, symbols: config.symbols, warn }));
  const reconcileEveryMs = market.pace === 'driven' ? undefined : env.reconcileEveryMs * market.clock.factor;
  const watch = opened.add(
    await watchRun({
      config,
      market,
      journal,
      journalFile,
      reconcileEveryMs,
      areServicesApart: thread !== undefined,
      alerts: () => alerts.report(),
    }),
  );
  const { engine, projections, failed, lastWord } = createEngine(
    { config, lookup: setup.lookup, universe, market, log, watch, reconcileEveryMs },
    request.onNotice,
  );
  const api = createEngineApi(engine, projections, clock);
  watch.attach({ engine, api });
  await engine.open();
  const { monitor } = watch;
  const run = { symbols: config.symbols, market, engine: api, projections, monitor, log, warn };
  const services =
    setup.locks && (await openServices({ ...setup, ...run, thread, locks: setup.locks, dataDir: plan.dataDir }));
  if (services) opened.add(services);
  await engine.start();
  projections.setState('running');
  alerts.attend(api);
  if (market.pace === 'paced') opened.add(watchFreshness({ engine: api, tell: noticerOf(log, request.onNotice) }));
  const { finished, halt } = runMarket(request, { market, engine });

  const stop = async (): Promise<Summary> => {
    const flattened = request.flattenOnExit ? await flatten({ engine, api }, systemClock) : undefined;
    projections.setState('stopping');
    await halt();
    const { seq } = engine;
    await engine.stop(flattened?.isFlat && !flattened.wasPaused ? { lastly: { kind: 'resume' } } : {});
    projections.setState('stopped');
    const elapsedMs = systemClock.now() - startedAt;
    const open = openAtEnd({ engine, api }, lastWord().seq > seq);
    const isFlat = flattened && open.isConfirmed && open.positions.length + open.orders.length === 0;
    const frame = { exchangeBalance: lastWord().balance, journal: journalFile, elapsedMs, open, isFlat };
    const summary = summarize(engine, frame);
    log.info({ ...open, isFlat }, 'what stays open at the exchange');
    if (isFlat === false) request.onNotice(notFlat(open));
    await opened.close();
    return summary;
  };
  const followed = { ...config, symbols: api.status().symbols };
  const started = startedLine(setup, { market, config: followed, services, journal: journalFile, entriesBefore });
  return { started, engine: api, finished: alerts.watch(Promise.race([finished, failed])), stop };
}

/** Loaded where it is asked for. @throws InvalidInput as `universeWish`. */
async function wishOf({ universe: text }: StartRequest): Promise<UniverseWish | undefined> {
  return text === undefined ? undefined : (await import('./universe-wish.ts')).universeWish(text);
}

async function openUniverse(wish: UniverseWish, parts: UniverseParts): Promise<Universe> {
  return (await import('./open-universe.ts')).openUniverse(wish, parts);
}

/** The market, once it is certain that the journal is that of its account. */
async function openMarket(
  { request, wish, lookup, prepared }: Setup,
  { journal, log, opened }: { journal: StoredJournal; log: Log; opened: Opened },
): Promise<{ market: OpenMarket; config: SessionConfig }> {
  const { mode } = request;
  const { dataDir } = prepared.plan;
  const owner = ownerOf(journal);
  checkOwner(owner, { mode, account: prepared.account }, dataDir);
  checkCode(journal, wish, dataDir);
  const warn = warnerOf(log, request.onNotice);
  const market = opened.add(await prepared.open({ historyCandles: historyCandlesOf(wish, lookup), warn }));
  const { account } = market;
  checkOwner(owner, { mode, account }, dataDir);
  return { market, config: { ...wish, account, tag: tagFor(owner, prepared.account === undefined) } };
}

/** Shows what the account holds and what the run may do. @throws TradingError `not-confirmed`. */
async function agree(
  { mode, onChecked }: StartRequest,
  {
    market: { facts, account },
    config,
    symbols,
  }: { market: OpenMarket; config: SessionConfig; symbols: readonly string[] },
): Promise<void> {
  if (!facts) return;
  const { network, family, name } = account;
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

/** "15m", or "15m, 5m" where the strategies differ. */
const barsOf = ({ strategies }: SessionConfig): string =>
  [...new Set(strategies.map(({ timeframe }) => timeframe))].join(', ');

type StartedFacts = {
  readonly market: OpenMarket;
  readonly config: SessionConfig;
  readonly services: RunningServices | undefined;
};

const startedLine = (
  { prepared: { plan } }: Setup,
  { market, config, services, ...kept }: StartedFacts & Pick<StartedLine, 'journal' | 'entriesBefore'>,
): StartedLine => ({
  event: 'started',
  mode: config.mode,
  network: market.account.network,
  family: market.account.family,
  speed: plan.speed,
  timeframe: barsOf(config),
  strategies: config.strategies.map(({ name }) => name),
  ...kept,
  dashboard: services?.addresses.dashboard,
  services: services?.addresses,
  ...market.address,
  feed: market.feed,
  symbols: config.symbols,
});

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
