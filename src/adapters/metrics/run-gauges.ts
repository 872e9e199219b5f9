/**
 * The metrics that are read from a run when somebody asks: one line of the table each.
 * Invariant: nothing here is kept up to date between two scrapes; what has gone, such as a closed position, disappears.
 */
import type { Registry } from '@prometheus-io/client';
import type { Checks } from '../../ports/index.ts';
import { createGauges, HEALTH_LINE, REST_LINES, type Sample, type Line as TableLine } from './gauge-table.ts';
import type { RunReading, StatusReading } from './run-reading.ts';

const STATES = ['starting', 'running', 'paused', 'stopping', 'stopped', 'failed'];
const BREAKER_STATES = ['closed', 'cooldown', 'reduced'];
const S = 1_000;

export type Scrape = RunReading & { readonly checks: Checks; readonly orderSuccess: number | undefined };

type Line = TableLine<Scrape>;

const one =
  (read: (scrape: Scrape) => number | undefined): Line['read'] =>
  (scrape) => [[read(scrape)]];

const ofStatus = (read: (status: StatusReading) => number | undefined): Line['read'] =>
  one(({ status }) => status && read(status));

const oneOf = (states: readonly string[], label: string, current: string | undefined): Sample[] =>
  states.map((state) => [state === current ? 1 : 0, { [label]: state }]);

const notional = ({ size, markPrice }: RunReading['positions'][number]): number => Number(size) * Number(markPrice);

const realTime = (ms: number, pace: number | undefined): number => ms / (pace ?? 1) / S;

