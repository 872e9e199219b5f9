/**
 * Market data for the services: the engine's own prices where it follows a contract, else the exchange's, kept for a while.
 * Invariant: every value tells when it is from; what is too old is marked as stale and never passed off as fresh.
 */
import { normalizeSymbol, TradingError } from '../../domain/index.ts';
import type { EngineApi } from '../../engine/api.ts';
import type { Clock } from '../../ports/index.ts';
import { type CacheCounts, type Cached, FreshCache } from './fresh-cache.ts';
import type { MarketUpstream, UpstreamBook, UpstreamCandle, UpstreamTicker } from './market-upstream.ts';

const TICKER_TTL_MS = 30_000;
const BOOK_TTL_MS = 1_000;
/** Of ticker, book and candles together. */
export const MARKET_TTL_MS = 300_000;
const SYMBOLS_MAX = 1_000;
const BOOK_LEVELS_MAX = 100;
/** As many hours as the score looks back on. */
const CANDLES = 100;
const MARKET_BOOK_LEVELS = 15;

export type MarketDeskOptions = {
  readonly clock: Clock;
  /** Undefined where no exchange can be asked. */
  readonly upstream: MarketUpstream | undefined;
  /** The run whose sockets keep its own contracts fresh. */
  readonly live?: Pick<EngineApi, 'status' | 'ticker'> | undefined;
  /** What a service without a run follows, in this order. */
  readonly symbols?: readonly string[];
};

export type WholeMarket = {
  readonly ticker: UpstreamTicker;
  readonly book: UpstreamBook;
  readonly candles: readonly UpstreamCandle[];
};

export type MarketStats = Omit<CacheCounts, 'answeredAt' | 'failedAt'> & {
  /** Values that are kept. */
  readonly size: number;
  /** Since the exchange last gave one of them; undefined: nothing is kept. */
  readonly ageMs: number | undefined;
  /** Whether the last question got no answer. */
  readonly isFailing: boolean;
};

/** A ticker, and whether its price is too old to trust. */
export type DeskTicker = { readonly ticker: UpstreamTicker; readonly isStale: boolean };

const ALL = 'all';

export class MarketDesk {
  readonly #options: MarketDeskOptions;
  readonly #all: FreshCache<readonly UpstreamTicker[]>;
  readonly #tickers: FreshCache<UpstreamTicker>;
  readonly #books: FreshCache<UpstreamBook>;
  readonly #markets: FreshCache<WholeMarket>;

  constructor(options: MarketDeskOptions) {
    this.#options = options;
    const cacheOf = <T>(ttlMs: number) =>
      new FreshCache<T>({ ttlMs, entriesMax: SYMBOLS_MAX, now: () => options.clock.now() });
    this.#all = cacheOf(TICKER_TTL_MS);
    this.#tickers = cacheOf(TICKER_TTL_MS);
    this.#books = cacheOf(BOOK_TTL_MS);
    this.#markets = cacheOf(MARKET_TTL_MS);
  }

  now(): number {
    return this.#options.clock.now();
  }

  /** What is followed, in the order in which it was asked for. */
  get symbols(): readonly string[] {
    return this.#options.live?.status().symbols ?? this.#options.symbols ?? [];
  }

  /** Undefined without a run. */
  get run(): ReturnType<EngineApi['status']> | undefined {
    return this.#options.live?.status();
  }

  async tickers(): Promise<Cached<readonly UpstreamTicker[]>> {
    return this.#all.get(ALL, () => this.#upstream().tickers());
  }

  /** @throws InvalidInput for what is no symbol; TradingError when there is no answer and nothing is kept. */
  async ticker(text: string): Promise<DeskTicker> {
    const symbol = normalizeSymbol(text);
    const live = this.#options.live?.ticker(symbol);
    if (live) return this.#overlaid(symbol, live);
    const { value, isStale } = await this.#tickers.get(symbol, async () => (await this.#listed(symbol)).ticker(symbol));
    return { ticker: value, isStale };
  }

  /** @param limit levels a side, 1 to 100. @throws as `ticker`. */
  async book(text: string, limit: number): Promise<{ readonly book: UpstreamBook; readonly isStale: boolean }> {
    const symbol = normalizeSymbol(text);
    const { value, isStale } = await this.#books.get(symbol, async () =>
      (await this.#listed(symbol)).book(symbol, BOOK_LEVELS_MAX),
    );
    return { book: { ...value, bids: value.bids.slice(0, limit), asks: value.asks.slice(0, limit) }, isStale };
  }

