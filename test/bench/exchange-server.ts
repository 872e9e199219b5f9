/**
 * The embedded exchange and its floors in a process of their own: a bare fastify echo, and a bare ws broadcast of the same frames.
 * Started by test/bench/exchange.ts, which tells it what to do; says where it listens.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { WebSocketServer } from 'ws';
import { systemClock } from '../../src/adapters/clock/index.ts';
import { type Instrument, lots, money, rate, ticks } from '../../src/domain/index.ts';
import type { MarketSource, MarketUpdate } from '../../src/paper-exchange/core/index.ts';
import { type PaperServer, startPaperServer } from '../../src/paper-exchange/server/index.ts';
import { knownInstrument } from '../../src/paper-exchange/sources/index.ts';

export type BenchAccount = { readonly apiKey: string; readonly apiSecret: string; readonly passphrase: string };

/** What the parent asks for, one at a time. */
export type Wish =
  | { readonly do: 'open'; readonly accounts: number; readonly symbols: number }
  /** So many book updates, each a frame to every reader, as fast as they go. */
  | { readonly do: 'publish'; readonly count: number }
  /** The same number of frames of that length through the floor. */
  | { readonly do: 'broadcast'; readonly count: number; readonly bytes: number }
  /** `isClean`: after the garbage has been collected. */
  | { readonly do: 'usage'; readonly isClean: boolean };

export type Opened = {
  readonly rest: string;
  readonly echo: string;
  readonly ws: string;
  readonly floorWs: string;
  readonly accounts: readonly BenchAccount[];
};

/** CPU time of this process and its memory. */
export type Usage = { readonly cpuMs: number; readonly rssMb: number };

const MIDDLE = 600_000;
const LEVELS = 100;
/** So large that no order moves it. */
const LEVEL_SIZE = 1_000_000_000;

const BTC = knownInstrument('BTCUSDT') as Instrument;

let server: PaperServer | undefined;
let floor: WebSocketServer | undefined;
let published = 0;

async function open({ accounts, symbols }: Extract<Wish, { do: 'open' }>): Promise<Opened> {
  const names = Array.from({ length: symbols }, (_, i) => (i === 0 ? BTC.symbol : `S${i}USDT`));
  const instruments = names.map((symbol) => ({ ...BTC, symbol, base: symbol.replace('USDT', '') }));
  const made = Array.from({ length: accounts }, (_, i) => ({
    name: `a${i}`,
    apiKey: `bench-key-${i}`,
    apiSecret: `bench-secret-${i}`,
    passphrase: 'bench',
    balance: money('100000000'),
    positionMode: 'one-way' as const,
    marginMode: 'crossed' as const,
  }));
  server = await startPaperServer({
    source: quiet(instruments),
    accounts: made,
    clock: systemClock,
    rateLimits: 'off',
  });
  for (const { symbol } of instruments) for (const update of opening(symbol, systemClock.now())) server.push(update);
  const echo = Fastify({ logger: false });
  echo.post('/echo', (request) => request.body);
  floor = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(floor, 'listening');
  return {
    rest: server.rest,
    echo: await echo.listen({ host: '127.0.0.1', port: 0 }),
    ws: server.ws.public,
    floorWs: `ws://127.0.0.1:${(floor.address() as AddressInfo).port}`,
    accounts: made.map(({ apiKey, apiSecret, passphrase }) => ({ apiKey, apiSecret, passphrase })),
  };
}

/** Nothing happens by itself; a day of minutes lies before. */
const quiet = (instruments: readonly Instrument[]): MarketSource => ({
  name: 'quiet',
  instruments,
  startAt: systemClock.now(),
  endAt: undefined,
  history: () => [],
  next: () => undefined,
  peekAt: () => undefined,
});

function opening(symbol: string, at: number): MarketUpdate[] {
  const price = ticks(MIDDLE);
  const mark = { mark: price, index: price, fundingRate: rate('0.0001'), nextFundingAt: at + 3_600_000 };
  return [
    bookAt(symbol, at, 0),
    { type: 'trade', at, symbol, price, size: lots(1), side: 'buy' },
    { type: 'mark', at, symbol, ...mark },
  ];
}

/** Every tenth level is another one with each `turn`. */
const bookAt = (symbol: string, at: number, turn: number): MarketUpdate => {
  const side = (sign: 1 | -1) =>
    Array.from({ length: LEVELS }, (_, i) => {
      const size = LEVEL_SIZE + (i % 10 === turn % 10 ? turn : 0);
      return [ticks(MIDDLE + sign * (i + 1)), lots(size)] as const;
    });
  return { type: 'book', at, symbol, isSnapshot: true, bids: side(-1), asks: side(1) };
};

/** Market time goes on by 100 ms with each: readers are told of each. */
function publish(count: number): void {
  const startAt = Math.max(systemClock.now(), server?.exchange.now ?? 0);
  for (let i = 1; i <= count; i++) server?.push(bookAt(BTC.symbol, startAt + i * 100, ++published));
}

function broadcast(count: number, bytes: number): void {
  const frame = 'x'.repeat(bytes);
  for (let i = 0; i < count; i++) for (const socket of floor?.clients ?? []) socket.send(frame);
}

function usage(isClean: boolean): Usage {
  const { user, system } = process.cpuUsage();
  if (isClean) globalThis.gc?.();
  return { cpuMs: (user + system) / 1_000, rssMb: process.memoryUsage().rss / 2 ** 20 };
}

async function carryOut(wish: Wish): Promise<unknown> {
  switch (wish.do) {
    case 'open':
      return open(wish);
    case 'publish':
      return publish(wish.count);
    case 'broadcast':
      return broadcast(wish.count, wish.bytes);
    default:
      return usage(wish.isClean);
  }
}

process.on('message', (wish: Wish) => void carryOut(wish).then((answer) => process.send?.(answer ?? 'done')));
process.on('disconnect', () => process.exit());
