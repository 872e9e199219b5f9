/**
 * The whole state of the embedded exchange and the look-ups that every module needs.
 * Invariant: a live order, trigger or position is in its `LiveSet` and nowhere else; what has ended is in the history.
 */
import {
  asMoney,
  assert,
  type Instrument,
  InvalidInput,
  type Money,
  type PositionSide,
  type Rate,
  type Ticks,
  ZERO,
} from '../../domain/index.ts';
import { DayStats } from './day-stats.ts';
import type { Account, Band, Market, Order, Plan, Position, Seat, Trigger } from './entities.ts';
import { ExactSum } from './exact-sum.ts';
import { Arrivals } from './latency.ts';
import { LiveOrders } from './live-orders.ts';
import { LiveSet } from './live-set.ts';
import { OpenOrders } from './open-orders.ts';
import { Outbox } from './outbox.ts';
import { OutsideBook } from './outside-book.ts';
import { OwnBook } from './own-book.ts';
import { PriceMinutes } from './price-minutes.ts';
import { PublicTrades } from './public-trades.ts';
import { scaleOf } from './scale.ts';
import { DEFAULT_SLIPPAGE } from './slippage.ts';
import type { AccountConfig, ExchangeOptions, SymbolSetting } from './types.ts';

export type * from './entities.ts';

/** As long as nothing is known each mark may liquidate. */
export const ANY_MARK: Band = {
  below: Number.POSITIVE_INFINITY,
  above: Number.NEGATIVE_INFINITY,
};

export type Core = {
  readonly options: Required<ExchangeOptions>;
  readonly markets: Map<string, Market>;
  readonly accounts: Map<string, Account>;
  readonly pools: {
    market: Money;
    fees: Money;
    funding: Money;
    insurance: Money;
    outside: Money;
  };
  readonly orders: LiveOrders;
  readonly triggers: LiveSet<Trigger>;
  readonly plans: LiveSet<Plan>;
  readonly positions: LiveSet<Position>;
  readonly arrivals: Arrivals;
  readonly outbox: Outbox;
  /** Derived: the same of accounts with crossed positions, one of which may move the bands of all. */
  readonly touched: Set<Account>;
  now: number;
  lastId: number;
  lastPositionId: number;
  lastRested: number;
};

const DEFAULTS = {
  latency: { baseMs: 0, jitterMs: 0 },
  slippage: DEFAULT_SLIPPAGE,
  seed: 1,
  presetTriggerBy: 'last',
  openMax: 200,
  openInAllMax: 400,
  historyMax: 10_000,
} as const;

export function createCore(given: ExchangeOptions): Core {
  const options = { ...DEFAULTS, ...given };
  const markets = new Map(options.instruments.map((instrument) => [instrument.symbol, createMarket(instrument)]));
  const accounts = new Map(options.accounts.map((config) => [config.name, createAccount(config)]));
  return {
    options,
    markets,
    accounts,
    pools: {
      market: ZERO,
      fees: ZERO,
      funding: ZERO,
      insurance: ZERO,
      outside: ZERO,
    },
    orders: new LiveOrders(accounts, markets),
    triggers: new LiveSet<Trigger>(),
    plans: new LiveSet<Plan>(),
    positions: new LiveSet<Position>(),
    arrivals: new Arrivals(options.latency, options.seed),
    outbox: new Outbox(),
    touched: new Set(),
    now: 0,
    lastId: 0,
    lastPositionId: 0,
    lastRested: 0,
  };
}

export const createMarket = (instrument: Instrument): Market => ({
  instrument,
  book: new OutsideBook(),
  own: new OwnBook<Order>(),
  openOrders: 0,
  bounds: undefined,
  valueMax: new Map(),
  scale: scaleOf(instrument),
  watch: ANY_MARK,
  watchedMark: undefined,
  unchecked: [],
  unwatched: [],
  stats: new DayStats(),
  trades: new PublicTrades(),
  minutes: { mark: new PriceMinutes(), index: new PriceMinutes(), premium: new PriceMinutes() },
  settlements: [],
  ownFundingAt: undefined,
  at: 0,
  last: undefined,
  sourceMark: undefined,
  index: undefined,
  fundingRate: 0n as Rate,
  nextFundingAt: 0,
  hasTrades: false,
  minute: { range: 0, volume: 0 },
});

export const createAccount = (config: AccountConfig): Account => ({
  name: config.name,
  positionMode: config.positionMode,
  marginMode: config.marginMode,
  leverage: config.leverage ?? 10,
  balance: config.balance,
  settings: new Map(),
  fills: [],
  bills: [],
  orders: [],
  triggers: [],
  plans: [],
  closed: [],
  open: new OpenOrders<Order>(),
  seats: new Map(),
  isolatedMargin: ZERO,
  crossedCount: 0,
});

