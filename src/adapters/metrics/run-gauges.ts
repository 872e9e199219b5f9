/**
 * The metrics that are read from a run when somebody asks: one line of the table each.
 * Invariant: nothing here is kept up to date between two scrapes; what has gone, such as a closed position, disappears.
 */
import { Counter, Gauge, type Registry } from '@prometheus-io/client';
import type { Checks } from '../../ports/index.ts';
import type { RunReading, StatusReading } from './run-reading.ts';

const STATES = ['starting', 'running', 'paused', 'stopping', 'stopped', 'failed'];
const BREAKER_STATES = ['closed', 'cooldown', 'reduced'];
const CHECK_VALUE = { up: 1, degraded: 0.5, down: 0 } as const;
const S = 1_000;

export type Scrape = RunReading & { readonly checks: Checks; readonly orderSuccess: number | undefined };

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [value: number | undefined, labels?: Labels];
type Line = {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
  readonly kind?: 'counter';
  readonly read: (scrape: Scrape) => readonly Sample[];
};

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
  {
    name: 'viper_health_check',
    help: 'What each check of /health found: 1 up, 0.5 degraded, 0 down.',
    labels: ['check'],
    read: ({ checks }) => Object.entries(checks).map(([check, { status }]) => [CHECK_VALUE[status], { check }]),
  },
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
  {
    name: 'viper_api_calls_waiting',
    help: 'Calls that wait for their rate limits.',
    read: one(({ rest }) => rest.waiting),
  },
  {
    name: 'viper_rate_limit_remaining',
    help: 'Requests left in their second, by path, as the exchange last told.',
    labels: ['path'],
    read: ({ rest }) => [...rest.remaining].map(([path, count]) => [count, { path }]),
  },
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
    name: 'viper_disk_free_bytes',
    help: 'Free on the disk of the data folder.',
    read: one(({ disk }) => disk?.freeBytes),
  },
];

/** Makes the metrics. @returns what sets them to a reading. */
export function createRunGauges(registry: Registry): (scrape: Scrape) => void {
  const setters = LINES.map((line) => setterOf(line, registry));
  return (scrape) => {
    for (const set of setters) set(scrape);
  };
}

function setterOf({ name, help, labels = [], kind, read }: Line, registry: Registry): (scrape: Scrape) => void {
  const options = { name, help, labelNames: [...labels], registers: [registry] };
  const metric = kind === 'counter' ? new Counter(options) : new Gauge(options);
  return (scrape) => {
    metric.reset();
    // A metric without labels stands at zero after a reset; what is not known must not look like nothing.
    if (labels.length === 0) metric.remove();
    for (const [value, given = {}] of read(scrape)) {
      if (value === undefined || !Number.isFinite(value)) continue;
      if (metric instanceof Counter) metric.inc(given, value);
      else metric.set(given, value);
    }
  };
}
