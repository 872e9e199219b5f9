/**
 * Past trades, and groups of them, as tables.
 * Invariant: amounts are rounded here for the eye; a trade that is not wholly known says so, in a narrow terminal too.
 */
import { money } from '../../domain/index.ts';
import type { TradeRow, TradeSumsRow } from '../../engine/index.ts';
import { moment, percent, usdt } from './amounts.ts';
import { rowsTable } from './table.ts';

type Column = {
  readonly head: string;
  readonly cell: (row: TradeRow) => string;
  /** What a narrow terminal does without, the highest first; absent: it always stands. */
  readonly sparedAt?: number;
};

const COLUMNS: readonly Column[] = [
  { head: 'opened UTC', cell: ({ openedAt }) => moment(openedAt), sparedAt: 7 },
  { head: 'closed UTC', cell: ({ closedAt }) => moment(closedAt) },
  { head: 'symbol', cell: ({ symbol }) => symbol },
  { head: 'side', cell: ({ side }) => side },
  { head: 'size', cell: ({ size }) => size, sparedAt: 1 },
  { head: 'entry', cell: ({ entryPrice }) => entryPrice ?? '–', sparedAt: 2 },
  { head: 'exit', cell: ({ exitPrice }) => exitPrice ?? '–', sparedAt: 2 },
  { head: 'fees USDT', cell: ({ fees }) => usdt(fees), sparedAt: 5 },
  { head: 'funding USDT', cell: ({ funding }) => usdt(funding), sparedAt: 6 },
  { head: 'net USDT', cell: ({ net }) => signed(net) },
  { head: 'held', cell: ({ openedAt, closedAt }) => held(closedAt - openedAt), sparedAt: 3 },
];
const OWNER: Column = { head: 'strategy', cell: ({ owner }) => owner ?? '–', sparedAt: 4 };
const NOTE: Column = { head: '', cell: ({ gap }) => (gap === null ? '' : GAPS[gap]) };

const GAPS: Readonly<Record<NonNullable<TradeRow['gap']>, string>> = {
  'entry-unseen': 'entry not seen',
  'size-changed': 'size changed outside',
  'exit-unseen': 'end not seen',
};

/** Without what does not fit into so many columns; at its narrowest it is cut by the terminal. */
export function tradesTable(rows: readonly TradeRow[], columns: number): string {
  let kept = [
    ...COLUMNS,
    ...(rows.some(({ owner }) => owner !== null) ? [OWNER] : []),
    ...(rows.some(({ gap }) => gap !== null) ? [NOTE] : []),
  ];
  for (;;) {
    const table = rowsTable(
      kept.map(({ head }) => head),
      rows.map((row) => kept.map(({ cell }) => cell(row))),
    );
    const next = Math.max(...kept.map(({ sparedAt = 0 }) => sparedAt));
    if (next === 0 || widthOf(table) <= columns) return table;
    kept = kept.filter(({ sparedAt }) => sparedAt !== next);
  }
}

const widthOf = (text: string): number => Math.max(...text.split('\n').map((line) => line.length));

export function groupsTable<Row extends TradeSumsRow>(
  name: string,
  rows: readonly Row[],
  nameOf: (row: Row) => string,
): string {
  return rowsTable(
    [name, 'trades', 'won', 'net USDT', 'fees', 'funding', 'profit factor', 'best', 'worst'],
    rows.map((row) => [
      nameOf(row),
      String(row.trades),
      percent(row.winRate),
      signed(row.net),
      usdt(row.fees),
      usdt(row.funding),
      row.profitFactor?.toFixed(2) ?? '–',
      row.best === null ? '–' : signed(row.best),
      row.worst === null ? '–' : signed(row.worst),
    ]),
  );
}

/** Such as `2d 03h`, `4h 05m`, `12m`, `40s`. */
function held(durationMs: number): string {
  const seconds = Math.round(durationMs / 1_000);
  const [minutes, hours] = [Math.floor(seconds / 60), Math.floor(seconds / 3_600)];
  const two = (count: number): string => String(count).padStart(2, '0');
  if (hours >= 24) return `${Math.floor(hours / 24)}d ${two(hours % 24)}h`;
  if (hours > 0) return `${hours}h ${two(minutes % 60)}m`;
  return minutes > 0 ? `${minutes}m` : `${seconds}s`;
}

/** A gain with its plus. */
export const signed = (amount: string): string => (money(amount) > 0n ? `+${usdt(amount)}` : usdt(amount));
