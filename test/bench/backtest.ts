/**
 * Candles a second: of the kernel alone with the strategic profile, and of the whole backtest with its exchange.
 * Each stands beside its floor, a bare loop over the same columns in the same round. Usage: node test/bench/backtest.ts [minutes]
 */
import { loadCandles, runBacktest } from '../../src/backtest/index.ts';
import {
  type Lots,
  money,
  type SessionConfig,
  type Ticks,
  type Timeframe,
  type VenueState,
} from '../../src/domain/index.ts';
import { Kernel } from '../../src/kernel/index.ts';
import { resolveParams, strategyByName } from '../../src/strategies/index.ts';
import { type GeneratedSymbol, writeCandleFolder } from '../support/generated-candles.ts';
import { sessionOf } from '../support/instruments.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { median, report, rounded, timed } from './measure.ts';

const ROUNDS = 7;
/** One pass of the floor is too short for the clock. */
const FLOOR_PASSES = 50;
const SYMBOLS: readonly GeneratedSymbol[] = ['BTCUSDT', 'ETHUSDT'];
const TIMEFRAMES: readonly Timeframe[] = ['1m', '15m'];
const MINUTES = 43_200;

const NOTHING_OPEN: VenueState = {
  isConsistent: true,
  account: { balance: money('10000'), available: money('10000'), positionMode: 'hedge' },
  positions: [],
  orders: [],
  absent: [],
  triggers: [],
  fills: [],
  bills: [],
};

const [minutesText = String(MINUTES)] = process.argv.slice(2);
const folder = temporaryFolder('bench');
const data = writeCandleFolder(folder.path, { seed: 1, minutes: Number(minutesText), symbols: SYMBOLS });
const archive = loadCandles(data);
folder.remove();

for (const timeframe of TIMEFRAMES) {
  const config = configOf(timeframe);
  compare({ bench: 'kernel alone', timeframe }, () => stepKernel(config));
  compare({ bench: 'whole backtest', timeframe }, () => backtest(config));
}

/** Work and floor in turns; the first round of both warms up. */
function compare(names: Readonly<Record<string, string>>, work: () => number): void {
  const rates: number[] = [];
  const floors: number[] = [];
  const ratios: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const floor = timed(sumColumns);
    const { units, elapsedMs } = timed(work);
    if (round === 0) continue;
    const [rate, floorRate] = [(units / elapsedMs) * 1_000, (floor.units / floor.elapsedMs) * 1_000];
    rates.push(rate);
    floors.push(floorRate);
    ratios.push(floorRate / rate);
  }
  const [candlesPerSecond, floorPerSecond, timesFloor] = [rates, floors, ratios].map((all) => rounded(median(all)));
  report({ ...names, candlesPerSecond, floorPerSecond, timesFloor, rounds: ROUNDS } as Record<string, string | number>);
}

/** Every candle of every symbol as an event, in order of time. Orders are rejected, so that the profile goes on deciding. */
function stepKernel(config: SessionConfig): number {
  const kernel = new Kernel(strategyByName);
  kernel.step({ type: 'session', at: archive.startAt, config, instruments: archive.instruments });
  kernel.step({ type: 'reconciled', at: archive.startAt, state: NOTHING_OPEN });
  const { series } = archive;
  const rows = series[0]?.candles.length ?? 0;
  for (let row = 0; row < rows; row++) {
    for (const { instrument, candles } of series) {
      const openAt = candles.openAt[row] as number;
      const at = openAt + 60_000;
      const candle = {
        openAt,
        open: candles.open[row] as Ticks,
        high: candles.high[row] as Ticks,
        low: candles.low[row] as Ticks,
        close: candles.close[row] as Ticks,
        volume: candles.volume[row] as Lots,
      };
      const effects = kernel.step({ type: 'candle', at, symbol: instrument.symbol, candle });
      for (const effect of effects) {
        if (effect.type !== 'submit-order') continue;
        const { clientOid } = effect.order;
        kernel.step({ type: 'order-rejected', at, clientOid, code: 'bench', message: '' });
      }
    }
  }
  if (kernel.state.orders.count === 0) throw new Error('the profile wanted nothing: this measures no full model');
  return rows * series.length;
}

function backtest(config: SessionConfig): number {
  const run = runBacktest({ source: archive.source(), config, strategies: strategyByName, balance: money('10000') });
  if (run.kernel.state.portfolio.results.trades === 0) throw new Error('no trade: this measures no whole backtest');
  return run.candles;
}

/** Reads every column of every row once, as cheaply as it goes. */
function sumColumns(): number {
  let sum = 0;
  let units = 0;
  for (let pass = 0; pass < FLOOR_PASSES; pass++) {
    for (const { candles } of archive.series) {
      const { length, openAt, open, high, low, close, volume } = candles;
      for (let row = 0; row < length; row++)
        sum +=
          (openAt[row] as number) +
          (open[row] as number) +
          (high[row] as number) +
          (low[row] as number) +
          (close[row] as number) +
          (volume[row] as number);
      units += length;
    }
  }
  if (!(sum > 0)) throw new Error('the columns are empty');
  return units;
}

function configOf(timeframe: Timeframe): SessionConfig {
  const definition = strategyByName('strategic');
  const base = sessionOf();
  return sessionOf({
    mode: 'backtest',
    symbols: [...SYMBOLS],
    risk: { ...base.risk, lossesMax: 1_000_000, dailyLossMax: money('1000000000') },
    strategies: [{ name: definition.name, timeframe, params: resolveParams(definition) }],
  });
}
