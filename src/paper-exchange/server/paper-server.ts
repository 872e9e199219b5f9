/**
 * Composes the embedded exchange: core, history, store, REST, sockets, admin, on one loopback port.
 * Invariant: reads top to bottom; everything that was opened is closed by `close`.
 */
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { endpoints, SOCKET_LIMITS, SOCKET_PATHS } from '../../bitget/protocol/index.ts';
import { UNIFIED_SOCKET_PATHS, unifiedEndpoints } from '../../bitget/unified/index.ts';
import { assert, InvalidInput, type Ticks, TradingError } from '../../domain/index.ts';
import type { Clock, DrivenClock } from '../../ports/index.ts';
import { type ExchangeOptions, type MarketSource, PaperExchange } from '../core/index.ts';
import { Desk } from './desk.ts';
import { advanceMarket, type LockstepDriver, lockstepMarket } from './drive/lockstep.ts';
import { type PacedDriver, paceMarket } from './drive/paced.ts';
import { History } from './history.ts';
import { registerAdmin } from './http/admin.ts';
import { KeyRing } from './http/authenticate.ts';
import { type Api, registerRest } from './http/rest.ts';
import { CandleBook } from './market/candle-book.ts';
import type { AccountFamily, Log, PaperServerOptions } from './options.ts';
import { refusalError } from './refusals.ts';
import { handlers } from './routes/index.ts';
import { classicGates, logIn } from './sockets/channels.ts';
import { classicDialect } from './sockets/classic-dialect.ts';
import { allAccounts, allMarket } from './sockets/feeds.ts';
import { SocketHub } from './sockets/hub.ts';
import { PrivateFeed } from './sockets/private-feed.ts';
import { PublicFeed } from './sockets/public-feed.ts';
import { Readers } from './sockets/readers.ts';
import { ExchangeStore } from './store/exchange-store.ts';
import { unifiedRefusal } from './unified/refusals.ts';
import { unifiedHandlers } from './unified/routes/index.ts';
import { unifiedDialect } from './unified/sockets/dialect.ts';
import { unifiedGates } from './unified/sockets/gates.ts';
import { UnifiedPrivateFeed } from './unified/sockets/private-feed.ts';

const BODY_BYTES_MAX = 64 * 1_024;
const SEND_BUFFER_MAX = 4 * 1_024 * 1_024;
/** Finished orders and triggers that the core itself remembers; the server's history has all. */
const CORE_HISTORY_MAX = 500;

export type SocketUrls = { readonly public: string; readonly private: string };

const APIS: readonly Api[] = [
  { family: 'classic', endpoints, handlers, refusal: refusalError },
  { family: 'unified', endpoints: unifiedEndpoints, handlers: unifiedHandlers, refusal: unifiedRefusal },
];

export type PaperServer = {
  /** Such as http://127.0.0.1:40123. */
  readonly rest: string;
  /** Of the Classic API. */
  readonly ws: SocketUrls;
  readonly unifiedWs: SocketUrls;
  readonly admin: { readonly url: string; readonly token: string };
  readonly accounts: readonly string[];
  readonly clock: Clock;
  /** The core, for reading. */
  readonly exchange: PaperExchange;
  /** Applies updates as the clock reaches them. */
  pace(): PacedDriver;
  /** Applies updates step by step; the server must have been given this clock. */
  lockstep(clock: DrivenClock): LockstepDriver;
  /** Applies updates of a source that pushes, such as a live market feed. */
  push(update: Parameters<PaperExchange['apply']>[0]): void;
  /** Cuts all sockets, as a maintenance window does; clients may come back. */
  cutSockets(reason: string): void;
  close(): Promise<void>;
};

/** @throws InvalidInput for a host that is not loopback or a key used twice; TradingError when the store is unusable or the port taken. */
export async function startPaperServer(options: PaperServerOptions): Promise<PaperServer> {
  const { source, log = () => {}, host = '127.0.0.1', port = 0 } = options;
  checkOptions(options, host);
  const store = options.store === undefined ? undefined : new ExchangeStore(options.store);
  const keys = new KeyRing(options.accounts);
  const { desk, hub } = openDesk(options, { store, keys, log });
  const { clock, exchange } = desk.parts;

  const token = randomBytes(24).toString('base64url');
  const app = createApp(log);
  registerRest(app, { apis: APIS, desk, keys, isLimited: options.rateLimits !== 'off', log });
  const advance = isDriven(clock) ? (until: number) => advanceMarket(desk, source, { clock, until }) : undefined;
  registerAdmin(app, { desk, token, advance });
  hub.attach(app.server);
  const authority = await listen(app, { host, port }).catch((error: unknown) => {
    store?.close();
    throw error;
  });
  log('info', 'embedded exchange open', { address: authority, source: source.name, at: desk.now() });

  let paced: PacedDriver | undefined;
  let closing: Promise<void> | undefined;
  const closeAll = async () => {
    paced?.stop();
    hub.close();
    await app.close();
    desk.checkpoint();
    store?.close();
  };
  return {
    rest: `http://${authority}`,
    ws: socketUrls(authority, SOCKET_PATHS),
    unifiedWs: socketUrls(authority, UNIFIED_SOCKET_PATHS),
    admin: { url: `http://${authority}/admin`, token },
    accounts: exchange.accountNames,
    clock,
    exchange,
    pace: () => {
      assert(!paced, 'the market is paced already');
      paced = paceMarket(desk, source);
      return paced;
    },
    lockstep: (driven) => {
      assert(driven === clock, 'the exchange runs by another clock');
      return lockstepMarket(desk, source, driven);
    },
    push: (update) => desk.applyAndPush(update),
    cutSockets: (reason) => hub.cutAll(reason),
    close: () => {
      closing ??= closeAll();
      return closing;
    },
  };
}

