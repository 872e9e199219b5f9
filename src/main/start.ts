/**
 * Composition root of a run in mode demo: embedded exchange → Bitget client → engine → services.
 * Reads top to bottom; everything that was opened is closed by `stop`, in reverse.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createDrivenAlarms, createSystemAlarms, systemClock } from '../adapters/clock/index.ts';
import { type EnvConfig, readEnv } from '../adapters/config/index.ts';
import { createLog } from '../adapters/log/index.ts';
import { openSqliteJournal } from '../adapters/storage/index.ts';
import type { RunningPlatform, StartedLine, StartRequest, Summary } from '../cli/index.ts';
import { asMoney, formatMoney, type Money, ZERO } from '../domain/index.ts';
import { createEngineApi, Engine, Projections, type Step } from '../engine/index.ts';
import { equityOf } from '../kernel/index.ts';
import { type RunningServices, startServices } from '../services/index.ts';
import { strategyByName } from '../strategies/index.ts';
import { connectToBitget } from './connect.ts';
import { openExchange } from './open-exchange.ts';
import { runLockstep } from './lockstep.ts';
import { sessionConfig } from './session-config.ts';

/** Unasked comparisons with the venue, in the engine's time. */
const RECONCILE_EVERY_MS = 30_000;
/** As in a backtest, so that both name their orders alike and their effects compare. */
const DEMO_TAG = 'vp';
const PUBLISH_EVERY_MS = 250;
const END_POLL_MS = 100;
const LOG_LEVEL = { info: 'info', warning: 'warn', critical: 'error' } as const;

export async function start(request: StartRequest): Promise<RunningPlatform> {
  const startedAt = systemClock.now();
  const env = readEnv();
  const { plan, market } = await openExchange(request, startedAt);
  const { clock, address } = market;
  mkdirSync(plan.dataDir, { recursive: true });
  const log = createLog({ level: env.logLevel, file: join(plan.dataDir, 'viper.log') });
  const journalFile = join(plan.dataDir, 'journal.sqlite');
  const journal = openSqliteJournal(journalFile, { mode: 'write' });
  const isDriven = market.pace === 'driven';
  const connection = connectToBitget(address, { clock, isUnlimited: isDriven });
  const { venue, feed } = connection;

  const { symbols, profile = 'strategic', leverageMax } = { ...request, symbols: request.symbols ?? market.symbols };
  const config = sessionConfig(env, { mode: 'demo', tag: DEMO_TAG, symbols, profile, timeframe: plan.timeframe, params: request.params, leverageMax });
  const ended = Promise.withResolvers<void>();
  const abort = new AbortController();
  let exchangeBalance: Money = ZERO;

  const onStep = (step: Step): void => {
    projections.onStep(step);
    if (step.event.type === 'reconciled') exchangeBalance = step.event.state.account.balance;
    for (const effect of step.effects) {
      if (effect.type !== 'notice') continue;
      const line = { event: effect.code, level: effect.level, at: step.event.at, ...effect.details };
      log[LOG_LEVEL[effect.level]]({ marketTime: step.event.at, ...effect.details }, effect.code);
      request.onNotice(line);
    }
  };
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
    reconcileEveryMs: isDriven ? undefined : RECONCILE_EVERY_MS * (market.pace === 'paced' ? market.clock.factor : 1),
    onStep,
    onFatal: (error) => ended.reject(error),
    onWarning: (code, err) => log.warn({ err }, code),
  });
  const projections = new Projections({
    kernel: engine.kernel,
    now: () => clock.now(),
    frame: { feed: address.feed, venue: market.name, startedAt: clock.now() },
    onListenerError: (err) => log.error({ err }, 'a listener failed'),
  });
  const recovered = engine.recover((step) => projections.onStep(step));
  if (recovered.firstDifference !== undefined) log.warn({ entry: recovered.firstDifference }, 'the journal leads to other effects than recorded: it was written by another version');
  const api = createEngineApi(engine, projections, clock);
  const publishing = setInterval(() => projections.publishChanges(), PUBLISH_EVERY_MS);

  await engine.start();
  const services = await openServices(request, { env, api, clock, log });
  projections.setState('running');
  const market$ = market.pace === 'driven'
    ? runLockstep({ ...market, engine, venue, feed, signal: abort.signal })
    : market.run(abort.signal, END_POLL_MS);
  if (request.until !== undefined && request.until !== 'end') setTimeout(() => ended.resolve(), request.until).unref();
  market$.then(() => (request.until === 'end' || market.pace === 'driven' ? ended.resolve() : undefined), ended.reject);

  const started: StartedLine = {
    event: 'started', mode: config.mode, speed: plan.speed, timeframe: plan.timeframe, journal: journalFile,
    dashboard: services?.addresses.dashboard, services: services?.addresses, ...address, symbols,
  };
  const stop = async (): Promise<Summary> => {
    projections.setState('stopping');
    abort.abort();
    await market$;
    await engine.stop();
    projections.setState('stopped');
    clearInterval(publishing);
    const summary = summarize(engine, { exchangeBalance, journal: journalFile, elapsedMs: systemClock.now() - startedAt });
    await services?.close();
    journal.close();
    await connection.close();
    await market.close();
    return summary;
  };
  return { started, engine: api, finished: ended.promise, stop };
}

async function openServices(
  request: StartRequest,
  { env, api, clock, log }: { env: EnvConfig; api: ReturnType<typeof createEngineApi>; clock: { now(): number }; log: ReturnType<typeof createLog> },
): Promise<RunningServices | undefined> {
  if (!request.areServicesOn) return undefined;
  const standard = env.ports;
  const free = { exchangeConnector: 0, marketDataManager: 0, liveTradingEngine: 0, viperScoring: 0, dashboard: 0 };
  return startServices({ engine: api, clock, log, ports: request.arePortsFree ? free : standard });
}

function summarize(engine: Engine, frame: { exchangeBalance: Money; journal: string; elapsedMs: number }): Summary {
  const { kernel } = engine;
  const { portfolio, orders } = kernel.state;
  const { ledger, results } = portfolio;
  return {
    orders: orders.count,
    fills: ledger.state.fills,
    trades: results.trades,
    ledger: {
      ours: formatMoney(ledger.balance),
      exchange: formatMoney(frame.exchangeBalance),
      difference: formatMoney(asMoney(frame.exchangeBalance - ledger.balance)),
    },
    equity: formatMoney(equityOf(kernel.state)),
    fees: formatMoney(ledger.state.fees),
    funding: formatMoney(ledger.state.funding),
    openPositions: portfolio.openCount,
    entries: engine.seq,
    journal: frame.journal,
    effectHash: kernel.effectHash,
    stateHash: kernel.stateHash(),
    elapsedMs: frame.elapsedMs,
  };
}
