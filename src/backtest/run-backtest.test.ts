import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GeneratedSymbol, writeCandleFolder } from '../../test/support/generated-candles.ts';
import { sessionOf } from '../../test/support/instruments.ts';
import { createMemoryJournal } from '../adapters/storage/index.ts';
import { type Event, formatMoney, money } from '../domain/index.ts';
import { replay } from '../engine/index.ts';
import { Kernel } from '../kernel/index.ts';
import { resolveParams, strategyByName } from '../strategies/index.ts';
import { type CandleArchive, loadCandles } from './archive/index.ts';
import { backtestReport } from './report.ts';
import { BACKTEST_ACCOUNT, type BacktestOptions, runBacktest } from './run-backtest.ts';

const SYMBOLS: readonly GeneratedSymbol[] = ['BTCUSDT', 'ETHUSDT'];
const config = sessionOf({
  mode: 'backtest',
  strategies: [{ name: 'strategic', timeframe: '15m', params: resolveParams(strategyByName('strategic')) }],
});

let folder = '';
let archive: CandleArchive;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'viper-backtest-'));
  writeCandleFolder(folder, { symbols: SYMBOLS, seed: 7, minutes: 8 * 1_440 });
  archive = loadCandles(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (given: Partial<BacktestOptions> = {}) =>
  runBacktest({ source: archive.source(), config, strategies: strategyByName, balance: money('10000'), ...given });

describe('a backtest of the strategic profile over generated candles', () => {
  it('trades, and its books agree with the exchange to the last digit', () => {
    const { kernel, exchange, candles } = run();
    const { portfolio } = kernel.state;
    expect(candles).toBe(2 * 8 * 1_440);
    expect(portfolio.results.trades).toBeGreaterThan(5);
    expect(portfolio.ledger.state.funding).not.toBe(0n);
    expect(formatMoney(portfolio.ledger.balance)).toBe(formatMoney(exchange.account(BACKTEST_ACCOUNT).balance));
    expect(
      [...portfolio.positions()].map(({ symbol, positionSide, size }) => ({ symbol, positionSide, size })),
    ).toEqual(
      exchange.positions(BACKTEST_ACCOUNT).map(({ symbol, positionSide, size }) => ({ symbol, positionSide, size })),
    );
  });

  it('is the same twice, and different with another balance', () => {
    const hashesOf = (given: Partial<BacktestOptions> = {}) => {
      const { kernel, exchange } = run(given);
      return [kernel.effectHash, kernel.stateHash(), exchange.stateHash()];
    };
    expect(hashesOf()).toEqual(hashesOf());
    expect(hashesOf({ balance: money('5000') })).not.toEqual(hashesOf());
  });

  it('fills no order by the candle that decided it, which only latency prevents', () => {
    const shortestWait = (latencyMs?: number): number => {
      const sentAt = new Map<string, number>();
      const waits: number[] = [];
      run({
        ...(latencyMs !== undefined && { latencyMs }),
        onStep: ({ event, effects }) => {
          const sent = event.type === 'fill' ? sentAt.get(event.fill.clientOid) : undefined;
          if (event.type === 'fill' && sent !== undefined) waits.push(event.fill.at - sent);
          for (const effect of effects)
            if (effect.type === 'submit-order') sentAt.set(effect.order.clientOid, event.at);
        },
      });
      expect(waits.length).toBeGreaterThan(5);
      return Math.min(...waits);
    };
    expect([shortestWait(), shortestWait(0)]).toEqual([expect.toSatisfy((wait: number) => wait > 0), 0]);
  });

  it('never lets time fall, and begins as a live run does', () => {
    const events: Event[] = [];
    run({ onStep: ({ event }) => void events.push(event) });
    expect(events.slice(0, 2).map(({ type }) => type)).toEqual(['session', 'reconciled']);
    expect(events.at(-1)?.type).toBe('reconciled');
    expect(events.every(({ at }, i) => at >= (events[i - 1]?.at ?? 0))).toBe(true);
  });

  it('leaves a journal that leads to the same effects again', () => {
    const journal = createMemoryJournal();
    const { kernel, entries } = run({ journal });
    const replayed = new Kernel(strategyByName);
    expect(replay(replayed, journal)).toMatchObject({
      entries,
      firstDifference: undefined,
      effectHash: kernel.effectHash,
    });
    expect(replayed.stateHash()).toBe(kernel.stateHash());
  });

  it('keeps every position behind a live stop whenever the market speaks', () => {
    let looks = 0;
    run({
      onProgress: (_at, { state }) => {
        for (const { symbol, positionSide } of state.portfolio.positions()) {
          const stops = state.triggers
            .openOf(symbol, positionSide)
            .filter(({ request }) => request.kind === 'stop-loss');
          expect(stops.map(({ status }) => status)).toEqual(['live']);
          looks += 1;
        }
      },
    });
    expect(looks).toBeGreaterThan(0);
  });
});

describe('the report', () => {
  it('names a strategy that failed, and when', () => {
    const failing = (name: string) => {
      const definition = strategyByName(name);
      return { ...definition, create: () => ({ observe: () => fail(), decide: () => [], save: () => ({}) }) };
    };
    const fail = (): void => {
      throw new RangeError('no such bar');
    };
    const found = run({ strategies: failing });
    const report = backtestReport(found, { source: 'generated', from: 1, to: 2, gaps: 0, elapsedMs: 3, models: {} });
    const failure = 'RangeError: no such bar';
    expect(report.stopped).toEqual([{ name: 'strategic', symbol: 'BTCUSDT', at: expect.any(Number), failure }]);
    expect(report).toMatchObject({ trades: 0, alerts: { 'strategy-stopped': 1 } });
    expect(backtestReport(run(), report).stopped).toEqual([]);
  });

  it('says in exact text what the run found', () => {
    const found = run();
    const frame = {
      source: 'generated',
      from: 1,
      to: 2,
      gaps: 0,
      elapsedMs: 3,
      models: {},
    };
    const report = backtestReport(found, frame);
    const { ledger, results } = found.kernel.state.portfolio;
    expect(report).toMatchObject({
      symbols: SYMBOLS,
      strategies: ['strategic 15m'],
      trades: results.trades,
      startBalance: '10000',
      endBalance: formatMoney(ledger.balance),
      winRate: results.wins / results.trades,
      effectHash: found.kernel.effectHash,
    });
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect(report.wins + report.losses).toBe(report.trades);
  });

  it('of a run without trades has no ratios', () => {
    const found = run({ config: { ...config, strategies: [] } });
    const frame = {
      source: '',
      from: 1,
      to: 2,
      gaps: 0,
      elapsedMs: 3,
      models: {},
    };
    expect(backtestReport(found, frame)).toMatchObject({
      trades: 0,
      winRate: null,
      profitFactor: null,
      expectancy: null,
      netProfit: '0',
      netProfitPercent: 0,
      maxDrawdown: '0',
    });
  });
});