/** @throws InvalidInput when there is no such account. */
export function accountOf(core: Core, name: string): Account {
  const account = core.accounts.get(name);
  if (!account) throw new InvalidInput('account', name, `one of ${[...core.accounts.keys()].join(', ')}`);
  return account;
}

/** Of a symbol that is known to be listed, because something lives in it. */
export function marketOf(core: Core, symbol: string): Market {
  const market = core.markets.get(symbol);
  assert(market, `no market ${symbol}`);
  return market;
}

/** @throws InvalidInput when the symbol is not listed. */
export function listedMarket(core: Core, symbol: string): Market {
  const market = core.markets.get(symbol);
  if (!market) throw new InvalidInput('symbol', symbol, `one of ${[...core.markets.keys()].join(', ')}`);
  return market;
}

export const markOf = (market: Market): Ticks | undefined => market.sourceMark ?? market.last;

/** The mark of a market that has one, because something was traded in it. */
export function knownMark(market: Market): Ticks {
  const mark = markOf(market);
  assert(mark !== undefined, `${market.instrument.symbol} has no price`);
  return mark;
}

/** Of a symbol that is known to be listed. */
export function seatOf(core: Core, account: Account, symbol: string): Seat {
  const known = account.seats.get(symbol);
  if (known) return known;
  const market = marketOf(core, symbol);
  const { leverageMin, leverageMax } = market.instrument;
  const seat: Seat = {
    account,
    market,
    long: undefined,
    short: undefined,
    openOrders: 0,
    opening: { long: new ExactSum(), short: new ExactSum() },
    setting: {
      leverage: Math.min(Math.max(account.leverage, leverageMin), leverageMax),
      marginMode: account.marginMode,
    },
    bands: { long: undefined, short: undefined },
    isUnchecked: false,
    isUnwatched: false,
  };
  account.seats.set(symbol, seat);
  return seat;
}

export const settingOf = (core: Core, account: Account, symbol: string): SymbolSetting =>
  account.settings.get(symbol) ?? seatOf(core, account, symbol).setting;

export const positionOf = (
  core: Core,
  account: string,
  symbol: string,
  positionSide: PositionSide,
): Position | undefined => accountOf(core, account).seats.get(symbol)?.[positionSide];

/** The only way to change it, so that the account's sum stays right. */
export function bindMargin(account: Account, position: Position, margin: Money): void {
  account.isolatedMargin = asMoney(account.isolatedMargin + margin - position.margin);
  position.margin = margin;
}

/** Decimal digits, rising; unique among orders, triggers, trades and bills. */
export const nextId = (core: Core): string => withZeros('1', ++core.lastId);

/** Of a position; a series of its own. */
export const nextPositionId = (core: Core): string => withZeros('2', ++core.lastPositionId);

const THOUSAND = 1_000;
const ENDINGS = Array.from({ length: THOUSAND }, (_, i) => String(i).padStart(3, '0'));
const stems = new Map<string, { readonly count: number; readonly text: string }>();

/** The digit and fifteen more of the count; a thousand ids in turn share their stem, for printing is slow. */
function withZeros(first: '1' | '2', count: number): string {
  const thousands = Math.floor(count / THOUSAND);
  let stem = stems.get(first);
  if (stem?.count !== thousands) {
    stem = {
      count: thousands,
      text: first + String(thousands).padStart(12, '0'),
    };
    stems.set(first, stem);
  }
  return stem.text + (ENDINGS[count - thousands * THOUSAND] ?? '');
}

/** Tells that cash or a position changed, and forgets what was derived from it. */
export function touch(core: Core, account: Account, changed: 'balance' | 'position', symbol: string): void {
  if (account.crossedCount > 0) {
    core.touched.add(account);
    for (const seat of account.seats.values()) uncheck(seat);
  } else if (changed === 'position') {
    // An isolated position is liquidated by its own margin, and by nothing else of the account.
    const seat = account.seats.get(symbol);
    if (seat) uncheck(seat);
  }
  core.outbox.changed(account.name, changed, { symbol, at: core.now });
}

function uncheck(seat: Seat): void {
  seat.bands.long = undefined;
  seat.bands.short = undefined;
  if (seat.isUnchecked) return;
  seat.isUnchecked = true;
  seat.market.unchecked.push(seat);
}

/** Appends, and keeps between `max` and 2 × `max` of the youngest. */
export function remember<T>(history: T[], item: T, max: number): void {
  history.push(item);
  if (history.length > 2 * max) history.splice(0, history.length - max);
}
