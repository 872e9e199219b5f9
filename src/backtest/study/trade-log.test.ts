/** What the log says of a run, against the kernel's own books. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type GeneratedSymbol, writeCandleFolder } from '../../../test/support/generated-candles.ts';
import { sessionOf } from '../../../test/support/instruments.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { asMoney, formatMoney, money, moneyToNumber, type StrategyConfig, ZERO } from '../../domain/index.ts';
import { equityOf } from '../../kernel/index.ts';
import { resolveParams, strategyByName } from '../../strategies/index.ts';
import { loadCandles } from '../archive/index.ts';
import { runBacktest } from '../run-backtest.ts';
import { randomEntry } from './random-entry.ts';
import { TradeLog } from './trade-log.ts';

const symbols: readonly GeneratedSymbol[] = ['BTCUSDT', 'ETHUSDT'];
const folder = temporaryFolder('study');
const lookup = (name: string) => (name === 'random' ? randomEntry : strategyByName(name));

beforeAll(() => writeCandleFolder(folder.path, { symbols, seed: 11, minutes: 6 * 1_440 }));

function logged(strategy: StrategyConfig) {
  const source = loadCandles(folder.path).source();
  const log = new TradeLog(source.instruments);
  const config = sessionOf({ mode: 'backtest', strategies: [strategy] });
  const run = runBacktest({
    source,
    config,
    strategies: lookup,
    balance: money('10000'),
    onStep: (step) => log.onStep(step),
  });
  return { log, source, state: run.kernel.state, portfolio: run.kernel.state.portfolio };
}

const random = (seed: number, given: Record<string, number> = {}): StrategyConfig => ({
  name: 'random',
  timeframe: '5m',
  params: resolveParams(randomEntry, { seed, chance: 0.05, stop: 0.004, barsMax: 60, ...given }),
});

describe('the log of a run', () => {
  it('counts the trades of the books, and brings what they brought', () => {
    const { log, portfolio } = logged(random(3));
    const { results } = portfolio;
    const finished = log.trades.filter(({ net }) => net > 0n).length;
    expect(log.trades.length).toBeGreaterThan(20);
    expect([log.trades.length, finished]).toEqual([results.trades, results.wins]);
    const net = log.trades.reduce((total, trade) => asMoney(total + trade.net), ZERO);
    expect(formatMoney(net)).toBe(formatMoney(asMoney(results.grossProfit - results.grossLoss)));
  });

  it('counts what is open at the end as the equity does', () => {
    const { log, source, state } = logged(random(3, { chance: 1, barsMax: 1_000_000, reward: 100 }));
    const finished = log.trades.length;
    log.end(source.endAt, (symbol) => source.history(symbol, source.endAt, 1)[0]?.close);
    expect(log.trades.length).toBeGreaterThan(finished);
    const net = log.trades.reduce((total, trade) => asMoney(total + trade.net), money('10000'));
    // Average entry prices are rounded in the books, so that a position is worth a hair more or less.
    expect(moneyToNumber(net)).toBeCloseTo(moneyToNumber(equityOf(state)), 4);
  });

  it('measures in units of what was risked: a stop costs one, and the fees on top', () => {
    const { log } = logged(random(4));
    const losers = log.trades.filter(({ net }) => net < 0n);
    expect(losers.length).toBeGreaterThan(5);
    for (const { r, closedAt, openedAt, turnover, entryNotional, fees } of log.trades) {
      expect(r).toBeGreaterThan(-2);
      expect(closedAt).toBeGreaterThan(openedAt);
      expect(turnover).toBeGreaterThan(entryNotional);
      expect(fees).toBeGreaterThan(0n);
    }
    const worst = losers.map(({ r }) => r as number).sort((a, b) => a - b);
    expect(worst[0]).toBeLessThan(-1);
  });

  it('is of both sides as the share says', () => {
    const longs = (longShare: number) =>
      logged(random(5, { longShare })).log.trades.filter(({ positionSide }) => positionSide === 'long').length;
    expect(longs(0)).toBe(0);
    expect(longs(1)).toBeGreaterThan(10);
  });
});

describe('random entries', () => {
  it('are the same for a seed and others for another', () => {
    const entries = (seed: number) =>
      logged(random(seed)).log.trades.map(({ symbol, openedAt }) => `${symbol} ${openedAt}`);
    expect(entries(1)).toEqual(entries(1));
    expect(entries(1)).not.toEqual(entries(2));
  });

  it('go on from what was saved as if never interrupted', () => {
    const params = resolveParams(randomEntry, { chance: 0.3 });
    const instrument = loadCandles(folder.path).instruments[0];
    if (!instrument) throw new Error('no instrument');
    const create = (saved?: unknown) => randomEntry.create(params, { instrument, barMs: 60_000 }, saved);
    const bars = Array.from({ length: 60 }, (_, i) => i);
    const decide = (strategy: ReturnType<typeof create>, i: number) => {
      const price = (10_000 + i) as never;
      strategy.observe({ openAt: i * 60_000, open: price, high: price, low: price, close: price, volume: 1 as never });
      return strategy.decide({ at: i * 60_000, position: undefined });
    };
    const whole = create();
    const expected = bars.map((i) => decide(whole, i));
    let part = create();
    const actual = bars.map((i) => {
      const said = decide(part, i);
      part = create(JSON.parse(JSON.stringify(part.save())));
      return said;
    });
    expect(actual).toEqual(expected);
    expect(expected.flat().length).toBeGreaterThan(5);
  });
});
