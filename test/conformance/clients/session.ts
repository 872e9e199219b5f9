/**
 * An embedded exchange with one account, and other people's clients that trade on it.
 * Invariant: the clients are as published but for their addresses; the truth is what the exchange's core holds.
 */
import { RestClientV2, RestClientV3 } from 'bitget-api';
import { createDrivenClock, systemClock } from '../../../src/adapters/clock/index.ts';
import { type Instrument, money, type PositionMode, rate } from '../../../src/domain/index.ts';
import type { PaperExchange } from '../../../src/paper-exchange/core/index.ts';
import { type AccountFamily, type PaperServer, startPaperServer } from '../../../src/paper-exchange/server/index.ts';
import { type Ccxt, openClient } from './ccxt.ts';
import { BTC, handMovedMarket, MINUTE_MS, movesTo } from './market.ts';
import { openPeerSocket, type PeerSocket } from './peer-socket.ts';

export const KEY = { apiKey: 'key-1', apiSecret: 'a secret of the test', passphrase: 'pass-1' };
export const ACCOUNT = 'a';

/** By then everything that happened at once has been pushed, not its first part alone. */
const PUSHED_AFTER_MS = 500;

export type SessionOptions = {
  readonly family: AccountFamily;
  readonly positionMode: PositionMode;
  readonly rateLimits?: 'enforced' | 'off';
};

export type Session = SessionOptions & {
  readonly server: PaperServer;
  readonly exchange: PaperExchange;
  readonly ccxt: Ccxt;
  readonly classic: RestClientV2;
  readonly unified: RestClientV3;
  /** bitget-api's socket of the account's family. */
  socket(kind: 'public' | 'private'): Promise<PeerSocket>;
  /** A second later the market stands at `price`. */
  move(price: number, instrument?: Instrument): void;
  /** A second later funding is settled. */
  settleFunding(): void;
  close(): Promise<void>;
};

export async function openSession(options: SessionOptions): Promise<Session> {
  const { family, positionMode, rateLimits = 'enforced' } = options;
  const isUnified = family === 'unified';
  const startAt = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  const { source, updates } = handMovedMarket(startAt);
  const server = await startPaperServer({
    source,
    accounts: [{ name: ACCOUNT, family, balance: money('100000'), ...KEY, positionMode, marginMode: 'crossed' }],
    clock: createDrivenClock(startAt),
    signingClock: systemClock,
    rateLimits,
  });
  server.advance?.(startAt);
  const { rest: url, ws, unifiedWs } = server;
  const ccxt = await openClient(
    { url, isUnified, apiKey: KEY.apiKey, secret: KEY.apiSecret, password: KEY.passphrase },
    { public: ws.public, private: ws.private, utaPublic: unifiedWs.public, utaPrivate: unifiedWs.private },
  );
  const api = { baseUrl: url, apiKey: KEY.apiKey, apiSecret: KEY.apiSecret, apiPass: KEY.passphrase };
  const sockets: PeerSocket[] = [];
  return {
    ...options,
    server,
    exchange: server.exchange,
    ccxt,
    classic: new RestClientV2(api),
    unified: new RestClientV3(api),
    socket: async (kind) => {
      const opened = await openPeerSocket({ family, kind, url: (isUnified ? unifiedWs : ws)[kind], key: KEY });
      sockets.push(opened);
      return opened;
    },
    move: (price, instrument = BTC) => {
      const at = server.clock.now() + 1_000;
      updates.push(...movesTo(instrument, at, price));
      server.advance?.(at + PUSHED_AFTER_MS);
    },
    settleFunding: () => {
      const at = server.clock.now() + 1_000;
      updates.push({ type: 'funding', at, symbol: BTC.symbol, rate: rate('0.0001') });
      server.advance?.(at);
    },
    close: async () => {
      for (const socket of sockets) socket.close();
      await ccxt.close();
      await server.close();
    },
  };
}
