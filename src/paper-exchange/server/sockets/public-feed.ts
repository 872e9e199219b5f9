/**
 * Market data on the public socket: tickers, candles, trades and books, gathered per symbol and sent together.
 * Invariant: at most one push per channel and symbol in `PUSH_EVERY_MS` of market time, except that a closed candle is sent at once.
 */
import type { Candle, Instrument } from '../../../domain/index.ts';
import type { MarketUpdate, PaperExchange, PublicTrade, Ticker } from '../../core/index.ts';
import { type CandleBook, MINUTE_MS } from '../market/candle-book.ts';
import type { MarketTeller } from './feeds.ts';
import { type PushAction, pushFrame } from './frames.ts';
import { type BookDiff, PublishedBook } from './published-book.ts';
import type { Readers } from './readers.ts';

const PUSH_EVERY_MS = 100;
/** More than the exchange remembers may not wait. */
const TRADES_PENDING_MAX = 400;
const TRADES_KEPT = 500;
const TRADES_FIRST = 50;
const CANDLES_FIRST = 100;
const BOOK_DEPTH_MAX = 200;

/** What a book push says: levels, and its place in the chain of pushes; `pseq` 0 begins one. */
export type BookPush = { readonly levels: BookDiff; readonly at: number; readonly seq: number; readonly pseq: number };

/** How one API names its public channels and writes their rows. */
export type PublicDialect = {
  readonly name: string;
  readonly ticker: string;
  readonly trades: string;
  readonly book: string;
  /** Channels that push the best levels whole, with their depth. */
  readonly tops: Readonly<Record<string, number>>;
  /** Channels of candles, with their granularity. */
  readonly candles: ReadonlyMap<string, string>;
  /** The argument that pushes of the channel carry. */
  readonly argOf: (channel: string, symbol: string) => object;
  readonly tickerRow: (instrument: Instrument, ticker: Ticker) => object;
  readonly tradeRow: (instrument: Instrument, trade: PublicTrade) => object;
  readonly candleRow: (instrument: Instrument, candle: Candle) => object;
  readonly bookRow: (instrument: Instrument, push: BookPush) => object;
};

type SymbolFeed = {
  readonly instrument: Instrument;
  readonly candles: CandleBook;
  readonly book: PublishedBook;
  readonly topics: Topics;
  /** The last trade that readers were told of. */
  toldTradeId: string | undefined;
  tradesPending: number;
  closed: Candle | undefined;
  isDirty: boolean;
  dueAt: number;
};

type Topics = {
  readonly ticker: string;
  readonly trade: string;
  readonly books: string;
  readonly snapshots: readonly { readonly topic: string; readonly channel: string; readonly depth: number }[];
  readonly candles: readonly { readonly topic: string; readonly channel: string; readonly granularity: string }[];
};

function topicsOf(dialect: PublicDialect, symbol: string): Topics {
  const topicOf = (channel: string): string => topicName(dialect, channel, symbol);
  return {
    ticker: topicOf(dialect.ticker),
    trade: topicOf(dialect.trades),
    books: topicOf(dialect.book),
    snapshots: Object.entries(dialect.tops).map(([channel, depth]) => ({ topic: topicOf(channel), channel, depth })),
    candles: [...dialect.candles].map(([channel, granularity]) => ({ topic: topicOf(channel), channel, granularity })),
  };
}

const topicName = (dialect: PublicDialect, channel: string, symbol: string): string =>
  `${dialect.name}|${channel}|${symbol}`;

export type PublicFeedOptions = {
  readonly exchange: PaperExchange;
  readonly readers: Readers;
  readonly candles: ReadonlyMap<string, CandleBook>;
};

export class PublicFeed implements MarketTeller {
  readonly #dialect: PublicDialect;
  readonly #exchange: PaperExchange;
  readonly #readers: Readers;
  readonly #candleBooks: ReadonlyMap<string, CandleBook>;
  readonly #feeds = new Map<string, SymbolFeed>();
  readonly #topics = new Set<string>();
  #nextDueAt = Number.POSITIVE_INFINITY;

  constructor(dialect: PublicDialect, { exchange, readers, candles }: PublicFeedOptions) {
    this.#dialect = dialect;
    this.#exchange = exchange;
    this.#readers = readers;
    this.#candleBooks = candles;
    for (const instrument of exchange.instruments) this.list(instrument);
  }

