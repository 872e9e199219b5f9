/**
 * Opens the exchange behind its door, going on where the store left it, and the sockets that tell of it.
 * Invariant: opens no port; what it has opened is closed by `close`.
 */
import { endpoints } from '../../bitget/protocol/index.ts';
import { unifiedEndpoints } from '../../bitget/unified/index.ts';
import type { Ticks } from '../../domain/index.ts';
import type { Clock, DrivenClock } from '../../ports/index.ts';
import { type ExchangeOptions, type MarketSource, PaperExchange } from '../core/index.ts';
import { Desk } from './desk.ts';
import { FaultBook, FaultyLine } from './faults/index.ts';
import { History } from './history.ts';
import type { KeyRing } from './http/authenticate.ts';
import { type Api, Services } from './http/service.ts';
import { CandleBook } from './market/candle-book.ts';
import type { AccountFamily, Log, PaperServerOptions } from './options.ts';
import { refusalError } from './refusals.ts';
import { handlers } from './routes/index.ts';
import { socketBounds } from './sockets/bounds.ts';
import { classicGates, logIn } from './sockets/channels.ts';
import { classicDialect } from './sockets/classic-dialect.ts';
import { allAccounts, allMarket } from './sockets/feeds.ts';
import { SocketHub } from './sockets/hub.ts';
import { PrivateFeed } from './sockets/private-feed.ts';
import { PublicFeed } from './sockets/public-feed.ts';
import { Readers } from './sockets/readers.ts';
import type { ExchangeStore, Kept } from './store/exchange-store.ts';
import { unifiedRefusal } from './unified/refusals.ts';
import { unifiedHandlers } from './unified/routes/index.ts';
import { unifiedDialect } from './unified/sockets/dialect.ts';
import { unifiedGates } from './unified/sockets/gates.ts';
import { UnifiedPrivateFeed } from './unified/sockets/private-feed.ts';
import { repeatAccounts } from './unified/sockets/repeating.ts';

/** Finished orders and triggers that the core itself remembers; the server's history has all. */
const CORE_HISTORY_MAX = 500;
/** Market time that an endless source goes through to reach its clock: at most a few seconds of work. */
const CATCH_UP_MAX_MS = 6 * 3_600_000;

const APIS: readonly Api[] = [
  { family: 'classic', endpoints, handlers, refusal: refusalError },
  { family: 'unified', endpoints: unifiedEndpoints, handlers: unifiedHandlers, refusal: unifiedRefusal },
];

export type Opened = {
  readonly desk: Desk;
  readonly hub: SocketHub;
  readonly services: Services;
  close(): void;
};

/** The exchange behind its door, going on where the store left it, and the sockets that tell of it. */
export function openDesk(
  options: PaperServerOptions,
  { store, keys, log }: { store: ExchangeStore | undefined; keys: KeyRing; log: Log },
): Opened {
  const { source } = options;
  const kept = store?.load();
  const exchange = openExchange(options, kept, store);
  const clock = openClock(options, Math.max(exchange.now, kept?.at ?? 0), kept);
  const isRestored = resumeSource(source, { exchange, clock, market: kept?.market });
  const instruments = new Map(exchange.instruments.map((instrument) => [instrument.symbol, instrument]));
  const candles = openCandles(source, exchange, store);
  const history = openHistory(store, options.historyMax);
  const readers = new Readers();
  const classic = feedsOf('classic', keys, {
    publicFeed: new PublicFeed(classicDialect, { exchange, readers, candles }),
    privateFeed: new PrivateFeed(exchange, readers, instruments),
  });
  const unified = feedsOf('unified', keys, {
    publicFeed: new PublicFeed(unifiedDialect, { exchange, readers, candles }),
    privateFeed: new UnifiedPrivateFeed({ exchange, readers, instruments }),
  });
  const publicFeed = allMarket([classic.publicFeed, unified.publicFeed]);
  const privateFeed = allAccounts([classic.privateFeed, unified.privateFeed]);
  const market = { exchange, instruments, candles, history, store, clock };
  const now = (): number => Math.max(clock.now(), exchange.now);
  const faults = new FaultBook({ seed: options.seed ?? 1, now, exchange, log });
  faults.open(options.faults ?? [], kept?.faults);
  readers.deliver = new FaultyLine(faults).send;
  const desk = new Desk({ ...market, publicFeed, privateFeed, faults, source }, kept?.countdowns);
  if (isRestored) catchUp(desk, source);
  const services = new Services(APIS, { desk, isLimited: options.rateLimits !== 'off' });
  const hub = new SocketHub({
    readers,
    gates: [...classicGates({ ...classic, services, desk }), ...unifiedGates({ ...unified, services, desk })],
    login: (args) => logIn(keys, args, desk.saidNow()),
    bounds: socketBounds(options),
    isClosed: () => faults.isClosed,
    log,
  });
  faults.onClosed = () => hub.cutAll('maintenance');
  const repeating = repeatFor(unified.privateFeed, desk, options.repeatEveryMs);
  const close = () => {
    repeating?.stop();
    hub.close();
  };
  return { desk, hub, services, close };
}

