/**
 * The live stream as data: its topics, who has which, the frames that a reader gets on either transport.
 * Invariant: runs in a browser; server-sent events and WebSocket carry the same frames.
 */
import type {
  EquityPoint,
  FillRow,
  JournalRow,
  LiveMessage,
  NoticeRow,
  OrderRow,
  PositionRow,
  StatusRow,
  TickerRow,
} from '../../engine/api.ts';
import type { ProblemFields } from './problem.ts';
import type { ServiceName } from './service-name.ts';

/** By HTTP as server-sent events; by an upgrade of the same path as WebSocket. */
export const STREAM_PATH = '/api/stream';

/** A maintained order book; without levels while it is not synced. */
export type BookFrameRow = {
  readonly symbol: string;
  /** False before the first snapshot, and between a gap and the snapshot that mends it. */
  readonly isSynced: boolean;
  /** Epoch ms of the last change, by the exchange; 0 before the first. */
  readonly at: number;
  /** [price, size] as decimal text, best first. */
  readonly bids: readonly (readonly [string, string])[];
  readonly asks: readonly (readonly [string, string])[];
};

export type ScoreFrameRow = {
  readonly symbol: string;
  readonly overall_score: number;
  readonly timestamp: number;
  readonly [field: string]: unknown;
};

export type StreamRows = {
  readonly status: StatusRow;
  readonly positions: readonly PositionRow[];
  readonly orders: readonly OrderRow[];
  readonly fill: FillRow;
  readonly candle: Extract<LiveMessage, { topic: 'candle' }>['data'];
  /** Profit and loss as a curve. */
  readonly equity: EquityPoint;
  readonly journal: JournalRow;
  /** What a person should know: the alerts. */
  readonly notice: NoticeRow;
  readonly ticker: TickerRow;
  readonly book: BookFrameRow;
  readonly score: ScoreFrameRow;
};

export type StreamTopic = keyof StreamRows;

export const STREAM_TOPICS: readonly StreamTopic[] = [
  'status',
  'positions',
  'orders',
  'fill',
  'candle',
  'equity',
  'journal',
  'notice',
  'ticker',
  'book',
  'score',
];

/** Other words for a topic that a reader may use. */
export const TOPIC_ALIASES: Readonly<Record<string, StreamTopic>> = {
  position: 'positions',
  order: 'orders',
  fills: 'fill',
  candles: 'candle',
  pnl: 'equity',
  alerts: 'notice',
  notices: 'notice',
  tickers: 'ticker',
  books: 'book',
  scores: 'score',
};

export const TOPICS_OF: Readonly<Record<ServiceName, readonly StreamTopic[]>> = {
  'exchange-connector': ['status', 'positions', 'orders', 'fill', 'equity'],
  'market-data-manager': ['ticker', 'candle', 'book'],
  'viper-scoring': ['score'],
  'live-trading-engine': STREAM_TOPICS,
  dashboard: STREAM_TOPICS,
};

/** What somebody has to be asked for: only those get it who name it. */
export const ON_DEMAND: ReadonlySet<StreamTopic> = new Set<StreamTopic>(['book', 'score']);

/** Each message is a row that the reader adds and that a resume repeats; of the other topics the latest is all there is. */
export const ROW_TOPICS: ReadonlySet<StreamTopic> = new Set<StreamTopic>(['fill', 'journal', 'notice', 'equity']);

export type Gap = {
  readonly topic: StreamTopic;
  /** How many rows, where it is known. */
  readonly dropped?: number;
  /** Rows with `after` < seq <= `until` may be missing. */
  readonly after?: number;
  readonly until?: number;
};

export type ControlRows = {
  /** The first words: where the journal stands, and what is subscribed. */
  readonly hello: { readonly seq: number; readonly at: number } & SubscriptionRow;
  /** The answer to a WebSocket message that changed the subscription. */
  readonly subscribed: SubscriptionRow;
  readonly heartbeat: { readonly at: number };
  readonly gap: Gap;
  readonly pong: { readonly at: number };
  /** What was wrong with a WebSocket message; the subscription is as it was. */
  readonly error: ProblemFields;
  /** Why the reader is sent away. */
  readonly dropped: { readonly reason: string };
  readonly closing: Record<string, never>;
};

export type SubscriptionRow = {
  readonly topics: readonly StreamTopic[];
  /** Absent: of every symbol. */
  readonly symbols?: readonly string[];
};

type FramesOf<Rows> = {
  readonly [Event in keyof Rows]: {
    readonly event: Event;
    /** Everything up to this sequence number has been told: resume after it. */
    readonly id?: number;
    readonly data: Rows[Event];
  };
}[keyof Rows];

export type StreamFrame = FramesOf<StreamRows> | FramesOf<ControlRows>;
