/**
 * Tells people when the market data of a run have grown old, and when they come again.
 * Invariant: each is told once; trading needs none of it, for the gate looks at the age of a price by itself.
 */
import type { NoticeLine } from '../../cli/index.ts';
import type { EngineApi } from '../../engine/index.ts';

const LOOK_EVERY_MS = 1_000;

export type FreshnessWatch = {
  readonly engine: Pick<EngineApi, 'status'>;
  readonly tell: (line: NoticeLine) => void;
};

/** Looks every second of real time, until it is closed. */
export function watchFreshness({ engine, tell }: FreshnessWatch): { close(): void } {
  let wasStale = false;
  const timer = setInterval(() => {
    const { isStale, at, feed } = engine.status();
    if (isStale === wasStale) return;
    wasStale = isStale;
    if (isStale) tell({ event: 'market-data-stale', level: 'warning', at, feed });
    else tell({ event: 'market-data-fresh', level: 'info', at, feed });
  }, LOOK_EVERY_MS);
  return { close: () => clearInterval(timer) };
}