const feedsOf = <Feeds extends object>(family: AccountFamily, keys: KeyRing, feeds: Feeds) => ({
  ...feeds,
  isTold: (account: string): boolean => keys.familyOf(account) === family,
});

/** Where the clock is driven nothing happens by itself, unless it is asked for. */
function repeatFor(feed: UnifiedPrivateFeed, desk: Desk, everyMs: number | undefined) {
  const { clock, exchange } = desk.parts;
  if (everyMs === undefined && isDriven(clock)) return undefined;
  const asked = { accounts: () => exchange.accountNames, now: () => desk.now() };
  return repeatAccounts(feed, { ...asked, ...(everyMs !== undefined && { everyMs }) });
}

function openExchange(
  { source, accounts, latencyMs = 0, seed = 1 }: PaperServerOptions,
  kept: Kept | undefined,
  store: ExchangeStore | undefined,
): PaperExchange {
  const options: ExchangeOptions = {
    instruments: source.instruments,
    accounts: accounts.map(({ name, balance, positionMode, marginMode, leverage }) => ({
      name,
      balance,
      positionMode,
      marginMode,
      ...(leverage !== undefined && { leverage }),
    })),
    latency: { baseMs: latencyMs, jitterMs: 0 },
    seed,
    presetTriggerBy: 'last',
    historyMax: CORE_HISTORY_MAX,
  };
  const exchange = kept ? PaperExchange.restore(options, kept.snapshot) : new PaperExchange(options);
  return store ? store.follow(exchange, options) : exchange;
}

/** @param keptAt epoch ms at which the exchange stopped; 0 at a first start. */
function openClock({ clock, source }: PaperServerOptions, keptAt: number, kept: Kept | undefined): Clock {
  if (typeof clock !== 'function') return clock;
  const goesOn = source.restore !== undefined && kept?.market !== undefined;
  return clock(goesOn ? keptAt : Math.max(keptAt, source.startAt));
}

/**
 * An endless source goes on as if never interrupted; from the kept prices alone where it is another one, or where
 * catching up with the clock would take too long. A recorded one is wound forward to where the exchange stopped.
 * @returns whether it goes on as if never interrupted
 */
function resumeSource(
  source: MarketSource,
  { exchange, clock, market }: { exchange: PaperExchange; clock: Clock; market: string | undefined },
): boolean {
  if (exchange.now === 0) return false;
  const isNear = clock.now() - exchange.now <= CATCH_UP_MAX_MS;
  if (market !== undefined && isNear && source.restore?.(market)) return true;
  if (source.resumeFrom) {
    const last = new Map<string, Ticks>();
    for (const { symbol } of exchange.instruments) {
      const price = exchange.ticker(symbol).last;
      if (price !== undefined) last.set(symbol, price);
    }
    source.resumeFrom(Math.max(exchange.now, clock.now()), last);
    return false;
  }
  for (let at = source.peekAt(); at !== undefined && at <= exchange.now; at = source.peekAt()) source.next();
  return false;
}

/** The market goes through what it has missed before anybody is told of it. */
function catchUp(desk: Desk, source: MarketSource): void {
  const now = desk.now();
  for (let at = source.peekAt(); at !== undefined && at <= now; at = source.peekAt()) {
    const update = source.next();
    if (update) desk.applyAndPush(update);
  }
}

function openCandles(source: MarketSource, exchange: PaperExchange, store: ExchangeStore | undefined) {
  const startAt = Math.max(source.startAt, exchange.now);
  const bookOf = (symbol: string) => new CandleBook(source, { symbol, startAt, minutes: store?.candles(symbol) ?? [] });
  return new Map(exchange.instruments.map(({ symbol }) => [symbol, bookOf(symbol)]));
}

function openHistory(store: ExchangeStore | undefined, keptMax: number | undefined): History {
  const history = new History(keptMax);
  if (store) for (const row of store.history()) history.append(row);
  return history;
}

export const isDriven = (clock: Clock): clock is DrivenClock => 'advanceTo' in clock;
