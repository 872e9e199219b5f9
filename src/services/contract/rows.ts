/**
 * The schemas of the engine's rows (src/engine/api.ts), for documents and for checks in tests.
 * Invariant: the types are the engine's own; the schemas describe them and never reshape them.
 */
import Type, { type TSchema } from 'typebox';
import type {
  CandleRow,
  EquityPoint,
  FillRow,
  JournalRow,
  NoticeRow,
  OrderRow,
  PositionRow,
  StatusRow,
  TickerRow,
} from '../../engine/api.ts';

const Decimal = Type.String({ pattern: '^-?\\d+(\\.\\d+)?$' });
const Moment = Type.Number({ minimum: 0, description: 'epoch milliseconds UTC' });
const Count = Type.Integer({ minimum: 0 });
const Side = Type.Enum(['long', 'short']);

/** A list whose element type is the engine's. */
export const listOf = <T>(schema: Type.TUnsafe<T> & TSchema) => Type.Unsafe<readonly T[]>(Type.Array(schema));

export const StatusRowSchema = Type.Unsafe<StatusRow>(
  Type.Object({
    state: Type.Enum(['starting', 'running', 'paused', 'stopping', 'stopped', 'failed']),
    mode: Type.Enum(['backtest', 'demo', 'paper', 'testnet', 'live', 'simulation']),
    network: Type.Optional(Type.Enum(['embedded', 'testnet', 'mainnet'])),
    family: Type.Optional(Type.Enum(['classic', 'unified'])),
    feed: Type.String(),
    venue: Type.String(),
    marginMode: Type.Enum(['isolated', 'crossed']),
    symbols: Type.Array(Type.String(), { description: 'all that are followed' }),
    symbolsAdded: Type.Array(Type.String(), { description: 'by hand, and not taken out since' }),
    symbolsRemoved: Type.Array(Type.String(), { description: 'taken out by hand' }),
    symbolsOutside: Type.Array(Type.String(), { description: 'followed and not entered: taken out, or not chosen' }),
    strategies: Type.Array(Type.Object({ name: Type.String(), timeframe: Type.String() })),
    startedAt: Moment,
    at: Moment,
    balance: Decimal,
    equity: Decimal,
    available: Decimal,
    unrealizedPnl: Decimal,
    realizedToday: Decimal,
    fees: Decimal,
    funding: Decimal,
    maxDrawdown: Decimal,
    openPositions: Count,
    trades: Count,
    wins: Count,
    losses: Count,
    fills: Count,
    orders: Count,
    breaker: Type.Object({
      state: Type.Enum(['closed', 'cooldown', 'reduced']),
      until: Type.Optional(Moment),
      sizeFactor: Decimal,
      consecutiveLosses: Count,
    }),
    refusals: Type.Record(Type.String(), Count),
    reconciledAt: Type.Optional(Moment),
    seq: Count,
    effectHash: Type.String(),
    isStale: Type.Boolean(),
    accountAt: Type.Optional(Moment),
    isAccountStale: Type.Boolean(),
    alertsClearedSeq: Count,
  }),
);

export const PositionRowSchema = Type.Unsafe<PositionRow>(
  Type.Object({
    symbol: Type.String(),
    side: Side,
    owner: Type.String({ description: 'the strategy whose it is; manual, or unknown where it was found' }),
    size: Decimal,
    entryPrice: Decimal,
    markPrice: Decimal,
    unrealizedPnl: Decimal,
    leverage: Type.Number(),
    marginMode: Type.String(),
    stopLoss: Type.Optional(Decimal),
    takeProfits: Type.Array(Type.Object({ price: Decimal, size: Decimal })),
    openedAt: Moment,
  }),
);

export const OrderRowSchema = Type.Unsafe<OrderRow>(
  Type.Object({
    clientOid: Type.String(),
    orderId: Type.String(),
    symbol: Type.String(),
    intent: Type.Enum(['open', 'close']),
    side: Side,
    type: Type.Enum(['market', 'limit', 'stop-loss', 'take-profit']),
    price: Type.Optional(Decimal),
    size: Type.Optional(Decimal),
    filled: Decimal,
    status: Type.String(),
    at: Moment,
  }),
);

export const FillRowSchema = Type.Unsafe<FillRow>(
  Type.Object({
    tradeId: Type.String(),
    symbol: Type.String(),
    kind: Type.Enum(['entry', 'exit', 'stop-loss', 'take-profit']),
    side: Side,
    price: Decimal,
    size: Decimal,
    fee: Decimal,
    profit: Decimal,
    at: Moment,
  }),
);

export const CandleRowSchema = Type.Unsafe<CandleRow>(
  Type.Object({
    time: Moment,
    open: Type.Number(),
    high: Type.Number(),
    low: Type.Number(),
    close: Type.Number(),
    volume: Type.Number(),
  }),
);

export const TickerRowSchema = Type.Unsafe<TickerRow>(
  Type.Object({
    symbol: Type.String(),
    last: Decimal,
    bid: Decimal,
    ask: Decimal,
    mark: Decimal,
    fundingRate: Decimal,
    at: Moment,
  }),
);

export const EquityPointSchema = Type.Unsafe<EquityPoint>(Type.Object({ at: Moment, equity: Decimal }));

export const JournalRowSchema = Type.Unsafe<JournalRow>(
  Type.Object({ seq: Count, at: Moment, type: Type.String(), summary: Type.String() }),
);

export const NoticeRowSchema = Type.Unsafe<NoticeRow>(
  Type.Object({
    seq: Count,
    at: Moment,
    level: Type.Enum(['info', 'warning', 'critical']),
    code: Type.String(),
    details: Type.Record(Type.String(), Type.Unknown()),
  }),
);
