/**
 * Every indicator of `src/indicators/`, fed with minutes or bars: what the suites over real data and TA-Lib run through.
 */

import type { Indicator, TimedBar } from '../../src/indicators/index.ts';
import * as area from '../../src/indicators/index.ts';

/** An indicator over values, fed with closes. */
class OfCloses implements Indicator<TimedBar> {
  readonly #inner: Indicator;
  constructor(inner: Indicator) {
    this.#inner = inner;
  }
  get warmup() {
    return this.#inner.warmup;
  }
  get value() {
    return this.#inner.value;
  }
  next = (bar: TimedBar) => this.#inner.next(bar.close);
  replace = (bar: TimedBar) => this.#inner.replace(bar.close);
  undo = () => this.#inner.undo();
  save = () => this.#inner.save();
  restore = (saved: unknown) => this.#inner.restore(saved);
}

/** By class; each creates one over bars of `barMs`. */
export const INDICATOR_CASES: Readonly<Record<string, (barMs: number) => Indicator<TimedBar>>> = {
  Adx: () => new area.Adx(14),
  Atr: () => new area.Atr(14),
  Bollinger: () => new OfCloses(new area.Bollinger()),
  Donchian: () => new area.Donchian(20),
  Ema: () => new OfCloses(new area.Ema(21)),
  FibonacciLevels: () => new area.FibonacciLevels(14, 1.5),
  Macd: () => new OfCloses(new area.Macd()),
  Obv: () => new area.Obv(),
  PriorPivots: () => new area.PriorPivots(),
  RealisedVolatility: () => new OfCloses(new area.RealisedVolatility(24)),
  RelativeVolume: () => new area.RelativeVolume(24),
  RelativeVolumeOfDay: (barMs) => new area.RelativeVolumeOfDay(2, barMs),
  RollingVwap: () => new area.RollingVwap(20),
  Rsi: () => new OfCloses(new area.Rsi(14)),
  SessionVwap: () => new area.SessionVwap(),
  Sma: () => new OfCloses(new area.Sma(20)),
  Supertrend: () => new area.Supertrend(),
  Swings: () => new area.Swings(14, 1.5),
  WilderAverage: () => new OfCloses(new area.WilderAverage(14)),
};

/** Classes that read no bars and so have no case. */
const WITHOUT_BARS = ['BookImbalance'];

/** Exported classes that nobody has listed here. */
export const unlistedIndicators = (): string[] =>
  Object.entries(area)
    .filter(([, value]) => typeof value === 'function' && /^class /.test(value.toString()))
    .map(([name]) => name)
    .filter((name) => !(name in INDICATOR_CASES) && !WITHOUT_BARS.includes(name));
