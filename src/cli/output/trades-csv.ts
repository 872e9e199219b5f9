/**
 * Past trades as CSV, for spreadsheets.
 * Invariant: exact; no field holds a comma or a quote; every head names its unit.
 */
import { formatDecimal } from '../../domain/index.ts';
import type { TradeRow } from '../../engine/index.ts';

const CSV = {
  opened_utc: ({ openedAt }) => new Date(openedAt).toISOString(),
  closed_utc: ({ closedAt }) => new Date(closedAt).toISOString(),
  held_s: ({ openedAt, closedAt }) => formatDecimal(BigInt(closedAt - openedAt), 3),
  symbol: ({ symbol }) => symbol,
  side: ({ side }) => side,
  strategy: ({ owner }) => owner ?? '',
  size: ({ size }) => size,
  entry_price: ({ entryPrice }) => entryPrice ?? '',
  exit_price: ({ exitPrice }) => exitPrice ?? '',
  entry_notional_usdt: ({ entryNotional }) => entryNotional,
  exit_notional_usdt: ({ exitNotional }) => exitNotional,
  profit_usdt: ({ profit }) => profit,
  fees_usdt: ({ fees }) => fees,
  funding_usdt: ({ funding }) => funding,
  other_usdt: ({ other }) => other,
  net_usdt: ({ net }) => net,
  not_known: ({ gap }) => gap ?? '',
} satisfies Record<string, (row: TradeRow) => string>;

/** A head line, then a line a trade. */
export const tradesCsv = (rows: readonly TradeRow[]): string =>
  [Object.keys(CSV), ...rows.map((row) => Object.values(CSV).map((cell) => cell(row)))]
    .map((line) => line.join(','))
    .join('\n');