  list(instrument: Instrument): void {
    const { symbol } = instrument;
    const candles = this.#candleBooks.get(symbol);
    if (!candles) throw new RangeError(`no candles of ${symbol}`);
    const topics = topicsOf(this.#dialect, symbol);
    this.#feeds.set(symbol, {
      instrument,
      candles,
      book: new PublishedBook(),
      topics,
      toldTradeId: undefined,
      tradesPending: 0,
      closed: undefined,
      isDirty: false,
      dueAt: 0,
    });
    const { ticker, trade, books, snapshots, candles: frames } = topics;
    for (const topic of [ticker, trade, books]) this.#topics.add(topic);
    for (const { topic } of [...snapshots, ...frames]) this.#topics.add(topic);
  }

  /** The topic of a public channel; undefined when there is no such channel or symbol. */
  topicOf(channel: string, symbol: string): string | undefined {
    const topic = topicName(this.#dialect, channel, symbol);
    return this.#topics.has(topic) ? topic : undefined;
  }

  /** Notes what an update changed, then sends what is due. @returns whether a frame left. */
  note(update: MarketUpdate): boolean {
    const feed = this.#feeds.get(update.symbol);
    if (feed) {
      feed.isDirty = true;
      if (update.type === 'trade' && ++feed.tradesPending >= TRADES_PENDING_MAX) feed.dueAt = update.at;
      else if (update.type === 'candle') {
        feed.closed = update.candle;
        feed.dueAt = update.at;
      }
      if (feed.dueAt < this.#nextDueAt) this.#nextDueAt = feed.dueAt;
    }
    return update.at >= this.#nextDueAt && this.flush(update.at);
  }

  /** An account's order changed the book of the symbol. */
  touch(symbol: string): void {
    const feed = this.#feeds.get(symbol);
    if (!feed) return;
    feed.isDirty = true;
    if (feed.dueAt < this.#nextDueAt) this.#nextDueAt = feed.dueAt;
  }

  /** Sends what has changed and is due at market time `at`. @returns whether a frame left. */
  flush(at: number): boolean {
    let isSent = false;
    let next = Number.POSITIVE_INFINITY;
    for (const feed of this.#feeds.values()) {
      if (!feed.isDirty) continue;
      if (feed.dueAt <= at) isSent = this.#push(feed, at) || isSent;
      else if (feed.dueAt < next) next = feed.dueAt;
    }
    this.#nextDueAt = next;
    return isSent;
  }

  /** Sends what has changed, due or not. @returns whether a frame left. */
  flushAll(at: number): boolean {
    for (const feed of this.#feeds.values()) feed.dueAt = Math.min(feed.dueAt, at);
    return this.flush(at);
  }

  /** What a fresh subscriber is told first. */
  firstFrame(channel: string, symbol: string): string | undefined {
    const feed = this.#feeds.get(symbol);
    if (!feed) return undefined;
    const { ticker, trades, book, tops, candles } = this.#dialect;
    const at = this.#exchange.now;
    if (channel === ticker) return this.#ticker(feed, at);
    if (channel === trades) return this.#trades(feed, { rows: this.#toldTrades(feed), action: 'snapshot', at });
    if (channel === book) return this.#bookSnapshot(feed, at);
    const granularity = candles.get(channel);
    if (granularity !== undefined) {
      const rows = feed.candles.candles({ granularity, count: CANDLES_FIRST });
      return this.#candles(feed, { channel, rows, action: 'snapshot', at });
    }
    return this.#bookTop(feed, { channel, depth: tops[channel] ?? 1, at });
  }

  /** What the readers of trades know, newest first; where nobody reads, everything is told with this. */
  #toldTrades(feed: SymbolFeed): readonly PublicTrade[] {
    const trades = this.#exchange.recentTrades(feed.instrument.symbol, TRADES_KEPT);
    const isRead = this.#readers.has(feed.topics.trade);
    if (!isRead) feed.toldTradeId = trades[0]?.tradeId;
    const from = isRead ? trades.findIndex(({ tradeId }) => tradeId === feed.toldTradeId) : 0;
    return from < 0 ? [] : trades.slice(from, from + TRADES_FIRST);
  }

  /** What has been traded since the readers were told last, newest first. */
  #freshTrades(feed: SymbolFeed): readonly PublicTrade[] {
    const trades = this.#exchange.recentTrades(feed.instrument.symbol, TRADES_KEPT);
    const told = trades.findIndex(({ tradeId }) => tradeId === feed.toldTradeId);
    feed.toldTradeId = trades[0]?.tradeId ?? feed.toldTradeId;
    return told < 0 ? trades : trades.slice(0, told);
  }

  #push(feed: SymbolFeed, at: number): boolean {
    const { topics, closed } = feed;
    feed.tradesPending = 0;
    feed.isDirty = false;
    feed.closed = undefined;
    feed.dueAt = at + PUSH_EVERY_MS;
    const sent = [
      this.#send(topics.trade, () => {
        const rows = this.#freshTrades(feed);
        return rows.length === 0 ? undefined : this.#trades(feed, { rows, action: 'update', at });
      }),
      this.#send(topics.books, () => this.#bookUpdate(feed, at)),
      this.#send(topics.ticker, () => this.#ticker(feed, at)),
    ];
    for (const { topic, channel, depth } of topics.snapshots) {
      sent.push(this.#send(topic, () => this.#bookTop(feed, { channel, depth, at })));
    }
    for (const { topic, channel, granularity } of topics.candles) {
      sent.push(this.#send(topic, () => this.#candleUpdate(feed, { channel, granularity, closed, at })));
    }
    return sent.includes(true);
  }

  /** Makes and sends a frame where somebody reads it and there is something to tell. */
  #send(topic: string, make: () => string | undefined): boolean {
    if (!this.#readers.has(topic)) return false;
    const frame = make();
    return frame !== undefined && this.#readers.publish(topic, frame);
  }

  /** The row has the time of the market's last change: an account's own order moves the book and never that. */
  #ticker({ instrument }: SymbolFeed, at: number): string | undefined {
    const ticker = this.#exchange.ticker(instrument.symbol);
    if (ticker.last === undefined && ticker.bid === undefined) return undefined;
    const row = this.#dialect.tickerRow(instrument, ticker);
    return this.#frame('snapshot', this.#dialect.ticker, { instrument, rows: [row], at });
  }

  #trades(
    { instrument }: SymbolFeed,
    push: { rows: readonly PublicTrade[]; action: 'snapshot' | 'update'; at: number },
  ): string {
    const rows = push.rows.map((trade) => this.#dialect.tradeRow(instrument, trade));
    return this.#frame(push.action, this.#dialect.trades, { instrument, rows, at: push.at });
  }

  #candleUpdate(
    feed: SymbolFeed,
    push: { channel: string; granularity: string; closed: Candle | undefined; at: number },
  ) {
    const { channel, granularity, closed, at } = push;
    const rows: Candle[] = [];
    const finished = closed && feed.candles.holding(granularity, closed.openAt);
    const latest = feed.candles.latest(granularity);
    if (finished) rows.push(finished);
    if (latest && latest.openAt !== finished?.openAt) rows.push(latest);
    return rows.length === 0 ? undefined : this.#candles(feed, { channel, rows, action: 'update', at });
  }

  /** While its last minute is open a frame's time stays within that minute: only the source closes it. */
  #candles(
    { instrument, candles }: SymbolFeed,
    push: { channel: string; rows: readonly Candle[]; action: 'snapshot' | 'update'; at: number },
  ): string {
    const rows = push.rows.map((candle) => this.#dialect.candleRow(instrument, candle));
    const at = candles.open ? Math.min(push.at, candles.open.openAt + MINUTE_MS - 1) : push.at;
    return this.#frame(push.action, push.channel, { instrument, rows, at });
  }

  #bookTop({ instrument }: SymbolFeed, push: { channel: string; depth: number; at: number }): string {
    const { channel, depth, at } = push;
    const levels = this.#exchange.book(instrument.symbol, depth);
    const row = this.#dialect.bookRow(instrument, { levels, at, seq: at, pseq: 0 });
    return this.#frame('snapshot', channel, { instrument, rows: [row], at });
  }

  /** What was last published, so that the next update follows it. */
  #bookSnapshot(feed: SymbolFeed, at: number): string {
    const { instrument, book, topics } = feed;
    if (!this.#readers.has(topics.books) || book.seq === 0)
      book.advance(this.#exchange.book(instrument.symbol, BOOK_DEPTH_MAX));
    const row = this.#dialect.bookRow(instrument, { levels: book.levels(), at, seq: book.seq, pseq: 0 });
    return this.#frame('snapshot', this.#dialect.book, { instrument, rows: [row], at });
  }

  #bookUpdate({ instrument, book }: SymbolFeed, at: number): string | undefined {
    const pseq = book.seq;
    const diff = book.advance(this.#exchange.book(instrument.symbol, BOOK_DEPTH_MAX));
    if (!diff) return undefined;
    const row = this.#dialect.bookRow(instrument, { levels: diff, at, seq: book.seq, pseq });
    return this.#frame('update', this.#dialect.book, { instrument, rows: [row], at });
  }

  #frame(
    action: PushAction,
    channel: string,
    { instrument, rows, at }: { instrument: Instrument; rows: readonly object[]; at: number },
  ): string {
    return pushFrame(action, this.#dialect.argOf(channel, instrument.symbol), rows, at);
  }
}
