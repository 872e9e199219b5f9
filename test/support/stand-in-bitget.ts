/**
 * An embedded exchange at the time of day that plays Bitget: its accounts, and a market that the test moves by hand.
 * Invariant: whoever starts one closes it.
 */
import { systemClock } from '../../src/adapters/clock/index.ts';
import { type Candle, lots, money, rate, ticks } from '../../src/domain/index.ts';
import type { MarketSource, MarketUpdate } from '../../src/paper-exchange/core/index.ts';
import { type PaperAccount, type PaperServer, startPaperServer } from '../../src/paper-exchange/server/index.ts';
import { btc } from './instruments.ts';

const MINUTE = 60_000;
const PRICE = 60_000;
/** The mark is said again and again, as Bitget's tickers do. */
const SAY_MARK_MS = 200;
const symbol = btc.symbol;
const tick = (price: number) => ticks(Math.round(price * 10));

export type StandInAccount = Pick<
  PaperAccount,
  'name' | 'family' | 'environment' | 'apiKey' | 'apiSecret' | 'passphrase'
>;

export type StandIn = {
  readonly server: PaperServer;
  /** Lets the market quote, trade and mark at a price. */
  moveTo(price: number): void;
  /** Closes the minute that ended last. */
  closeMinute(price: number): void;
  settleFunding(): void;
  close(): Promise<void>;
};

export const accountNamed = (name: string, given: Pick<StandInAccount, 'family' | 'environment'>): StandInAccount => ({
  name,
  ...given,
  apiKey: `key-of-${name}`,
  apiSecret: `secret-of-${name}`,
  passphrase: `phrase-of-${name}`,
});

/** Opens at 60 000, with 10 coins half a unit to each side. @param options.store keeps it over a restart. */
export async function standInBitget(
  accounts: readonly StandInAccount[],
  { port = 0, store }: { readonly port?: number; readonly store?: string } = {},
): Promise<StandIn> {
  const server = await startPaperServer({
    source: quietPast(),
    accounts: accounts.map((account) => ({
      ...account,
      balance: money('10000'),
      positionMode: 'hedge' as const,
      marginMode: account.family === 'unified' ? ('crossed' as const) : ('isolated' as const),
    })),
    clock: systemClock,
    rateLimits: 'off',
    port,
    ...(store !== undefined && { store }),
  });
  const fundingAt = systemClock.now() + 8 * 60 * MINUTE;
  const push = (update: (at: number) => MarketUpdate): void => server.push(update(systemClock.now()));
  let last = PRICE;
  const sayMark = (): void =>
    push((at) => ({
      type: 'mark',
      at,
      symbol,
      mark: tick(last),
      index: tick(last),
      fundingRate: rate('0.0001'),
      nextFundingAt: fundingAt,
    }));
  const moveTo = (price: number): void => {
    last = price;
    push((at) => bookAt(at, price));
    push((at) => ({ type: 'trade', at, symbol, price: tick(price), size: lots(5), side: 'buy' }));
    sayMark();
  };
  moveTo(PRICE);
  // The source has nothing to play; its driver sends what was held back to be sent together.
  server.pace();
  const saying = setInterval(sayMark, SAY_MARK_MS);
  return {
    server,
    moveTo,
    closeMinute: (price) => {
      const openAt = minuteOf(systemClock.now()) - MINUTE;
      push((at) => ({ type: 'candle', at, symbol, candle: minute(openAt, price), walk: false }));
    },
    settleFunding: () => push((at) => ({ type: 'funding', at, symbol, rate: rate('0.0001') })),
    close: () => {
      clearInterval(saying);
      return server.close();
    },
  };
}

const minuteOf = (at: number): number => at - (at % MINUTE);

const bookAt = (at: number, middle: number): MarketUpdate => ({
  type: 'book',
  at,
  symbol,
  isSnapshot: true,
  bids: [[tick(middle - 0.5), lots(10_000)]],
  asks: [[tick(middle + 0.5), lots(10_000)]],
});

const minute = (openAt: number, price: number): Candle => {
  const at = tick(price);
  return { openAt, open: at, high: at, low: at, close: at, volume: lots(1_000) };
};

/** Nothing of its own to play; before its start stand quiet minutes. */
function quietPast(): MarketSource {
  const startAt = minuteOf(systemClock.now());
  return {
    name: 'moved by hand',
    instruments: [btc],
    startAt,
    endAt: undefined,
    history: (_symbol, until, count) => {
      const last = minuteOf(Math.min(until, startAt));
      return Array.from({ length: count }, (_, i) => minute(last - (count - i) * MINUTE, PRICE));
    },
    next: () => undefined,
    peekAt: () => undefined,
  };
}