  /** @throws as `ticker`; with `isForced` also when something is kept and the exchange does not answer. */
  async market(text: string, { isForced = false } = {}): Promise<Cached<WholeMarket>> {
    const symbol = normalizeSymbol(text);
    const load = () => this.#loadMarket(symbol);
    const cached = await (isForced ? this.#markets.refresh(symbol, load) : this.#markets.get(symbol, load));
    const live = this.#options.live?.ticker(symbol);
    if (!live) return cached;
    const ticker = { ...cached.value.ticker, ...priceOf(live) };
    return { ...cached, value: { ...cached.value, ticker } };
  }

  /** What the caches hold, what they have given, and how often the exchange was asked. */
  stats(): MarketStats {
    const caches = [this.#all, this.#tickers, this.#books, this.#markets];
    const counts = caches.map((cache) => cache.counts);
    const sumOf = (name: keyof CacheCounts): number => counts.reduce((sum, one) => sum + one[name], 0);
    const latest = (name: 'answeredAt' | 'failedAt'): number => Math.max(...counts.map((one) => one[name]));
    const size = caches.reduce((sum, cache) => sum + cache.size, 0);
    return {
      size,
      ageMs: size === 0 ? undefined : Math.max(0, this.now() - latest('answeredAt')),
      isFailing: latest('failedAt') > latest('answeredAt'),
      fresh: sumOf('fresh'),
      stale: sumOf('stale'),
      asked: sumOf('asked'),
      failed: sumOf('failed'),
    };
  }

  /** Epoch ms of the last price, by symbol, of what is followed and of what is kept. */
  lastUpdates(): Readonly<Record<string, number>> {
    const { live } = this.#options;
    const followed = this.symbols.flatMap((symbol) => live?.ticker(symbol) ?? []).map(({ symbol, at }) => [symbol, at]);
    const kept = [...this.#markets.entries()].map(([symbol, { askedAt }]) => [symbol, askedAt]);
    return Object.fromEntries([...kept, ...followed]);
  }

  /** The engine's price; the figures of the day are the exchange's, where they can be had. */
  async #overlaid(symbol: string, live: NonNullable<ReturnType<EngineApi['ticker']>>): Promise<DeskTicker> {
    const isStale = this.#options.live?.status().isStale ?? false;
    const day = await this.#day(symbol);
    return { ticker: { ...(day?.value ?? NO_DAY), symbol, ...priceOf(live) }, isStale };
  }

  /** Undefined where the exchange does not answer, or none can be asked. */
  async #day(symbol: string): Promise<Cached<UpstreamTicker> | undefined> {
    const { upstream } = this.#options;
    return upstream && this.#tickers.get(symbol, () => upstream.ticker(symbol)).catch(expected);
  }

  async #loadMarket(symbol: string): Promise<WholeMarket> {
    const upstream = await this.#listed(symbol);
    const [ticker, book, candles] = await Promise.all([
      upstream.ticker(symbol),
      upstream.book(symbol, MARKET_BOOK_LEVELS),
      upstream.candles(symbol, CANDLES),
    ]);
    return { ticker, book, candles };
  }

  /** Who asks for what is not listed, however often, costs the exchange nothing. @throws TradingError `rejected`. */
  async #listed(symbol: string): Promise<MarketUpstream> {
    const { value } = await this.tickers();
    if (value.some((one) => one.symbol === symbol)) return this.#upstream();
    throw new TradingError('not-listed', `the exchange lists no contract ${symbol}`, { outcome: 'rejected' });
  }

  #upstream(): MarketUpstream {
    if (this.#options.upstream) return this.#options.upstream;
    throw new TradingError('no-exchange', 'this service has no exchange to ask; only what the run follows is known');
  }
}

function expected(error: unknown): undefined {
  if (!(error instanceof TradingError)) throw error;
}

const NO_DAY = {
  high: undefined,
  low: undefined,
  open: undefined,
  volume: undefined,
  quoteVolume: undefined,
  change: undefined,
};

const priceOf = (live: NonNullable<ReturnType<EngineApi['ticker']>>) => ({
  last: live.last,
  bid: live.bid,
  ask: live.ask,
  markPrice: live.mark,
  fundingRate: live.fundingRate,
  timestamp: live.at,
});