export const LINES: readonly Line[] = [
  {
    name: 'viper_engine_state',
    help: 'One for the state that the engine is in.',
    labels: ['state'],
    read: ({ status }) => oneOf(STATES, 'state', status?.state),
  },
  HEALTH_LINE,
  {
    name: 'viper_order_success_ratio',
    help: 'Accepted orders among those of this process that were answered or lost; absent before the first.',
    read: one(({ orderSuccess }) => orderSuccess),
  },
  { name: 'viper_equity_usdt', help: 'Balance and unrealised profit.', read: ofStatus(({ equity }) => Number(equity)) },
  { name: 'viper_balance_usdt', help: 'Cash.', read: ofStatus(({ balance }) => Number(balance)) },
  {
    name: 'viper_available_usdt',
    help: 'What new positions may bind.',
    read: ofStatus(({ available }) => Number(available)),
  },
  {
    name: 'viper_unrealized_pnl_usdt',
    help: 'Over all positions, at their mark prices.',
    read: ofStatus(({ unrealizedPnl }) => Number(unrealizedPnl)),
  },
  {
    name: 'viper_realized_today_usdt',
    help: 'Profit of positions closed in this UTC day; negative: a loss.',
    read: ofStatus(({ realizedToday }) => Number(realizedToday)),
  },
  { name: 'viper_fees_usdt', help: 'Fees paid, of the whole journal.', read: ofStatus(({ fees }) => Number(fees)) },
  {
    name: 'viper_funding_usdt',
    help: 'Funding received (negative: paid), of the whole journal.',
    read: ofStatus(({ funding }) => Number(funding)),
  },
  {
    name: 'viper_drawdown_max_usdt',
    help: 'Greatest fall of equity from its highest point.',
    read: ofStatus(({ maxDrawdown }) => Number(maxDrawdown)),
  },
  {
    name: 'viper_position_pnl_usdt',
    help: 'Unrealised profit of an open position.',
    labels: ['symbol', 'side'],
    read: ({ positions }) =>
      positions.map(({ symbol, side, unrealizedPnl }) => [Number(unrealizedPnl), { symbol, side }]),
  },
  {
    name: 'viper_position_notional_usdt',
    help: 'Size × mark price of an open position.',
    labels: ['symbol', 'side'],
    read: ({ positions }) => positions.map((row) => [notional(row), { symbol: row.symbol, side: row.side }]),
  },
  {
    name: 'viper_exposure_usdt',
    help: 'Notional of all open positions together.',
    read: one(({ positions }) => positions.reduce((sum, row) => sum + notional(row), 0)),
  },
  {
    name: 'viper_positions_without_stop',
    help: 'Open positions whose stop is not known to stand at the exchange.',
    read: one(({ positions }) => positions.filter(({ stopLoss }) => stopLoss === undefined).length),
  },
  { name: 'viper_positions', help: 'Open positions.', read: ofStatus(({ openPositions }) => openPositions) },
  {
    name: 'viper_positions_max',
    help: 'Positions that may be open at once.',
    read: one(({ limits }) => limits.positionsMax),
  },
  {
    name: 'viper_daily_loss_max_usdt',
    help: 'Loss of a UTC day after which nothing is entered.',
    read: one(({ limits }) => limits.dailyLossMax),
  },
  {
    name: 'viper_daily_loss_used_ratio',
    help: 'Share of the daily limit that this UTC day has lost; 1: no entries.',
    read: ({ status, limits }) => [[status && Math.max(0, -Number(status.realizedToday)) / limits.dailyLossMax]],
  },
  {
    name: 'viper_breaker_state',
    help: 'One for the state that the circuit breaker is in.',
    labels: ['state'],
    read: ({ status }) => oneOf(BREAKER_STATES, 'state', status?.breaker.state),
  },
  {
    name: 'viper_breaker_size_factor',
    help: 'What the circuit breaker leaves of the size of an entry.',
    read: ofStatus(({ breaker }) => Number(breaker.sizeFactor)),
  },
  {
    name: 'viper_consecutive_losses',
    help: 'Losing trades in a row.',
    read: ofStatus(({ breaker }) => breaker.consecutiveLosses),
  },
  {
    name: 'viper_refusals_total',
    help: 'Entries that were not made, by rule, of the whole journal.',
    labels: ['rule'],
    kind: 'counter',
    read: ({ status }) => Object.entries(status?.refusals ?? {}).map(([rule, count]) => [count, { rule }]),
  },
  {
    name: 'viper_fills_total',
    help: 'Fills, of the whole journal.',
    kind: 'counter',
    read: ofStatus(({ fills }) => fills),
  },
  {
    name: 'viper_trades_total',
    help: 'Closed positions by result, of the whole journal.',
    labels: ['result'],
    kind: 'counter',
    read: ({ status }) =>
      status
        ? [
            [status.wins, { result: 'win' }],
            [status.losses, { result: 'loss' }],
            [status.trades - status.wins - status.losses, { result: 'even' }],
          ]
        : [],
  },
  {
    name: 'viper_market_data_age_seconds',
    help: 'Real time since a symbol was last heard of.',
    labels: ['symbol'],
    read: ({ heardAt, now, pace }) =>
      Object.entries(heardAt).map(([symbol, at]) => [realTime(Math.max(0, now - at), pace), { symbol }]),
  },
  {
    name: 'viper_reconcile_age_seconds',
    help: 'Real time since the exchange was last asked for everything.',
    read: ({ status, now, pace }) => [
      [status?.reconciledAt === undefined ? undefined : realTime(Math.max(0, now - status.reconciledAt), pace)],
    ],
  },
  {
    name: 'viper_clock_offset_seconds',
    help: "The exchange's clock against ours, as last measured; requests are signed with the exchange's.",
    read: one(({ rest, pace }) => realTime(rest.clockOffsetMs, pace)),
  },
  {
    name: 'viper_inbox_depth_max',
    help: 'Most events that ever waited at once.',
    read: one(({ queues }) => queues.depthMax),
  },
  {
    name: 'viper_dispatch_waiting',
    help: 'Requests and questions of the engine that are under way or wait.',
    read: one(({ queues }) => queues.lanes.reduce((sum, count) => sum + count, 0)),
  },
  {
    name: 'viper_dispatch_lane_max',
    help: 'The same for the fullest lane.',
    read: one(({ queues }) => Math.max(0, ...queues.lanes)),
  },
  ...REST_LINES,
  { name: 'viper_journal_seq', help: 'The last entry of the journal.', read: ofStatus(({ seq }) => seq) },
  {
    name: 'viper_journal_unflushed',
    help: 'Entries that a power cut would lose; no effect leaves before its entry is durable.',
    read: one(({ queues }) => queues.unflushed),
  },
  {
    name: 'viper_journal_lag_seconds',
    help: 'Real time for which the oldest of them has waited.',
    read: one(({ queues: { unflushedSince }, now, pace }) =>
      unflushedSince === undefined ? 0 : realTime(Math.max(0, now - unflushedSince), pace),
    ),
  },
  {
    name: 'viper_journal_bytes',
    help: 'Size of the journal with its write-ahead log.',
    read: one(({ journal }) => journal.bytes),
  },
  {
    name: 'viper_alert_deliveries_total',
    help: 'Attempts of this process to bring an alert to people, by what became of them; again: it is tried once more.',
    labels: ['channel', 'outcome'],
    kind: 'counter',
    read: ({ alerts }) =>
      alerts.flatMap(({ channel, counts }) =>
        Object.entries(counts).map(([outcome, count]): Sample => [count, { channel, outcome }]),
      ),
  },
  {
    name: 'viper_alerts_waiting',
    help: 'Alerts that wait for a channel, one under way among them.',
    labels: ['channel'],
    read: ({ alerts }) => alerts.map(({ channel, waiting }) => [waiting, { channel }]),
  },
  {
    name: 'viper_alert_delivered_age_seconds',
    help: 'Since an alert last arrived; absent before the first of this process.',
    labels: ['channel'],
    read: ({ alerts }) =>
      alerts.map(({ channel, deliveredAgeMs }) => [
        deliveredAgeMs === undefined ? undefined : deliveredAgeMs / S,
        { channel },
      ]),
  },
  {
    name: 'viper_disk_free_bytes',
    help: 'Free on the disk of the data folder.',
    read: one(({ disk }) => disk?.freeBytes),
  },
];

/** Makes the metrics. @returns what sets them to a reading. */
export const createRunGauges = (registry: Registry): ((scrape: Scrape) => void) => createGauges(LINES, registry);
