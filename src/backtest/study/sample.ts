/**
 * One strategy on one window of the archive, reduced to what the study measures.
 * Invariant: the window's results alone: nothing carries over from another one but closed candles that warm up.
 */
import { type Money, moneyToNumber, type SessionConfig, TradingError } from '../../domain/index.ts';
import { equityOf, type StrategyLookup } from '../../kernel/index.ts';
import type { CandleArchive } from '../archive/index.ts';
import { runBacktest } from '../run-backtest.ts';
import type { TimeWindow } from './folds.ts';
import { type Trade, TradeLog } from './trade-log.ts';

const DAY_MS = 86_400_000;
/** Looked at each hour of a market of one symbol. */
const LOOK_EVERY = 60;

export type Sample = {
  readonly window: TimeWindow;
  readonly trades: readonly Trade[];
  /** At the start, at the first look of each UTC day, and at the end. */
  readonly daily: readonly number[];
  /** At each look, for the drawdown. */
  readonly equity: readonly number[];
  readonly refusals: Readonly<Record<string, number>>;
};

export type SampleOptions = {
  readonly archive: CandleArchive;
  readonly window: TimeWindow;
  readonly config: SessionConfig;
  readonly strategies: StrategyLookup;
  readonly balance: Money;
};

/** @throws TradingError `strategy-stopped` where the strategy failed: what it did before says nothing of it. */
export function takeSample({ archive, window, config, strategies, balance }: SampleOptions): Sample {
  const source = archive.source(window);
  const log = new TradeLog(source.instruments);
  const start = moneyToNumber(balance);
  const equity = [start];
  const daily = [start];
  let day = Math.floor(window.from / DAY_MS);
  const { kernel, stopped } = runBacktest({
    source,
    config,
    strategies,
    balance,
    progressEvery: LOOK_EVERY,
    onStep: (step) => log.onStep(step),
    onProgress: (at, { state }) => {
      const now = moneyToNumber(equityOf(state));
      equity.push(now);
      if (Math.floor(at / DAY_MS) === day) return;
      day = Math.floor(at / DAY_MS);
      daily.push(now);
    },
  });
  for (const { name, symbol, at, failure } of stopped) {
    const when = new Date(at).toISOString();
    throw new TradingError('strategy-stopped', `${name} failed on ${symbol} at ${when}, market time: ${failure}`);
  }
  log.end(window.to, (symbol) => source.history(symbol, window.to, 1)[0]?.close);
  const end = moneyToNumber(equityOf(kernel.state));
  return {
    window,
    trades: log.trades,
    daily: [...daily, end],
    equity: [...equity, end],
    refusals: kernel.state.refusals,
  };
}
