/**
 * VIPER scores for people: one market with its reasons, many as a table.
 */
import type { ScoredLine } from '../roots/index.ts';
import { factsTable, rowsTable } from './table.ts';

const fixed = (value: number | undefined, places = 1): string => (value === undefined ? '–' : value.toFixed(places));

/** As many decimals as the figure needs, at most eight. */
const plain = (value: number): string => String(Number(value.toFixed(8)));

const isOnly = (lines: readonly ScoredLine[]): lines is readonly [ScoredLine] => lines.length === 1;

export const scoreText = (lines: readonly ScoredLine[]): string => (isOnly(lines) ? oneMarket(lines[0]) : many(lines));

function many(lines: readonly ScoredLine[]): string {
  const head = ['symbol', 'score', 'strength', 'volume', 'price', 'external', 'range', 'cost', 'model', 'signal'];
  const rows = lines.map((line) => {
    const parts = 'components' in line ? line.components : undefined;
    const scores = [parts?.volume_score, parts?.price_score, parts?.external_score, parts?.range_score];
    return [
      line.symbol,
      fixed(line.overall_score),
      line.strength,
      ...scores.map((score) => fixed(score)),
      line.execution_cost.toFixed(4),
      line.cost_model,
      signalWords(line),
    ];
  });
  return rowsTable(head, rows);
}

function oneMarket(line: ScoredLine): string {
  const title = `${line.symbol}  ${fixed(line.overall_score)} of 100, ${line.strength}`;
  const facts = {
    price: `${plain(line.price)} (${line.price_change >= 0 ? '+' : ''}${line.price_change.toFixed(2)} % in 24 hours)`,
    cost: `${line.execution_cost.toFixed(4)} USDT by the ${line.cost_model} model`,
    ...('rejected_reason' in line ? { rejected: line.rejected_reason } : levelFacts(line)),
    signal: signalWords(line),
    mode: line.mode,
    ...(line.notes === undefined ? {} : { notes: line.notes.join('; ') }),
  };
  return [title, ...(parts(line) ?? []), '', factsTable(facts)].join('\n');
}

function parts(line: ScoredLine): string[] | undefined {
  if (!('components' in line)) return undefined;
  const { components, weights } = line;
  const rows = [
    ['volume', fixed(components.volume_score), fixed(weights.volume, 2), ratioWords(line.readings?.relative_volume)],
    ['price', fixed(components.price_score), fixed(weights.price, 2), momentumWords(line)],
    ['external', fixed(components.external_score), fixed(weights.external, 2), `cost by the ${line.cost_model} model`],
    ['range', fixed(components.range_score), fixed(weights.range, 2), ratioWords(line.readings?.relative_range)],
  ];
  return ['', rowsTable(['component', 'score', 'weight', 'because'], rows)];
}

const ratioWords = (ratio: number | undefined): string =>
  ratio === undefined ? 'as published' : `${ratio.toFixed(2)} × what is usual`;

function momentumWords({ readings, price_strength }: Extract<ScoredLine, { components: object }>): string {
  if (readings === undefined) return 'as published';
  const { momentum } = readings;
  const sign = momentum >= 0 ? '+' : '−';
  return `momentum ${sign}${Math.abs(momentum).toFixed(2)} σ; adds ${fixed(price_strength)} to the score`;
}

function levelFacts({ s1s2r1r2_levels: levels, pivot_period }: Extract<ScoredLine, { components: object }>) {
  if (levels === undefined) return { levels: 'none: the candles cover no completed period' };
  const text = (['S2', 'S1', 'pivot', 'R1', 'R2'] as const).map((name) => `${name} ${plain(levels[name])}`).join('  ');
  return { levels: pivot_period === undefined ? text : `${text}  (of the last ${pivot_period})` };
}

function signalWords({ signal, no_signal }: ScoredLine): string {
  if (signal !== null) {
    const { type, order_type, stop_loss, take_profit } = signal;
    return `${type} ${order_type}, stop ${plain(stop_loss)}, target ${plain(take_profit)}`;
  }
  return `none: ${no_signal?.rule ?? 'unknown'}`;
}
