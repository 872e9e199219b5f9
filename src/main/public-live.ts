/**
 * The public market of a service without a run, live: prices and closed candles of some symbols while somebody reads them.
 * Invariant: knows no account; connected exactly while there is a listener; a price is told only once it was heard.
 */
import { type OpenedFeeds, publicFeedsOf } from '../bitget/index.ts';
import {
  formatPrice,
  formatRate,
  type Instrument,
  type MarketEvent,
  priceToNumber,
  type Rate,
  sizeToNumber,
  type Ticks,
} from '../domain/index.ts';
import type { LiveMessage, TickerRow } from '../engine/index.ts';
import type { StreamEngine } from '../services/index.ts';
import { type ConnectOptions, random } from './connect.ts';

const RETRY_MS = 5_000;

export type PublicLiveOptions = {
  readonly parts: Pick<ConnectOptions, 'rest' | 'socketOrigin'>;
  readonly symbols: readonly string[];
  readonly watcher: {
    onSocket(url: string, state: 'up' | 'down' | 'renewed'): void;
    /** Closed on purpose: nobody reads any more. */
    onLeft(stream: 'public'): void;
    onGap(stream: 'public'): void;
  };
};

type Listener = (message: LiveMessage) => void;
type Prices = { last?: Ticks; bid?: Ticks; ask?: Ticks; mark?: Ticks; fundingRate?: Rate; at: number };
type Connection = { readonly feeds: OpenedFeeds; readonly leaving: AbortController };

export class PublicLive implements Pick<StreamEngine, 'ticker' | 'subscribe'> {
  readonly #options: PublicLiveOptions;
  readonly #listeners = new Set<Listener>();
  readonly #prices = new Map<string, Prices>();
  #connection: Connection | undefined;
  #retrying: NodeJS.Timeout | undefined;

  constructor(options: PublicLiveOptions) {
    this.#options = options;
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) void this.#connect();
    return () => {
      if (this.#listeners.delete(listener) && this.#listeners.size === 0) this.close();
    };
  }

  /** Undefined before the first price, and while nobody listens. */
  ticker(symbol: string): TickerRow | undefined {
    const prices = this.#prices.get(symbol);
    const instrument = this.#instrument(symbol);
    if (prices?.last === undefined || !instrument) return undefined;
    const { last, bid = last, ask = last, mark = last, fundingRate = 0n as Rate, at } = prices;
    const text = (price: Ticks): string => formatPrice(instrument, price);
    return {
      symbol,
      last: text(last),
      bid: text(bid),
      ask: text(ask),
      mark: text(mark),
      fundingRate: formatRate(fundingRate),
      at,
    };
  }

  close(): void {
    clearTimeout(this.#retrying);
    const connection = this.#connection;
    this.#connection = undefined;
    this.#prices.clear();
    if (!connection) return;
    connection.leaving.abort();
    void connection.feeds.feed.close();
    this.#options.watcher.onLeft('public');
  }

  async #connect(): Promise<void> {
    const { parts, symbols, watcher } = this.#options;
    const onState = watcher.onSocket.bind(watcher);
    const connection = {
      feeds: publicFeedsOf('classic', { ...parts, random, onState }),
      leaving: new AbortController(),
    };
    this.#connection = connection;
    const { feeds, leaving } = connection;
    const onEvent = (event: MarketEvent): void => {
      if (this.#connection === connection) this.#onEvent(event);
    };
    try {
      await feeds.instruments.ready();
      // One that is not listed must not keep the others from their readers.
      const listed = symbols.filter((symbol) => feeds.instruments.steps(symbol) !== undefined);
      await feeds.feed.listen(listed, { onEvent, onGap: () => watcher.onGap('public') }, leaving.signal);
    } catch {
      // Prices for readers alone: they see that none comes, and the way there is tried again.
      void feeds.feed.close();
      if (this.#connection === connection) this.#retrying = setTimeout(() => void this.#connect(), RETRY_MS).unref();
    }
    if (leaving.signal.aborted) void feeds.feed.close();
  }

  #onEvent(event: MarketEvent): void {
    const prices = this.#prices.get(event.symbol) ?? { at: 0 };
    this.#prices.set(event.symbol, prices);
    prices.at = Math.max(prices.at, event.at);
    if (event.type === 'trade') prices.last = event.price;
    else if (event.type === 'mark') Object.assign(prices, { mark: event.price, fundingRate: event.fundingRate });
    else if (event.type === 'quote') Object.assign(prices, { bid: event.bid, ask: event.ask });
    else this.#onCandle(event, prices);
  }

  #onCandle({ symbol, candle }: Extract<MarketEvent, { type: 'candle' }>, prices: Prices): void {
    prices.last ??= candle.close;
    const instrument = this.#instrument(symbol);
    if (!instrument) return;
    const price = (value: Ticks): number => priceToNumber(instrument, value);
    const { openAt: time, open, high, low, close, volume } = candle;
    const row = { time, open: price(open), high: price(high), low: price(low), close: price(close) };
    const data = { ...row, volume: sizeToNumber(instrument, volume), symbol, isClosed: true };
    for (const tell of this.#listeners) tell({ seq: 0, topic: 'candle', data });
  }

  #instrument(symbol: string): Instrument | undefined {
    return this.#connection?.feeds.instruments.steps(symbol);
  }
}
