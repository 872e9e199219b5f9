/**
 * Each indicator that TA-Lib has, too, gives what TA-Lib gives, from the first value to the last: on a generated walk
 * always, on recorded candles where they stand beside the checkout.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCandles } from '../../src/backtest/archive/index.ts';
import { Adx, Atr, Bollinger, Donchian, Ema, Macd, Obv, Rsi, Sma, type TimedBar } from '../../src/indicators/index.ts';
import { candleFile, GENERATED_START } from '../support/generated-candles.ts';
import { sayLack } from '../support/say-lack.ts';
import { openTaLib, type TaLib } from '../support/talib.ts';

type Columns = Readonly<Record<'high' | 'low' | 'close' | 'volume', readonly number[]>>;
type Case = {
  /** Ours after each bar, one list per output. */
  readonly ours: () => { next(bar: TimedBar): void; outputs(): readonly (number | undefined)[] };
  readonly theirs: (columns: Columns) => readonly (readonly number[])[];
};

let talib: TaLib;
/** TA-Lib's functions of one output. */
const ask = (name: string, inputs: readonly (readonly number[])[], ...options: number[]) =>
  talib({ name, inputs, options, outputs: 1 });

const of = <T>(create: () => T, next: (one: T, bar: TimedBar) => void, outputs: (one: T) => (number | undefined)[]) => {
  return (): ReturnType<Case['ours']> => {
    const one = create();
    return { next: (bar) => next(one, bar), outputs: () => outputs(one) };
  };
};
const bars = <T extends { next(bar: TimedBar): void }>(create: () => T, outputs: (one: T) => (number | undefined)[]) =>
  of(create, (one, bar) => one.next(bar), outputs);
const closes = <T extends { next(value: number): void }>(
  create: () => T,
  outputs: (one: T) => (number | undefined)[],
) => of(create, (one, bar) => one.next(bar.close), outputs);
const value = (one: { readonly value: number | undefined }) => [one.value];

const SIMPLE_AVERAGE = 0;

const CASES: Readonly<Record<string, Case>> = {
  'SMA(20)': { ours: closes(() => new Sma(20), value), theirs: ({ close }) => ask('SMA', [close], 20) },
  'EMA(21)': { ours: closes(() => new Ema(21), value), theirs: ({ close }) => ask('EMA', [close], 21) },
  'RSI(14)': { ours: closes(() => new Rsi(14), value), theirs: ({ close }) => ask('RSI', [close], 14) },
  'MACD(12, 26, 9)': {
    ours: closes(
      () => new Macd(),
      (one) => [one.value, one.signal, one.histogram],
    ),
    theirs: ({ close }) => talib({ name: 'MACD', inputs: [close], options: [12, 26, 9], outputs: 3 }),
  },
  'Bollinger(20, 2)': {
    ours: closes(
      () => new Bollinger(20, 2),
      (one) => [one.upper, one.value, one.lower],
    ),
    theirs: ({ close }) => talib({ name: 'BBANDS', inputs: [close], options: [20, 2, 2, SIMPLE_AVERAGE], outputs: 3 }),
  },
  'ATR(14)': {
    ours: bars(() => new Atr(14), value),
    theirs: ({ high, low, close }) => ask('ATR', [high, low, close], 14),
  },
  'ADX(14) with +DI and −DI': {
    ours: bars(
      () => new Adx(14),
      (one) => [one.value, one.plusDi, one.minusDi],
    ),
    theirs: ({ high, low, close }) =>
      ['ADX', 'PLUS_DI', 'MINUS_DI'].flatMap((name) => ask(name, [high, low, close], 14)),
  },
  'Donchian(20)': {
    ours: bars(
      () => new Donchian(20),
      (one) => [one.upper, one.lower],
    ),
    theirs: ({ high, low }) => [...ask('MAX', [high], 20), ...ask('MIN', [low], 20)],
  },
  OBV: { ours: bars(() => new Obv(), value), theirs: ({ close, volume }) => ask('OBV', [close, volume]) },
};

function expectSame(name: string, list: readonly TimedBar[]): void {
  const { ours: create, theirs: ask } = CASES[name] as Case;
  const column = (field: 'high' | 'low' | 'close' | 'volume') => list.map((bar) => bar[field]);
  const expected = ask({
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  });
  const one = create();
  const seen = list.map((bar) => {
    one.next(bar);
    return one.outputs();
  });
  for (const [i, theirs] of expected.entries()) {
    const ours = seen.map((outputs) => outputs[i] ?? Number.NaN);
    expectEqual(`${name}[${i}]`, ours, theirs);
  }
}

/** Relative to the value, or to a thousandth of the greatest one where it crosses zero. */
function expectEqual(name: string, ours: readonly number[], theirs: readonly number[]): void {
  expect(theirs.length).toBe(ours.length);
  expect(theirs.filter(Number.isFinite).length).toBeGreaterThan(100);
  const scale = Math.max(...theirs.filter(Number.isFinite).map(Math.abs));
  for (const [k, value] of ours.entries()) {
    const expected = theirs[k] as number;
    const error = Math.abs(value - expected) / Math.max(Math.abs(expected), scale * 1e-3);
    const isSame = error <= 1e-9 || (Number.isNaN(value) && Number.isNaN(expected));
    if (!isSame) expect.fail(`${name} at ${k}: ${value}, TA-Lib ${expected}`);
  }
}

beforeAll(async () => {
  talib = await openTaLib();
});

const generated: readonly TimedBar[] = candleFile('BTCUSDT', { seed: 11, minutes: 3_000 })
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [openAt = 0, , high = 0, low = 0, close = 0, volume = 0] = line.split(',').map(Number);
    return { openAt, high, low, close, volume };
  });

describe('on a generated walk', () => {
  it('begins where it should', () => expect(generated[0]?.openAt).toBe(GENERATED_START));
  it.each(Object.keys(CASES))('%s is that of TA-Lib', (name) => expectSame(name, generated));
});

const REAL = join(import.meta.dirname, '../../../shared/data');

const isThere = sayLack(existsSync(REAL), `no recorded markets in ${REAL}`);

describe.skipIf(!isThere)('on recorded candles', () => {
  const symbols = ['BTCUSDT', 'SOLUSDT', 'XRPUSDT'];
  const series = new Map<string, readonly TimedBar[]>();
  beforeAll(() => {
    for (const { instrument, candles } of loadCandles(REAL, symbols).series) {
      const list = Array.from({ length: 6_000 }, (_, row) => ({
        openAt: candles.openAt[row] as number,
        high: candles.high[row] as number,
        low: candles.low[row] as number,
        close: candles.close[row] as number,
        volume: candles.volume[row] as number,
      }));
      series.set(instrument.symbol, list);
    }
  });
  it.each(symbols.flatMap((symbol) => Object.keys(CASES).map((name) => [name, symbol] as const)))(
    '%s of %s is that of TA-Lib',
    (name, symbol) => expectSame(name, series.get(symbol) ?? []),
  );
});
