/**
 * A universe for people: a row for each market, those that are in first.
 */
import type { UniverseReport } from '../roots/index.ts';
import { rowsTable } from './table.ts';

const fixed = (value: number | undefined, places: number): string =>
  value === undefined ? '–' : value.toFixed(places);

export function universeText({ rows, symbols, closed, notes }: UniverseReport): string {
  const head = ['symbol', '', 'rule', 'rank', 'score', 'volume, M USDT', 'spread, bps', 'range, %', 'days listed'];
  const lines = rows.map(({ symbol, isIn, rule, rank, score, quoteVolume, spreadBps, volatility, ageDays }) => [
    symbol,
    isIn ? 'in' : 'out',
    rule,
    rank === null ? '–' : String(rank),
    fixed(score, 1),
    fixed(quoteVolume === undefined ? undefined : quoteVolume / 1e6, 1),
    fixed(spreadBps, 1),
    fixed(volatility === undefined ? undefined : volatility * 100, 1),
    fixed(ageDays, 0),
  ]);
  const counts = `${symbols.length} in, ${rows.length - symbols.length} out, ${closed.length} not open`;
  return [rowsTable(head, lines), counts, ...notes].join('\n');
}