const socketUrls = (authority: string, paths: SocketUrls): SocketUrls => ({
  public: `ws://${authority}${paths.public}`,
  private: `ws://${authority}${paths.private}`,
});

/** The exchange behind its door, going on where the store left it, and the sockets that tell of it. */
function openDesk(
  options: PaperServerOptions,
  { store, keys, log }: { store: ExchangeStore | undefined; keys: KeyRing; log: Log },
): { desk: Desk; hub: SocketHub } {
  const { source } = options;
  const exchange = openExchange(options, store);
  const clock = openClock(options, exchange);
  resumeSource(source, exchange, clock);
  const instruments = new Map(exchange.instruments.map((instrument) => [instrument.symbol, instrument]));
  const candles = openCandles(source, exchange, store);
  const history = openHistory(store);
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
  const recentTrades = (symbol: string, count: number) => unified.publicFeed.recentTrades(symbol, count);
  const market = { exchange, instruments, candles, history, store, clock };
  const desk = new Desk({ ...market, publicFeed, privateFeed, recentTrades });
  const hub = new SocketHub({
    readers,
    gates: [...classicGates(classic), ...unifiedGates(unified)],
    login: (args) => logIn(keys, args, desk.now()),
    silenceMaxMs: options.silenceMaxMs ?? SOCKET_LIMITS.idleMaxMs,
    sendBufferMax: options.sendBufferMax ?? SEND_BUFFER_MAX,
    log,
  });
  return { desk, hub };
}

const feedsOf = <Feeds extends object>(family: AccountFamily, keys: KeyRing, feeds: Feeds) => ({
  ...feeds,
  isTold: (account: string): boolean => keys.familyOf(account) === family,
});

/** @returns host:port. @throws TradingError `port-unusable` when the port is taken or forbidden. */
async function listen(app: FastifyInstance, { host, port }: { host: string; port: number }): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TradingError('port-unusable', `the embedded exchange cannot listen on ${host}:${port}: ${reason}`, {
      details: { host, port },
      cause,
    });
  }
  const address = app.server.address() as AddressInfo;
  return `${host === '::1' ? '[::1]' : host}:${address.port}`;
}

function checkOptions({ accounts }: PaperServerOptions, host: string): void {
  if (host !== '127.0.0.1' && host !== '::1') throw new InvalidInput('host', host, 'a loopback address');
  for (const field of ['name', 'apiKey'] as const) {
    const used = new Set<string>();
    for (const account of accounts) {
      if (used.has(account[field]))
        throw new InvalidInput(`account ${field}`, account[field], 'one that no other account has');
      used.add(account[field]);
    }
  }
}

function openExchange(
  { source, accounts, latencyMs = 0 }: PaperServerOptions,
  store: ExchangeStore | undefined,
): PaperExchange {
  const options: ExchangeOptions = {
    instruments: source.instruments,
    accounts: accounts.map(({ name, balance, positionMode, marginMode }) => ({
      name,
      balance,
      positionMode,
      marginMode,
    })),
    latency: { baseMs: latencyMs, jitterMs: 0 },
    presetTriggerBy: 'last',
    historyMax: CORE_HISTORY_MAX,
  };
  const kept = store?.load();
  return kept ? PaperExchange.restore(options, kept.snapshot) : new PaperExchange(options);
}

const openClock = ({ clock, source }: PaperServerOptions, exchange: PaperExchange): Clock =>
  typeof clock === 'function' ? clock(Math.max(exchange.now, source.startAt)) : clock;

/** An endless source goes on from the kept prices; a recorded one is wound forward to where the exchange stopped. */
function resumeSource(source: MarketSource, exchange: PaperExchange, clock: Clock): void {
  if (exchange.now === 0) return;
  if (source.resumeFrom) {
    const last = new Map<string, Ticks>();
    for (const { symbol } of exchange.instruments) {
      const price = exchange.ticker(symbol).last;
      if (price !== undefined) last.set(symbol, price);
    }
    source.resumeFrom(Math.max(exchange.now, clock.now()), last);
    return;
  }
  for (let at = source.peekAt(); at !== undefined && at <= exchange.now; at = source.peekAt()) source.next();
}

function openCandles(source: MarketSource, exchange: PaperExchange, store: ExchangeStore | undefined) {
  const startAt = Math.max(source.startAt, exchange.now);
  const bookOf = (symbol: string) => new CandleBook(source, { symbol, startAt, minutes: store?.candles(symbol) ?? [] });
  return new Map(exchange.instruments.map(({ symbol }) => [symbol, bookOf(symbol)]));
}

function openHistory(store: ExchangeStore | undefined): History {
  const history = new History();
  if (store) for (const row of store.history()) history.append(row);
  return history;
}

/** Bodies stay text, byte for byte: the signature covers them. */
function createApp(log: Log): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: 10_000,
    forceCloseConnections: true,
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.addHook('onClose', () => log('info', 'embedded exchange closed'));
  return app;
}

const isDriven = (clock: Clock): clock is DrivenClock => 'advanceTo' in clock;
