/**
 * Composition root of a backtest: archive → exchange core and kernel in one loop → report.
 */

import { systemClock } from '../adapters/clock/index.ts';
import { readEnv } from '../adapters/config/index.ts';
import { openSqliteJournal } from '../adapters/storage/index.ts';
import { backtestReport, DEFAULT_LATENCY_MS, loadCandles, runBacktest } from '../backtest/index.ts';
import type { BacktestRequest, BacktestResult } from '../cli/index.ts';
import { InvalidInput, money, moneyToNumber } from '../domain/index.ts';
import { equityOf } from '../kernel/index.ts';
import { modelLines } from '../paper-exchange/core/index.ts';
import type { Journal } from '../ports/index.ts';
import { type UnappliedFilter, unappliedText } from '../scoring/index.ts';
import { strategyAmong } from '../strategies/index.ts';
import { checkCandleBars } from './plan-start.ts';
import { sessionConfig } from './session-config.ts';
import { loadStrategies } from './strategy-files.ts';
import { UniverseChooser } from './universe-chooser.ts';
import { universeWish } from './universe-wish.ts';

const EQUITY_EVERY_MS = 3_600_000;

export function backtest(request: BacktestRequest): BacktestResult {
  const { profile, timeframe, params, data, symbols, from, to, balance, onStart, onProgress } = request;
  const startedAt = systemClock.now();
  const universe = request.universe === undefined ? undefined : universeWish(request.universe);
  const own = loadStrategies(request.strategyFiles ?? []);
  if (timeframe !== undefined) checkCandleBars(timeframe);
  const archive = loadCandles(data, symbols);
  const source = archive.source({ from, to });
  const names = source.instruments.map(({ symbol }) => symbol);
  const config = sessionConfig(readEnv(), {
    mode: 'backtest',
    tag: 'vp',
    symbols: names,
    profile,
    own,
    timeframe,
    params,
  });
  const journal = request.journal === undefined ? undefined : openFreshJournal(request.journal);
  const onUnapplied = (unapplied: UnappliedFilter): void => request.onNote?.(unappliedText(unapplied));
  const equity: number[] = [];
  let sampledAt = 0;
  onStart({ from: source.startAt, to: source.endAt });
  const run = runBacktest({
    source,
    config,
    strategies: strategyAmong(own.map(({ definition }) => definition)),
    balance: money(balance),
    ...(universe && { universe: new UniverseChooser(universe, { onUnapplied }) }),
    ...(journal && { journal }),
    onProgress: (at, kernel) => {
      onProgress(at);
      if (at - sampledAt < EQUITY_EVERY_MS) return;
      sampledAt = at;
      equity.push(moneyToNumber(equityOf(kernel.state)));
    },
  });
  journal?.close();
  const report = backtestReport(run, {
    source: source.name,
    from: source.startAt,
    to: source.endAt,
    gaps: source.gaps,
    elapsedMs: systemClock.now() - startedAt,
    models: modelLines({ source, shows: 'candles', latency: { baseMs: DEFAULT_LATENCY_MS, jitterMs: 0 } }),
  });
  return { report, equity };
}

/** A journal tells of one run. @throws InvalidInput when the file holds another one. */
function openFreshJournal(file: string): Journal {
  const journal = openSqliteJournal(file, { mode: 'write' });
  if (journal.lastSeq === 0) return journal;
  journal.close();
  throw new InvalidInput('--journal', file, 'a file that does not exist yet; this one holds the journal of a run');
}
