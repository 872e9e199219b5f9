/**
 * Composition root of the embedded exchange: market source → core → REST and sockets on loopback.
 * Invariant: keys that are not given are made at random; they open nothing but this process and what its data folder keeps.
 */
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AlarmClock,
  createDrivenClock,
  createScaledClock,
  type PacedClock,
  systemClock,
} from '../adapters/clock/index.ts';
import type { ExchangeAddress, ExchangeRequest, RunningExchange } from '../cli/index.ts';
import { formatMoney } from '../domain/index.ts';
import { type MarketSource, modelLines } from '../paper-exchange/core/index.ts';
import { type PaperAccount, type PaperServer, startPaperServer } from '../paper-exchange/server/index.ts';
import { openMarketSource } from '../paper-exchange/sources/index.ts';
import type { Clock } from '../ports/index.ts';
import { accountsOf } from './exchange-accounts.ts';
import { feedAndSeed, readFaults } from './exchange-faults.ts';
import { claimFolder } from './market-folder.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
/** Market time from an order's acceptance to its matching. */
const LATENCY_MS = 20;
/** On candles a price every 15 s is all there is: the order meets the next one. */
const CANDLE_LATENCY_MS = 1;
/** Played before the door opens where time stands still, so that there is a price. */
const OPENING_MS = 1_000;
const STORE = 'exchange.sqlite';
/** The line that `--json` prints, for whoever knows the folder. */
const ADDRESS = 'exchange.json';

export type EmbeddedExchange = {
  readonly server: PaperServer;
  readonly address: ExchangeAddress;
} & ({ readonly pace: 'paced'; readonly clock: PacedClock } | { readonly pace: 'driven'; readonly clock: AlarmClock });

export type EmbeddedOptions = Pick<ExchangeRequest, 'port' | 'accounts' | 'balance' | 'dataDir'> &
  Partial<Pick<ExchangeRequest, 'accountsFile' | 'positionMode' | 'leverage'>> & {
    readonly source: MarketSource;
    readonly speed: number | 'max';
    /** A second clock that signatures may follow. */
    readonly signingClock?: Clock;
    /** Of the faults and the latency. */
    readonly seed?: number;
    /** Rules in force from the start. */
    readonly faults?: readonly unknown[];
  };

/**
 * A synthetic market begins at this second where it goes at the pace of life, so that it is now what it says; with the
 * present minute where it runs ahead. A recording has its own times.
 */
export const openSource = (
  feed: string,
  symbols: readonly string[] | undefined,
  speed?: number | 'max',
): MarketSource => {
  const now = systemClock.now();
  return openMarketSource(feed, { symbols, startAt: now - (now % (speed === 1 ? SECOND_MS : MINUTE_MS)) });
};

export async function startEmbeddedExchange(options: EmbeddedOptions): Promise<EmbeddedExchange> {
  const { source, port, dataDir, speed, seed, signingClock, faults = [], accountsFile } = options;
  const accounts = accountsOf(options);
  const wallAt = systemClock.now();
  if (dataDir !== undefined) claimFolder(dataDir, source);
  let driven: AlarmClock | undefined;
  let paced: PacedClock | undefined;
  let anchorMs = source.startAt;
  const server = await startPaperServer({
    source,
    accounts,
    accountKeys: accountsFile === undefined ? 'kept' : 'given',
    port,
    faults,
    latencyMs: latencyOf(source),
    rateLimits: speed === 'max' ? 'off' : 'enforced',
    ...(seed !== undefined && { seed }),
    ...(signingClock !== undefined && { signingClock }),
    ...(dataDir !== undefined && { store: join(dataDir, STORE) }),
    clock: (startAt) => {
      // A market without end that goes at the pace of life has the machine's own clock, unless it once ran ahead of it.
      anchorMs = speed === 1 && source.resumeFrom ? Math.max(startAt, wallAt) : startAt;
      if (speed === 'max') driven = createDrivenClock(startAt);
      else paced = createScaledClock({ anchorWallMs: wallAt, anchorMs, factor: speed });
      return (driven ?? paced) as AlarmClock | PacedClock;
    },
  });
  const clock = { anchorWallMs: wallAt, anchorMs, factor: speed === 'max' ? 0 : speed };
  const address = addressOf(server, { clock, source });
  if (driven) return { server, address, pace: 'driven', clock: driven };
  return { server, address, pace: 'paced', clock: paced as PacedClock };
}

function addressOf(
  { rest, ws, unifiedWs, admin, accounts, exchange }: PaperServer,
  { clock, source }: { clock: ExchangeAddress['clock']; source: MarketSource },
): ExchangeAddress {
  const shown = ({ name, family = 'classic', environment = 'live', apiKey, apiSecret, passphrase }: PaperAccount) => {
    const balance = formatMoney(exchange.account(name).balance);
    return { name, family, environment, apiKey, apiSecret, passphrase, balance };
  };
  return {
    pid: process.pid,
    rest,
    ws,
    unifiedWs,
    admin,
    accounts: accounts.map(shown),
    clock,
    feed: source.name,
    symbols: source.instruments.map(({ symbol }) => symbol),
    models: modelsOf(source),
  };
}

const latencyOf = (source: MarketSource): number => (isCandleFeed(source) ? CANDLE_LATENCY_MS : LATENCY_MS);

const modelsOf = (source: MarketSource): ExchangeAddress['models'] => {
  const shows = isCandleFeed(source) ? 'candles' : 'book';
  return modelLines({ source, shows, latency: { baseMs: latencyOf(source), jitterMs: 0 } });
};

export async function exchange(request: ExchangeRequest): Promise<RunningExchange> {
  const { feed, seed } = feedAndSeed(request.feed, request.seed);
  const faults = readFaults(request.faults);
  const speed = request.speed === 'driven' ? 'max' : request.speed;
  const source = openSource(feed, request.symbols, speed);
  const embedded = await startEmbeddedExchange({ ...request, source, speed, seed, faults, signingClock: systemClock });
  const { server, address } = embedded;
  if (embedded.pace === 'paced') server.pace();
  else if (server.exchange.now === 0) server.advance?.(embedded.clock.now() + OPENING_MS);
  const kept = request.dataDir === undefined ? undefined : join(request.dataDir, ADDRESS);
  if (kept !== undefined) keepAddress(kept, address);
  const close = async (): Promise<void> => {
    await server.close();
    if (kept !== undefined) rmSync(kept, { force: true });
  };
  return { address, faults: server.faults.list().map(({ rule }) => rule.kind), close };
}

/** Keys are in it: for its owner alone. */
function keepAddress(file: string, address: ExchangeAddress): void {
  writeFileSync(file, `${JSON.stringify(address)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
}

/** Candles carry no book and no trades between their prices. */
export const isCandleFeed = ({ name }: Pick<MarketSource, 'name'>): boolean => name.startsWith('recorded candles');
