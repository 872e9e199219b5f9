/**
 * Composition root of the embedded exchange: market source → core → REST and sockets on loopback.
 * Its accounts' keys are made at each start; they open nothing but this process.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import {
  type AlarmClock,
  createDrivenClock,
  createScaledClock,
  type PacedClock,
  systemClock,
} from '../adapters/clock/index.ts';
import type { ExchangeAddress, ExchangeRequest, RunningExchange } from '../cli/index.ts';
import { formatMoney, InvalidInput, money } from '../domain/index.ts';
import type { MarketSource } from '../paper-exchange/core/index.ts';
import { type PaperAccount, type PaperServer, startPaperServer } from '../paper-exchange/server/index.ts';
import { openMarketSource } from '../paper-exchange/sources/index.ts';
import { claimFolder } from './market-folder.ts';

/** Market time from an order's acceptance to its matching. */
const LATENCY_MS = 20;
/** On candles a price every 15 s is all there is: the order meets the next one. */
const CANDLE_LATENCY_MS = 1;

export type EmbeddedExchange = {
  readonly server: PaperServer;
  readonly address: ExchangeAddress;
} & ({ readonly pace: 'paced'; readonly clock: PacedClock } | { readonly pace: 'driven'; readonly clock: AlarmClock });

export type EmbeddedOptions = Pick<ExchangeRequest, 'port' | 'accounts' | 'balance' | 'dataDir'> & {
  readonly source: MarketSource;
  readonly speed: number | 'max';
};

/** A synthetic market begins with the present minute; a recording has its own times. */
export const openSource = (feed: string, symbols: readonly string[] | undefined): MarketSource => {
  const now = systemClock.now();
  return openMarketSource(feed, { symbols, startAt: now - (now % 60_000) });
};

export async function startEmbeddedExchange(options: EmbeddedOptions): Promise<EmbeddedExchange> {
  const { source, port, dataDir, speed } = options;
  const accounts = createAccounts(options.accounts, options.balance);
  const wallAt = systemClock.now();
  if (dataDir !== undefined) claimFolder(dataDir, source);
  const store = dataDir === undefined ? undefined : join(dataDir, 'exchange.sqlite');
  let driven: AlarmClock | undefined;
  let paced: PacedClock | undefined;
  let anchorMs = source.startAt;
  const server = await startPaperServer({
    source,
    accounts,
    port,
    latencyMs: isCandleFeed(source) ? CANDLE_LATENCY_MS : LATENCY_MS,
    rateLimits: speed === 'max' ? 'off' : 'enforced',
    ...(store !== undefined && { store }),
    clock: (startAt) => {
      anchorMs = startAt;
      if (speed === 'max') driven = createDrivenClock(startAt);
      else paced = createScaledClock({ anchorWallMs: wallAt, anchorMs: startAt, factor: speed });
      return (driven ?? paced) as AlarmClock | PacedClock;
    },
  });
  const { rest, ws, unifiedWs, admin, exchange } = server;
  const address: ExchangeAddress = {
    rest,
    ws,
    admin,
    unifiedWs,
    accounts: accounts.map(({ name, family = 'classic', apiKey, apiSecret, passphrase }) => ({
      name,
      family,
      apiKey,
      apiSecret,
      passphrase,
      balance: formatMoney(exchange.account(name).balance),
    })),
    clock: { anchorWallMs: wallAt, anchorMs, factor: speed === 'max' ? 0 : speed },
    feed: source.name,
    symbols: source.instruments.map(({ symbol }) => symbol),
  };
  if (driven) return { server, address, pace: 'driven', clock: driven };
  return { server, address, pace: 'paced', clock: paced as PacedClock };
}

export async function exchange(request: ExchangeRequest): Promise<RunningExchange> {
  const source = openSource(request.feed, request.symbols);
  const { server, address } = await startEmbeddedExchange({ ...request, source });
  server.pace();
  return { address, close: () => server.close() };
}

/** Candles carry no book and no trades between their prices. */
export const isCandleFeed = (source: MarketSource): boolean => source.name.startsWith('recorded candles');

const FAMILIES = ['classic', 'unified'] as const;

const ACCOUNTS_ALLOWED =
  'classic:<count>, unified:<count> or both, such as classic:1,unified:1; counts from 1 to 99, each family once';

/** What a new account of the family begins with: Unified ones know no other default than crossed. */
const MARGIN_MODES = { classic: 'isolated', unified: 'crossed' } as const;

function createAccounts(text: string, balance: string): PaperAccount[] {
  const counts = new Map<string, number>();
  for (const part of text.split(',')) {
    const match = /^(classic|unified):([1-9]\d?)$/.exec(part);
    if (!match || counts.has(match[1] as string)) throw new InvalidInput('--accounts', text, ACCOUNTS_ALLOWED);
    counts.set(match[1] as string, Number(match[2]));
  }
  return FAMILIES.flatMap((family) =>
    Array.from({ length: counts.get(family) ?? 0 }, (_, index) => createAccount(family, index + 1, balance)),
  );
}

const createAccount = (family: (typeof FAMILIES)[number], number: number, balance: string): PaperAccount => ({
  name: `${family}-${number}`,
  family,
  balance: money(balance),
  apiKey: `bg_${randomBytes(12).toString('hex')}`,
  apiSecret: randomBytes(24).toString('hex'),
  passphrase: randomBytes(8).toString('hex'),
  positionMode: 'hedge',
  marginMode: MARGIN_MODES[family],
});
