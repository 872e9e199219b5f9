/** A whole study on a generated market, and its page. */
import { describe, expect, it } from 'vitest';
import { type GeneratedSymbol, writeCandleFolder } from '../../../test/support/generated-candles.ts';
import { sessionOf } from '../../../test/support/instruments.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { money } from '../../domain/index.ts';
import { resolveParams } from '../../strategies/index.ts';
import { studyDocument } from './document.ts';
import { randomEntry } from './random-entry.ts';
import { runStudy, type Study, type StudyOptions } from './study.ts';

const symbols: readonly GeneratedSymbol[] = ['BTCUSDT', 'ETHUSDT'];
const folder = temporaryFolder('study');
writeCandleFolder(folder.path, { symbols, seed: 5, minutes: 6 * 1_440 });

/** Two traders without an idea: one trades seldom, the other pays the spread all day. */
const traders = [
  { ...randomEntry, name: 'seldom', params: paramsOf(0.002), timeframes: ['5m', '15m'] },
  { ...randomEntry, name: 'busy', params: paramsOf(0.3), timeframes: ['5m'] },
] as const satisfies StudyOptions['strategies'];

function paramsOf(chance: number) {
  const { params } = randomEntry;
  return {
    ...params,
    chance: { ...params.chance, default: chance },
    stop: { ...params.stop, default: 0.004 },
    barsMax: { ...params.barsMax, default: 6 },
  };
}

const options: StudyOptions = {
  data: folder.path,
  symbols: undefined,
  strategies: traders,
  balance: money('10000'),
  folds: 2,
  trainShare: 0.4,
  randomTraders: 8,
  configOf: ({ strategy, symbol, timeframe, params }) =>
    sessionOf({
      mode: 'backtest',
      symbols: [symbol],
      strategies: [{ name: strategy.name, timeframe, params: resolveParams(strategy, params) }],
    }),
};

const frame = {
  command: 'viper study',
  balance: '10000',
  folds: 2,
  trainDays: 2.4,
  testDays: 1.8,
  randomTraders: 8,
  about: new Map(traders.map(({ name }) => [name, `About ${name}.`])),
  caveats: new Map([['busy', 'It pays all day.']]),
};

describe('a study', () => {
  const told: string[] = [];
  const study = runStudy({ ...options, onProgress: (done, total) => void told.push(`${done}/${total}`) });

  it('has a row for each strategy and symbol, and tells how far it is', () => {
    expect(study.rows.map(({ strategy, symbol }) => `${strategy} ${symbol}`)).toEqual([
      'seldom BTCUSDT',
      'busy BTCUSDT',
      'seldom ETHUSDT',
      'busy ETHUSDT',
    ]);
    expect(told).toEqual(['1/4', '2/4', '3/4', '4/4']);
  });

  it('finds the same again', () => {
    expect(runStudy(options)).toEqual(study);
  });

  it('chooses among the bars that a strategy is made for', () => {
    const { chosen, trials } = rowOf(study, 'seldom', 'BTCUSDT');
    expect([chosen.length, trials]).toEqual([2, 2]);
    for (const timeframe of chosen) expect(traders[0].timeframes).toContain(timeframe);
    expect(rowOf(study, 'busy', 'BTCUSDT').chosen).toEqual(['5m', '5m']);
  });

  it('adds up: what the trades brought is what became of the balance', () => {
    for (const { outOfSample, tests } of study.rows) {
      const net = tests.flatMap(({ trades }) => trades).reduce((sum, trade) => sum + trade.net, 0n);
      expect(outOfSample.net).toBeCloseTo(Number(net) / Number(money('10000')), 6);
    }
  });

  it('knows a trader without an idea: it loses its costs, and beats chance about half of the time', () => {
    const busy = study.together.find(({ strategy }) => strategy === 'busy');
    expect(busy?.outOfSample.trades).toBeGreaterThan(100);
    expect(busy?.outOfSample.net).toBeLessThan(0);
    for (const { skill } of study.rows) expect(skill ?? 0).toBeLessThan(0.95);
  });

  it('does not change when the future does: a longer archive leaves the first fold alone', () => {
    const longer = temporaryFolder('study-longer');
    try {
      writeCandleFolder(longer.path, { symbols, seed: 5, minutes: 12 * 1_440 });
      const later = runStudy({ ...options, data: longer.path, folds: 4, trainShare: 0.2 });
      // The same first training window, and the same choice on it.
      expect(later.rows.map(({ chosen }) => chosen[0])).toEqual(study.rows.map(({ chosen }) => chosen[0]));
    } finally {
      longer.remove();
    }
  });
});

describe('the page of a study', () => {
  const study = runStudy(options);
  const page = studyDocument(study, frame);

  it('says of each strategy whether it wins or loses, and its figures for each symbol', () => {
    for (const { strategy, outOfSample } of study.together) {
      const verdict = outOfSample.net > 0 ? 'gains, as luck also would' : '**loses**';
      expect(page).toContain(`| ${strategy} | ${verdict} |`);
      expect(page).toContain(`## ${strategy}\n\nAbout ${strategy}.`);
    }
    expect(page).toContain('About busy.\n\nIt pays all day.\n');
    expect(page).not.toMatch(/undefined|NaN|Infinity/);
  });

  it('is a table whose rows have as many cells as their heads', () => {
    const widths = page.split('\n\n').flatMap((block) => {
      const rows = block.split('\n').filter((row) => row.startsWith('|'));
      return [new Set(rows.map((row) => row.split('|').length)).size];
    });
    expect(Math.max(...widths)).toBe(1);
  });
});

const rowOf = (study: Study, strategy: string, symbol: string) => {
  const found = study.rows.find((row) => row.strategy === strategy && row.symbol === symbol);
  if (found === undefined) throw new Error(`no row of ${strategy} on ${symbol}`);
  return found;
};
