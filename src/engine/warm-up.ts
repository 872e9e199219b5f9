/**
 * Reads the candles of a symbol that its strategies want before they decide, or that were missed.
 * Invariant: nothing is asked for that the kernel has; what is read never trades.
 */
import type { Candle, Event } from '../domain/index.ts';
import type { Kernel } from '../kernel/index.ts';
import type { Clock, MarketFeed } from '../ports/index.ts';

/** Minutes of candles that are fetched at most: beyond that the indicators start anew from what there is. */
const HISTORY_MAX = 10_000;

export type WarmUpOptions = {
  readonly kernel: Kernel;
  readonly feed: Pick<MarketFeed, 'history'>;
  readonly clock: Clock;
  readonly push: (event: Event) => void;
  /** Asks again until there is an answer; undefined when the engine ends before. */
  readonly retry: (what: string, ask: () => Promise<readonly Candle[]>) => Promise<readonly Candle[] | undefined>;
};

export async function warmUp({ kernel, feed, clock, push, retry }: WarmUpOptions, symbol: string): Promise<void> {
  const runners = kernel.state.runners.get(symbol) ?? [];
  const wanted = Math.max(0, ...runners.map((runner) => runner.historyCandles));
  const isOneFresh = runners.some(({ isFresh }) => isFresh);
  const known = kernel.state.markets.get(symbol)?.candleOpenAt ?? -1;
  const missing = known < 0 ? wanted : Math.min(Math.ceil((clock.now() - known) / 60_000), HISTORY_MAX);
  const count = missing > 0 || isOneFresh ? Math.max(missing, wanted) : 0;
  if (count === 0) return;
  const candles = await retry('history', () => feed.history(symbol, { until: clock.now(), count }));
  if (candles && candles.length > 0) push({ type: 'history', at: clock.now(), symbol, candles });
}
