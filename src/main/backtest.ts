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
import { DEFAULT_SLIPPAGE } from '../paper-exchange/core/index.ts';
import type { Journal } from '../ports/index.ts';
import { strategyByName } from '../strategies/index.ts';
import { checkCandleBars } from './plan-start.ts';
import { sessionConfig } from './session-config.ts';

const EQUITY_EVERY_MS = 3_600_000;

export function backtest(request: BacktestRequest): BacktestResult {
  const { profile, timeframe, params, data, symbols, from, to, balance, onStart, onProgress } = request;
  const startedAt = systemClock.now();
  checkCandleBars(timeframe);
  const archive = loadCandles(data, symbols);
  const source = archive.source({ from, to });
  const names = source.instruments.map(({ symbol }) => symbol);
  const config = sessionConfig(readEnv(), { mode: 'backtest', tag: 'vp', symbols: names, profile, timeframe, params });
  const journal = request.journal === undefined ? undefined : openFreshJournal(request.journal);
  const equity: number[] = [];
  let sampledAt = 0;
  onStart({ from: source.startAt, to: source.endAt });
  const run = runBacktest({
    source,
    config,
    strategies: strategyByName,
    balance: money(balance),
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
    models: {
      fills:
        'each candle walked open, worse extreme, better extreme, close; limits fill when passed, stops at the price that is there',
      latency: `${DEFAULT_LATENCY_MS} ms, so that an order meets the first price after the one it was decided on`,
      slippage: `half spread of ${DEFAULT_SLIPPAGE.halfSpreadTicks} tick or ${DEFAULT_SLIPPAGE.halfSpreadBps} bps, square-root impact × ${DEFAULT_SLIPPAGE.impact}`,
      funding: 'recorded rates at their times, none where the folder has none',
    },
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
