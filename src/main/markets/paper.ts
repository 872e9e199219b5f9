/**
 * Mode paper: Bitget's public prices, without a key, feed an exchange embedded in this process.
 * Invariant: nothing is ever sent to Bitget but public questions.
 */
import { systemClock } from '../../adapters/clock/index.ts';
import { readRequestsPerSecond } from '../../adapters/config/index.ts';
import { createBitgetRest, type OpenedFeeds, publicFeedsOf } from '../../bitget/index.ts';
import type { StartRequest } from '../../cli/index.ts';
import type { AccountFamily, Candle } from '../../domain/index.ts';
import type { PaperServer } from '../../paper-exchange/server/index.ts';
import { LiveSource } from '../../paper-exchange/sources/index.ts';
import { random } from '../connect.ts';
import { startEmbeddedExchange } from '../embedded-exchange.ts';
import { Opened } from '../opened.ts';
import { planReal, type StartPlan } from '../plan-start.ts';
import { embeddedAccount, marketOf } from './embedded.ts';
import { type OpenContext, type OpenMarket, type PreparedMarket, USUAL_SYMBOLS } from './market.ts';
import { type Place, placeOf } from './place.ts';

/** What the exchange's own candles reach back at least: a day's opening, for its tickers. */
const HISTORY_MIN = 1_440;
/** Beyond this the indicators of long bars start from what there is. */
const HISTORY_MAX = 10_000;

type Wish = {
  readonly place: Place;
  readonly plan: StartPlan;
  readonly family: AccountFamily;
  readonly symbols: readonly string[];
  readonly balance: string;
  readonly requestsPerSecondMax: number;
};

/** @throws InvalidInput for an address or a limit that is not allowed. */
export function preparePaper(request: StartRequest): PreparedMarket {
  const { family = 'classic', symbols = USUAL_SYMBOLS, balance } = request;
  const plan = planReal(request);
  const place = placeOf('mainnet');
  const wish = { place, plan, family, symbols, balance, requestsPerSecondMax: readRequestsPerSecond() };
  return { plan, symbols, account: embeddedAccount(family), open: (context) => openPaper(wish, context) };
}

async function openPaper(wish: Wish, context: OpenContext): Promise<OpenMarket> {
  const opened = new Opened();
  try {
    return await openInto(opened, wish, context);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function openInto(opened: Opened, wish: Wish, context: OpenContext): Promise<OpenMarket> {
  const { place, plan, family, symbols, balance, requestsPerSecondMax } = wish;
  const { restUrl: baseUrl, socketOrigin } = place;
  const rest = opened.add(createBitgetRest({ baseUrl, clock: systemClock, requestsPerSecondMax }));
  await rest.measureClock();
  const feeds = publicFeedsOf(family, { rest, socketOrigin, random });
  const name = `live prices of ${place.host}`;
  const instruments = await feeds.instruments.load(symbols);
  const history = await historyOf(feeds, symbols, spanOf(rest.serverClock.now(), context));
  const source = new LiveSource({ name, instruments, startAt: rest.serverClock.now(), history });
  await listen(opened, feeds, { source, symbols, context });
  const { dataDir } = plan;
  const accounts = `${family}:1`;
  const embedded = await startEmbeddedExchange({ source, port: 0, accounts, balance, dataDir, speed: 1 });
  // What the market did while this exchange was off meets its orders and stops now.
  if (embedded.server.exchange.now > 0) source.walkSince(embedded.server.exchange.now);
  const market = opened.add(marketOf(embedded, { source }));
  const stoodAt = embedded.server.exchange.now;
  const list = listing({ feeds, source, context, server: embedded.server, stoodAt: stoodAt > 0 ? stoodAt : undefined });
  return { ...market, pricesRest: rest, list, close: () => opened.close() };
}

const spanOf = (until: number, { historyCandles }: OpenContext): { until: number; count: number } => ({
  until,
  count: Math.min(Math.max(historyCandles, HISTORY_MIN), HISTORY_MAX),
});

type Listing = {
  readonly feeds: OpenedFeeds;
  readonly source: LiveSource;
  readonly server: PaperServer;
  readonly context: OpenContext;
  /** Exchange time at which an exchange of before stopped. */
  readonly stoodAt: number | undefined;
};

/** The embedded exchange trades what Bitget lists, as soon as it is asked for. */
function listing({ feeds, source, server, context, stoodAt }: Listing): (symbol: string) => Promise<void> {
  const followed = new Set(source.instruments.map(({ symbol }) => symbol));
  return async (symbol) => {
    if (followed.has(symbol)) return;
    const [instrument] = await feeds.instruments.load([symbol]);
    if (!instrument) return;
    const candles = await feeds.feed.history(symbol, spanOf(server.clock.now(), context));
    source.list(instrument, candles);
    if (stoodAt !== undefined) source.walkSince(Math.max(stoodAt, server.exchange.now), [symbol]);
    server.list(instrument);
    await feeds.feed.follow([symbol]);
    await feeds.books.follow([symbol]);
    followed.add(symbol);
  };
}

async function historyOf(
  { feed }: OpenedFeeds,
  symbols: readonly string[],
  span: { readonly until: number; readonly count: number },
): Promise<ReadonlyMap<string, readonly Candle[]>> {
  const history = new Map<string, readonly Candle[]>();
  for (const symbol of symbols) history.set(symbol, await feed.history(symbol, span));
  return history;
}

/** Connects both public streams to the source; what may have been missed is told. */
async function listen(
  opened: Opened,
  { feed, books }: OpenedFeeds,
  { source, symbols, context }: { source: LiveSource; symbols: readonly string[]; context: OpenContext },
): Promise<void> {
  const { signal } = new AbortController();
  const onGap = (reason: string): void => context.warn('feed-gap', { reason });
  opened.add(feed);
  await feed.listen(symbols, { onEvent: (event) => source.onEvent(event), onGap }, signal);
  opened.add(books);
  await books.listen(symbols, { onBook: (update) => source.onBook(update), onGap }, signal);
}
