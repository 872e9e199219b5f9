/**
 * The engine of a run with its views, as its journal left it.
 * Invariant: opens nothing and sends nothing.
 */
import { createDrivenAlarms, createSystemAlarms } from '../adapters/clock/index.ts';
import type { Log } from '../adapters/log/index.ts';
import type { NoticeLine } from '../cli/index.ts';
import { type Money, type SessionConfig, ZERO } from '../domain/index.ts';
import { Engine, Projections } from '../engine/index.ts';
import type { StrategyLookup } from '../kernel/index.ts';
import type { Universe } from '../ports/index.ts';
import type { OpenMarket } from './markets/index.ts';
import { stepLog } from './step-log.ts';
import type { RunWatch } from './watch/index.ts';

/** Market data older than both, in the engine's time and in real time, is stale. */
const STALE_AFTER_MS = 90_000;
const STALE_REAL_MS = 15_000;

export type EngineParts = {
  readonly config: SessionConfig;
  readonly lookup: StrategyLookup;
  readonly universe: Universe | undefined;
  readonly market: OpenMarket;
  readonly log: Log;
  readonly watch: RunWatch;
  readonly reconcileEveryMs: number | undefined;
};

/** `failed` rejects when the engine cannot go on; `lastWord`: what the exchange said last of the balance, and when in the journal. */
export function createEngine(
  { config, lookup, universe, market, log, watch, reconcileEveryMs }: EngineParts,
  onNotice: (line: NoticeLine) => void,
) {
  const { clock } = market;
  const { venue, feed, journal } = watch;
  const isDriven = market.pace === 'driven';
  const failed = Promise.withResolvers<never>();
  // A failure before anybody waits for it must not end the process by itself.
  failed.promise.catch(() => {});
  let lastWord: { readonly balance: Money; readonly seq: number } = { balance: ZERO, seq: 0 };
  const tell = stepLog(log, onNotice);
  const engine = new Engine({
    config,
    strategies: lookup,
    universe,
    list: market.list,
    journal,
    venue,
    feed,
    clock,
    alarms: market.pace === 'driven' ? createDrivenAlarms(market.clock) : createSystemAlarms(market.clock),
    sleep: (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs)),
    lanes: isDriven ? 'one' : 'per-symbol',
    reconcileEveryMs,
    onStep: (step) => {
      projections.onStep(step);
      watch.onStep(step);
      if (step.event.type === 'reconciled') lastWord = { balance: step.event.state.account.balance, seq: step.seq };
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
    ...(market.pace === 'paced' && { staleAfterMs: Math.max(STALE_AFTER_MS, STALE_REAL_MS * market.clock.factor) }),
    reconcileEveryMs,
    frame: { feed: market.feed, venue: market.name, startedAt: clock.now() },
    onListenerError: (err) => log.error({ err }, 'a listener failed'),
  });
  const { firstDifference } = engine.recover((step) => projections.onStep(step));
  if (firstDifference !== undefined)
    log.warn({ entry: firstDifference }, 'the journal was written by another version: its effects differ');
  return { engine, projections, failed: failed.promise, lastWord: () => lastWord };
}
