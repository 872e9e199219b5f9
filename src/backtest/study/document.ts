/**
 * The study as a page for people: what each strategy did, in and out of sample, beside holding and chance.
 * Invariant: says what was measured, and calls a loss a loss.
 */
import type { Measures } from './measures.ts';
import { annualised } from './statistics.ts';
import type { Study, StudyRow } from './study.ts';
import type { Together } from './together.ts';

export type StudyFrame = {
  readonly command: string;
  readonly balance: string;
  readonly folds: number;
  readonly trainDays: number;
  readonly testDays: number;
  readonly randomTraders: number;
  readonly about: ReadonlyMap<string, string>;
  /** What a reader has to know of a strategy's figures. */
  readonly caveats: ReadonlyMap<string, string>;
};

const HEAD = [
  'symbol',
  'sample',
  'bars',
  'trades (long)',
  'win rate [95 %]',
  'expectancy',
  'profit factor',
  'Sharpe',
  'skill',
  'drawdown',
  'exposure',
  'turnover',
  'costs',
  'net',
  'holding',
  'random',
  'beats',
];

export function studyDocument(study: Study, frame: StudyFrame): string {
  const sections = study.together.map(({ strategy, outOfSample }) => {
    const rows = study.rows.filter((row) => row.strategy === strategy);
    return section({ strategy, about: aboutOf(strategy, frame), rows, outOfSample });
  });
  return `${[intro(study, frame), verdicts(study), ...sections].join('\n\n')}\n`;
}

const aboutOf = (strategy: string, { about, caveats }: StudyFrame): string =>
  [about.get(strategy), caveats.get(strategy)].filter((text) => text !== undefined).join('\n\n');

const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

function intro({ span, rows }: Study, frame: StudyFrame): string {
  const symbols = [...new Set(rows.map(({ symbol }) => symbol))];
  return `# Strategies: what they do on recorded markets

Made by \`${frame.command}\`; never edited by hand. The market: ${symbols.join(', ')}, one-minute candles from ${day(span.from)} to ${day(span.to)} (UTC), with the funding rates that were paid. ${symbols.length} coins over ${Math.round((span.to - span.from) / 86_400_000)} days are one market in one season: what wins here may lose elsewhere, and no figure on this page promises anything.

How it is measured:
- **Walked forward.** ${frame.folds} times, the length of the bars is chosen among those that a strategy is made for by its result over ${frame.trainDays.toFixed(1)} days (*in*), and the choice is then tried on the ${frame.testDays.toFixed(1)} days after it (*out*). All other parameters are the documented defaults; none was fitted to this market.
- **Paid for.** Taker and maker fees, funding, half a spread and the impact of the size; stops fill at the price that is there, and within a candle the worse extreme comes first. Each run trades one symbol with ${frame.balance} USDT.
- **win rate** with the range of true rates that it fits with 95 % confidence (Wilson). **expectancy**: mean result of a trade in units of what it risked at its stop (R). **Sharpe**: of daily returns, a year of 365 days. **skill**: the probability that this Sharpe ratio is more than what the best of the tried variants shows by luck (deflated Sharpe ratio); below 95 % it proves nothing. **drawdown**: greatest fall of the equity. **exposure**: share of time in the market. **turnover**: worth of all fills a day, in balances. **costs**: fees and funding as a share of the profit before them. **net**: after all costs, of the balance. **holding**: buying at the start of each test and selling at its end. **random**: mean of ${frame.randomTraders} traders who enter by chance, as often, on the same sides, with the same risk; **beats**: the share of them that the strategy beats.`;
}

const PROVEN = 0.95;

/** A gain counts as won only where luck explains it badly. */
function verdictOf({ outOfSample: { trades, net }, skill = 0 }: Together): string {
  if (trades === 0) return 'does not trade';
  if (net <= 0) return '**loses**';
  return skill >= PROVEN ? 'wins' : 'gains, as luck also would';
}

function verdicts({ together, rows }: Study): string {
  const lines = together.map((one) => {
    const { strategy, outOfSample, skill } = one;
    const results = rows.filter((row) => row.strategy === strategy);
    const winners = results.filter((row) => row.outOfSample.net > 0).length;
    return line([
      strategy,
      verdictOf(one),
      percent(outOfSample.net / Math.max(1, results.length)),
      `${winners} of ${results.length}`,
      String(outOfSample.trades),
      interval(outOfSample),
      number(outOfSample.expectancyR, 3),
      number(outOfSample.profitFactor, 2),
      percent(skill, 0),
    ]);
  });
  return `## Out of sample, all symbols together

Here skill is that of the mean of all symbols by the day, against the luck of the best of ${together.length} strategies.

| strategy | verdict | mean net a symbol | symbols won | trades | win rate [95 %] | expectancy | profit factor | skill |
|---|---|---|---|---|---|---|---|---|
${lines.join('\n')}`;
}

type Part = {
  readonly strategy: string;
  readonly about: string;
  readonly rows: readonly StudyRow[];
  readonly outOfSample: Measures;
};

function section({ strategy, about, rows, outOfSample }: Part): string {
  const lines = rows.flatMap((row) => [
    line([row.symbol, 'in', barsOf(row), ...figures(row.inSample), '', percent(row.inSample.net), '', '', '']),
    line([
      '',
      'out',
      '',
      ...figures(outOfSampleOf(row)),
      percent(row.outOfSample.costShare),
      percent(row.outOfSample.net),
      percent(row.buyAndHold),
      percent(row.random),
      percent(row.beatsRandom, 0),
    ]),
  ]);
  const refusals = Object.entries(outOfSample.refusals).map(([rule, times]) => `${rule} ${times}`);
  return `## ${strategy}

${about}

| ${HEAD.join(' | ')} |
|${HEAD.map(() => '---').join('|')}|
${lines.join('\n')}

Entries refused out of sample: ${refusals.join(', ') || 'none'}.`;

  function outOfSampleOf(row: StudyRow): Measures & { readonly skill: number | undefined } {
    return { ...row.outOfSample, skill: row.skill };
  }
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const barsOf = ({ chosen }: StudyRow): string => chosen.join(' ');

const figures = (measures: Measures & { readonly skill?: number | undefined }): string[] => [
  `${measures.trades} (${measures.longs})`,
  interval(measures),
  number(measures.expectancyR, 2),
  number(measures.profitFactor, 2),
  number(measures.sharpeDaily === undefined ? undefined : annualised(measures.sharpeDaily), 1),
  percent(measures.skill, 0),
  percent(measures.maxDrawdown),
  percent(measures.exposure, 0),
  number(measures.turnoverDaily, 2),
];

function interval({ winRate, winRateInterval }: Measures): string {
  if (winRate === undefined || winRateInterval === undefined) return '–';
  const { low, high } = winRateInterval;
  return `${(winRate * 100).toFixed(0)} % [${(low * 100).toFixed(0)}–${(high * 100).toFixed(0)}]`;
}

const number = (value: number | undefined, places: number): string =>
  value === undefined ? '–' : value.toFixed(places).replace('-', '−');

const percent = (value: number | undefined, places = 1): string =>
  value === undefined ? '' : `${(value * 100).toFixed(places).replace('-', '−')} %`;
