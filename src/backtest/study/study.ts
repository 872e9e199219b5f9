/**
 * The study of strategies on recorded candles: each walked forward on each symbol, beside holding and beside chance.
 * Invariant: the same archive and strategies give the same study, whatever the machine; nothing is chosen on what it is
 * tested on.
 */
import { type Money, moneyToNumber, type SessionConfig, type Timeframe, timeframeMs } from '../../domain/index.ts';
import type { StrategyDefinition } from '../../kernel/index.ts';
import { type CandleArchive, loadCandles } from '../archive/index.ts';
import { buyAndHold, percentileOf, randomLike } from './benchmark.ts';
import { type Fold, foldsOf, type TimeWindow } from './folds.ts';
import { type Measures, measure } from './measures.ts';
import { randomEntry } from './random-entry.ts';
import { type Sample, takeSample } from './sample.ts';
import { mean, sum } from './statistics.ts';
import { type Together, together } from './together.ts';
import { walkForward } from './walk-forward.ts';

export type StudyOptions = {
  /** Folder of candles, as `loadCandles` takes it. */
  readonly data: string;
  /** Undefined: all in the folder. */
  readonly symbols: readonly string[] | undefined;
  readonly strategies: readonly StrategyDefinition[];
  readonly balance: Money;
  readonly folds: number;
  /** Of the whole span, before each test. */
  readonly trainShare: number;
  /** Random traders per strategy and symbol. */
  readonly randomTraders: number;
  /** The session of one strategy on one symbol. */
  readonly configOf: (wish: StudyWish) => SessionConfig;
  readonly onProgress?: (done: number, total: number) => void;
};

export type StudyWish = {
  readonly strategy: StrategyDefinition;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** Absent: the defaults. */
  readonly params?: Readonly<Record<string, number>>;
};

export type StudyRow = {
  readonly strategy: string;
  readonly symbol: string;
  /** Bars chosen in each fold. */
  readonly chosen: readonly Timeframe[];
  readonly trials: number;
  readonly inSample: Measures;
  readonly outOfSample: Measures;
  /** Probability that the Sharpe ratio out of sample is more than luck. */
  readonly skill: number | undefined;
  /** Sum over the test windows, as a share of the balance. */
  readonly buyAndHold: number;
  /** Mean result of the random traders over the test windows; undefined where there was nothing to be like. */
  readonly random: number | undefined;
  /** Share of random traders that the strategy beats. */
  readonly beatsRandom: number | undefined;
  readonly tests: readonly Sample[];
};

export type Study = {
  readonly span: TimeWindow;
  readonly rows: readonly StudyRow[];
  /** All symbols of a strategy as one. */
  readonly together: readonly Together[];
};

export function runStudy(options: StudyOptions): Study {
  const { strategies, data, onProgress } = options;
  const symbols = loadCandles(data, options.symbols).instruments.map(({ symbol }) => symbol);
  const total = symbols.length * strategies.length;
  const rows: StudyRow[] = [];
  let span: TimeWindow | undefined;
  for (const symbol of symbols) {
    const archive = loadCandles(data, [symbol]);
    span = widest(span, { from: archive.startAt, to: archive.endAt });
    for (const strategy of strategies) {
      rows.push(studyOne(options, { archive, symbol, strategy }));
      onProgress?.(rows.length, total);
    }
  }
  const testsOf = (name: string) => rows.filter((row) => row.strategy === name).flatMap(({ tests }) => tests);
  const all = together(new Map(strategies.map(({ name }) => [name, testsOf(name)])));
  return { span: span ?? { from: 0, to: 0 }, rows, together: all };
}

const widest = (a: TimeWindow | undefined, b: TimeWindow): TimeWindow =>
  a === undefined ? b : { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };

type Subject = { readonly archive: CandleArchive; readonly symbol: string; readonly strategy: StrategyDefinition };

function studyOne(options: StudyOptions, { archive, symbol, strategy }: Subject): StudyRow {
  const { folds: count, trainShare, balance, configOf } = options;
  const folds = foldsOf({ from: archive.startAt, to: archive.endAt }, { count, trainShare });
  const take = (timeframe: Timeframe, window: TimeWindow): Sample =>
    takeSample({
      archive,
      window,
      balance,
      config: configOf({ strategy, symbol, timeframe }),
      strategies: () => strategy,
    });
  const walked = walkForward(strategy.timeframes, folds, take);
  const randoms = randomResults(options, { archive, symbol, folds, tests: walked.tests, chosen: walked.chosen });
  return {
    strategy: strategy.name,
    symbol,
    chosen: walked.chosen,
    trials: walked.trials,
    inSample: walked.inSample,
    outOfSample: walked.outOfSample,
    skill: walked.skill,
    buyAndHold: sum(folds.map(({ test }) => holding(archive, symbol, test))),
    random: mean(randoms),
    beatsRandom: percentileOf(walked.outOfSample.net, randoms),
    tests: walked.tests,
  };
}

type Tested = {
  readonly archive: CandleArchive;
  readonly symbol: string;
  readonly folds: readonly Fold[];
  readonly tests: readonly Sample[];
  readonly chosen: readonly Timeframe[];
};

/** The result of each random trader over all test windows, as a share of the balance. */
function randomResults(options: StudyOptions, { archive, symbol, folds, tests, chosen }: Tested): number[] {
  const { randomTraders, balance, configOf } = options;
  const likes = tests.map((sample, i) => {
    const barMs = timeframeMs(chosen[i] as Timeframe);
    const bars = (sample.window.to - sample.window.from) / barMs;
    return randomLike(sample.trades, { bars, barMs, balance: moneyToNumber(balance) });
  });
  if (likes.every((like) => like === undefined)) return [];
  return Array.from({ length: randomTraders }, (_, seed) => {
    const samples = folds.flatMap(({ test }, i) => {
      const like = likes[i];
      if (like === undefined) return [];
      const wish = { strategy: randomEntry, symbol, timeframe: chosen[i] as Timeframe, params: { ...like, seed } };
      return [takeSample({ archive, window: test, balance, config: configOf(wish), strategies: () => randomEntry })];
    });
    return measure(samples).net;
  });
}

function holding(archive: CandleArchive, symbol: string, window: TimeWindow): number {
  const source = archive.source(window);
  const instrument = archive.instruments.find((one) => one.symbol === symbol);
  const candles = source.history(symbol, window.to, Math.floor((window.to - window.from) / 60_000));
  const [first, last] = [candles[0], candles.at(-1)];
  return instrument && first && last ? buyAndHold(instrument, first, last) : 0;
}
