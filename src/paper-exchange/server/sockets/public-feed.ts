/**
 * Market data on the public socket: tickers, candles, trades and books, gathered per symbol and sent together.
 * Invariant: at most one push per channel and symbol in `PUSH_EVERY_MS` of market time, except that a closed candle is sent at once.
 */
import type { Candle, Instrument, Level } from '../../../domain/index.ts';
import type { MarketUpdate, PaperExchange } from '../../core/index.ts';
import { type CandleBook, granularities, MINUTE_MS } from '../market/candle-book.ts';
import { candlePush, levelText, type PublicTrade, tickerPush, tradePush } from '../wire/market.ts';
import { PRODUCT_TYPE } from '../wire/words.ts';
import { pushFrame } from './frames.ts';
import { type BookDiff, PublishedBook } from './published-book.ts';
import type { Readers } from './readers.ts';

const PUSH_EVERY_MS = 100;
const TRADES_PENDING_MAX = 1_000;
const TRADES_RECENT = 50;
const CANDLES_FIRST = 100;
const BOOK_DEPTHS = { books1: 1, books5: 5, books15: 15 } as const;
const BOOK_DEPTH_MAX = 200;

type SymbolFeed = {
  readonly instrument: Instrument;
  readonly candles: CandleBook;
  readonly book: PublishedBook;
  readonly topics: Topics;
  readonly pending: PublicTrade[];
  readonly recent: PublicTrade[];
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

const topicOf = (channel: string, symbol: string): string => `${channel}|${symbol}`;

const topicsOf = (symbol: string): Topics => ({
  ticker: topicOf('ticker', symbol),
  trade: topicOf('trade', symbol),
  books: topicOf('books', symbol),
  snapshots: Object.entries(BOOK_DEPTHS).map(([channel, depth]) => ({
    topic: topicOf(channel, symbol),
    channel,
    depth,
  })),
  candles: granularities.map((granularity) => {
    const channel = `candle${granularity}`;
    return { topic: topicOf(channel, symbol), channel, granularity };
  }),
});

export class PublicFeed {
  readonly #exchange: PaperExchange;
  readonly #readers: Readers;
  readonly #feeds = new Map<string, SymbolFeed>();
  readonly #topics = new Set<string>();
  #nextDueAt = Number.POSITIVE_INFINITY;
  #lastTradeId = 0;

  constructor(exchange: PaperExchange, readers: Readers, candles: ReadonlyMap<string, CandleBook>) {
    this.#exchange = exchange;
    this.#readers = readers;
    for (const instrument of exchange.instruments) {
      const book = candles.get(instrument.symbol);
      if (!book) throw new RangeError(`no candles of ${instrument.symbol}`);
      const feed: SymbolFeed = {
        instrument,
        candles: book,
        book: new PublishedBook(),
        topics: topicsOf(instrument.symbol),
        pending: [],
        recent: [],
        closed: undefined,
        isDirty: false,
        dueAt: 0,
      };
      this.#feeds.set(instrument.symbol, feed);
      const { ticker, trade, books, snapshots, candles: frames } = feed.topics;
      for (const topic of [ticker, trade, books]) this.#topics.add(topic);
      for (const { topic } of [...snapshots, ...frames]) this.#topics.add(topic);
    }
  }

  /** The topic of a public channel; undefined when there is no such channel or symbol. */
  topicOf(channel: string, symbol: string): string | undefined {
    const topic = topicOf(channel, symbol);
    return this.#topics.has(topic) ? topic : undefined;
  }

  /** Notes what an update changed, then sends what is due. @returns whether a frame left. */
  note(update: MarketUpdate): boolean {
    const feed = this.#feeds.get(update.symbol);
    if (feed) {
      feed.isDirty = true;
      if (update.type === 'trade') this.#noteTrade(feed, update);
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
    const at = this.#exchange.now;
    if (channel === 'ticker') return this.#ticker(feed, at);
    if (channel === 'trade') return this.#trades(feed, { rows: feed.recent, action: 'snapshot', at });
    if (channel === 'books') return this.#bookSnapshot(feed, at);
    const candles = feed.topics.candles.find((topic) => topic.channel === channel);
    if (candles) {
      const rows = feed.candles.candles({ granularity: candles.granularity, count: CANDLES_FIRST });
      return this.#candles(feed, { channel, rows, action: 'snapshot', at });
    }
    const depth = BOOK_DEPTHS[channel as keyof typeof BOOK_DEPTHS];
    return this.#bookTop(feed, { channel, depth, at });
  }

  #noteTrade(feed: SymbolFeed, update: Extract<MarketUpdate, { type: 'trade' }>): void {
    this.#lastTradeId++;
    const { at, price, size, side } = update;
    const trade = { at, price, size, side, tradeId: String(this.#lastTradeId) };
    feed.recent.push(trade);
    if (feed.recent.length > 2 * TRADES_RECENT) feed.recent.splice(0, feed.recent.length - TRADES_RECENT);
    if (!this.#readers.has(feed.topics.trade)) return;
    feed.pending.push(trade);
    if (feed.pending.length >= TRADES_PENDING_MAX) feed.dueAt = at;
  }

  #push(feed: SymbolFeed, at: number): boolean {
    const { topics, closed } = feed;
    const pending = feed.pending.splice(0);
    feed.isDirty = false;
    feed.closed = undefined;
    feed.dueAt = at + PUSH_EVERY_MS;
    const sent = [
      pending.length > 0 && this.#send(topics.trade, () => this.#trades(feed, { rows: pending, action: 'update', at })),
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

  #ticker({ instrument }: SymbolFeed, at: number): string | undefined {
    const ticker = this.#exchange.ticker(instrument.symbol);
    if (ticker.last === undefined && ticker.bid === undefined) return undefined;
    return pushFrame('snapshot', argOf('ticker', instrument.symbol), [tickerPush(instrument, { ...ticker, at })], at);
  }

  #trades(
    { instrument }: SymbolFeed,
    push: { rows: readonly PublicTrade[]; action: 'snapshot' | 'update'; at: number },
  ): string {
    const newestFirst = push.rows.slice(-TRADES_PENDING_MAX).reverse();
    const rows = newestFirst.map((trade) => tradePush(instrument, trade));
    return pushFrame(push.action, argOf('trade', instrument.symbol), rows, push.at);
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
    const rows = push.rows.map((candle) => candlePush(instrument, candle));
    const ts = candles.open ? Math.min(push.at, candles.open.openAt + MINUTE_MS - 1) : push.at;
    return pushFrame(push.action, argOf(push.channel, instrument.symbol), rows, ts);
  }

  #bookTop({ instrument }: SymbolFeed, push: { channel: string; depth: number; at: number }): string {
    const { bids, asks } = this.#exchange.book(instrument.symbol, push.depth);
    const row = { ...levelsText(instrument, { bids, asks }), ts: String(push.at), checksum: 0, seq: push.at, pseq: 0 };
    return pushFrame('snapshot', argOf(push.channel, instrument.symbol), [row], push.at);
  }

  /** What was last published, so that the next update follows it. */
  #bookSnapshot(feed: SymbolFeed, at: number): string {
    const { instrument, book, topics } = feed;
    if (!this.#readers.has(topics.books) || book.seq === 0)
      book.advance(this.#exchange.book(instrument.symbol, BOOK_DEPTH_MAX));
    const row = { ...levelsText(instrument, book.levels()), ts: String(at), checksum: 0, seq: book.seq, pseq: 0 };
    return pushFrame('snapshot', argOf('books', instrument.symbol), [row], at);
  }

  #bookUpdate({ instrument, book }: SymbolFeed, at: number): string | undefined {
    const pseq = book.seq;
    const diff = book.advance(this.#exchange.book(instrument.symbol, BOOK_DEPTH_MAX));
    if (!diff) return undefined;
    const row = { ...levelsText(instrument, diff), ts: String(at), checksum: 0, seq: book.seq, pseq };
    return pushFrame('update', argOf('books', instrument.symbol), [row], at);
  }
}

const argOf = (channel: string, instId: string) => ({ instType: PRODUCT_TYPE, channel, instId });

const levelsText = (instrument: Instrument, { bids, asks }: BookDiff) => ({
  asks: asks.map((level: Level) => levelText(instrument, level)),
  bids: bids.map((level: Level) => levelText(instrument, level)),
});
