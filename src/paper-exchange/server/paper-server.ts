/**
 * Composes the embedded exchange: core, history, store, REST, sockets, admin, on one loopback port.
 * Invariant: reads top to bottom; everything that was opened is closed by `close`.
 */
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { SOCKET_PATHS } from '../../bitget/protocol/index.ts';
import { UNIFIED_SOCKET_PATHS } from '../../bitget/unified/index.ts';
import { assert, type Instrument, InvalidInput, TradingError } from '../../domain/index.ts';
import type { Clock, DrivenClock } from '../../ports/index.ts';
import type { PaperExchange } from '../core/index.ts';
import { registerAdmin } from './admin/index.ts';
import { advanceMarket, type LockstepDriver, lockstepMarket } from './drive/lockstep.ts';
import { type PacedDriver, paceMarket } from './drive/paced.ts';
import { type FaultBook, registerRequestFaults } from './faults/index.ts';
import { KeyRing } from './http/authenticate.ts';
import { registerOtherProducts } from './http/other-products.ts';
import { registerRest } from './http/rest.ts';
import { checkUnused, openAccount, openAccounts } from './open-accounts.ts';
import { isDriven, openDesk } from './open-desk.ts';
import type { Log, PaperAccount, PaperServerOptions } from './options.ts';
import { ExchangeStore } from './store/exchange-store.ts';

const BODY_BYTES_MAX = 64 * 1_024;
export type SocketUrls = { readonly public: string; readonly private: string };

export type PaperServer = {
  /** Such as http://127.0.0.1:40123. */
  readonly rest: string;
  /** Of the Classic API. */
  readonly ws: SocketUrls;
  readonly unifiedWs: SocketUrls;
  readonly admin: { readonly url: string; readonly token: string };
  /** All that there are, with their keys: those of the options, of the store, and opened since. */
  readonly accounts: readonly PaperAccount[];
  readonly faults: FaultBook;
  readonly clock: Clock;
  /** The core, for reading. */
  readonly exchange: PaperExchange;
  /** Applies every update up to `until` and sets the clock there; undefined where the clock runs by itself. @returns how many there were. */
  readonly advance: ((until: number) => number) | undefined;
  /** Applies updates as the clock reaches them. */
  pace(): PacedDriver;
  /** Applies updates step by step; the server must have been given this clock. */
  lockstep(clock: DrivenClock): LockstepDriver;
  /** Applies updates of a source that pushes, such as a live market feed. */
  push(update: Parameters<PaperExchange['apply']>[0]): void;
  /** Trades one more symbol from here on. */
  list(instrument: Instrument): void;
  /** Cuts all sockets, as a maintenance window does; clients may come back. */
  cutSockets(reason: string): void;
  close(): Promise<void>;
};

/** @throws InvalidInput for a host that is not loopback or a key used twice; TradingError when the store is unusable or the port taken. */
export async function startPaperServer(given: PaperServerOptions): Promise<PaperServer> {
  const { source, log = () => {}, host = '127.0.0.1', port = 0 } = given;
  checkOptions(given, host);
  const store = given.store === undefined ? undefined : new ExchangeStore(given.store);
  const accounts = openOrClose(store, () => openAccounts(given, store));
  const options = { ...given, accounts };
  let skewMs = (): number => 0;
  const { signingClock } = options;
  let pace = 1;
  const otherNow = signingClock && (() => signingClock.now() + skewMs());
  const keys = new KeyRing(accounts, { otherNow, paceOf: () => pace });
  const opened = openOrClose(store, () => openDesk(options, { store, keys, log }));
  const { desk, hub, services } = opened;
  skewMs = () => desk.parts.faults.skewMs;
  const { clock, exchange } = desk.parts;
  if ('factor' in clock && typeof clock.factor === 'number') pace = clock.factor;

  const token = randomBytes(24).toString('base64url');
  const app = createApp(log);
  registerRequestFaults(app, { book: desk.parts.faults, desk, keys });
  registerOtherProducts(app, desk);
  registerRest(app, { services, desk, keys, isLimited: options.rateLimits !== 'off', log });
  const advance = isDriven(clock) ? (until: number) => advanceMarket(desk, source, { clock, until }) : undefined;
  registerAdmin(app, {
    desk,
    source,
    token,
    advance,
    cutSockets: (reason) => hub.cutAll(reason),
    accounts: () => accounts,
    openAccount: (account) => {
      checkUnused([...accounts, account]);
      openAccount(desk, account);
      accounts.push(account);
      keys.add(account);
      store?.keepAccount(account);
    },
  });
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
    opened.close();
    await app.close();
    desk.keepWhole();
    store?.close();
  };
  return {
    rest: `http://${authority}`,
    ws: socketUrls(authority, SOCKET_PATHS),
    unifiedWs: socketUrls(authority, UNIFIED_SOCKET_PATHS),
    admin: { url: `http://${authority}/admin`, token },
    accounts,
    faults: desk.parts.faults,
    advance,
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
    list: (instrument) => desk.list(instrument),
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

/** What cannot be opened leaves the store closed. */
function openOrClose<T>(store: ExchangeStore | undefined, open: () => T): T {
  try {
    return open();
  } catch (error) {
    store?.close();
    throw error;
  }
}

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
  checkUnused(accounts);
}

/** No route has a schema of Fastify's: its compilers need not be loaded. */
const noSchema = (): never => {
  throw new RangeError('the routes of the exchange check what they get by themselves');
};

/** Bodies stay text, byte for byte: the signature covers them. */
function createApp(log: Log): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: 10_000,
    forceCloseConnections: true,
    schemaController: { compilersFactory: { buildValidator: noSchema, buildSerializer: noSchema } },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.addHook('onClose', () => log('info', 'embedded exchange closed'));
  return app;
}
