/**
 * The whole state of the embedded exchange and the look-ups that every module needs.
 * Invariant: a live order, trigger or position is in its `LiveSet` and nowhere else; what has ended is in the history.
 */
import {
  assert,
  type Bill,
  type Fill,
  type Instrument,
  InvalidInput,
  type Lots,
  type MarginMode,
  type Money,
  type PositionMode,
  type PositionSide,
  type Rate,
  type Ticks,
  ZERO,
} from '../../domain/index.ts';
import { DayStats } from './day-stats.ts';
import { Arrivals } from './latency.ts';
import { LiveSet } from './live-set.ts';
import { OpenOrders } from './open-orders.ts';
import { Outbox } from './outbox.ts';
import { OutsideBook } from './outside-book.ts';
import { OwnBook } from './own-book.ts';
import { PriceMinutes } from './price-minutes.ts';
import { PublicTrades } from './public-trades.ts';
import { DEFAULT_SLIPPAGE, type Minute } from './slippage.ts';
import type {
  AccountConfig,
  ClosedPosition,
  ExchangeOptions,
  FundingSettlement,
  OrderDetail,
  PlanDetail,
  PositionDetail,
  SymbolSetting,
  TriggerDetail,
} from './types.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

export type Order = Mutable<OrderDetail> & {
  /** On the book; false while on its way and while it takes. */
  isResting: boolean;
  /** Rises with each order that comes to rest: priority among those at one price. */
  restedAs: number;
  queueAhead: number;
  /** Margin and taker fee held for what is not filled. */
  reserved: Money;
};

export type Trigger = Mutable<TriggerDetail>;

export type Plan = Mutable<PlanDetail>;

export type Position = Mutable<
  Pick<
    PositionDetail,
    | 'account'
    | 'symbol'
    | 'positionSide'
    | 'size'
    | 'leverage'
    | 'marginMode'
    | 'realised'
    | 'fees'
    | 'funding'
    | 'openFee'
    | 'closeFee'
    | 'isAutoMargin'
    | 'positionId'
    | 'openedAt'
    | 'updatedAt'
  >
> & {
  /** Lots opened over its life, and the sums of price × size of its opening and closing fills. */
  opened: Lots;
  openNotional: Money;
  closeNotional: Money;
  /** Exact sum of price × size of what is still open. */
  cost: Money;
  /** Isolated margin; zero in crossed mode. */
  margin: Money;
};

export type Market = {
  /** Status and funding interval may change: then it is another value. */
  instrument: Instrument;
  readonly book: OutsideBook;
  /** Derived: the accounts' orders that rest. */
  readonly own: OwnBook<Order>;
  /** Derived: no position of the market is liquidated strictly between the two. */
  watch: Band;
  readonly stats: DayStats;
  readonly trades: PublicTrades;
  readonly minutes: { readonly mark: PriceMinutes; readonly index: PriceMinutes };
  readonly settlements: FundingSettlement[];
  /** When the exchange itself settles funding next; undefined: the source says when. */
  ownFundingAt: number | undefined;
  at: number;
  last: Ticks | undefined;
  /** Undefined while the source gives none: then the last price stands in. */
  sourceMark: Ticks | undefined;
  index: Ticks | undefined;
  fundingRate: Rate;
  nextFundingAt: number;
  hasTrades: boolean;
  minute: Minute;
};

/** Marks at or beyond which a position is liquidated. */
export type Band = { readonly below: number; readonly above: number };

/** As long as nothing is known each mark may liquidate. */
export const ANY_MARK: Band = { below: Number.POSITIVE_INFINITY, above: Number.NEGATIVE_INFINITY };

export type Account = {
  readonly name: string;
  positionMode: PositionMode;
  readonly marginMode: MarginMode;
  readonly leverage: number;
  balance: Money;
  readonly settings: Map<string, SymbolSetting>;
  readonly fills: Fill[];
  readonly bills: Bill[];
  readonly orders: Order[];
  readonly triggers: Trigger[];
  readonly plans: Plan[];
  readonly closed: ClosedPosition[];
  /** Derived; emptied by whatever changes the account. */
  readonly bands: Map<Position, Band>;
  /** Derived. */
  readonly open: OpenOrders<Order>;
  /** Derived: the live positions by symbol. */
  readonly held: Readonly<Record<PositionSide, Map<string, Position>>>;
};

export type Core = {
  readonly options: Required<ExchangeOptions>;
  readonly markets: Map<string, Market>;
  readonly accounts: Map<string, Account>;
  readonly pools: { market: Money; fees: Money; funding: Money; insurance: Money; outside: Money };
  readonly orders: LiveSet<Order>;
  readonly triggers: LiveSet<Trigger>;
  readonly plans: LiveSet<Plan>;
  readonly positions: LiveSet<Position>;
  readonly arrivals: Arrivals;
  readonly outbox: Outbox;
  /** Derived: accounts whose positions may have come closer to liquidation than their markets' `watch` says. */
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
  return {
    options,
    markets: new Map(options.instruments.map((instrument) => [instrument.symbol, createMarket(instrument)])),
    accounts: new Map(options.accounts.map((config) => [config.name, createAccount(config)])),
    pools: { market: ZERO, fees: ZERO, funding: ZERO, insurance: ZERO, outside: ZERO },
    orders: new LiveSet<Order>(),
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

const createMarket = (instrument: Instrument): Market => ({
  instrument,
  book: new OutsideBook(),
  own: new OwnBook<Order>(),
  watch: ANY_MARK,
  stats: new DayStats(),
  trades: new PublicTrades(),
  minutes: { mark: new PriceMinutes(), index: new PriceMinutes() },
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
  bands: new Map(),
  open: new OpenOrders<Order>(),
  held: { long: new Map(), short: new Map() },
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

export function settingOf(core: Core, account: Account, symbol: string): SymbolSetting {
  const { leverageMin, leverageMax } = marketOf(core, symbol).instrument;
  const leverage = Math.min(Math.max(account.leverage, leverageMin), leverageMax);
  return account.settings.get(symbol) ?? { leverage, marginMode: account.marginMode };
}

export const positionOf = (
  core: Core,
  account: string,
  symbol: string,
  positionSide: PositionSide,
): Position | undefined => accountOf(core, account).held[positionSide].get(symbol);

/** Decimal digits, rising; unique among orders, triggers, trades and bills. */
export const nextId = (core: Core): string => withZeros('1000000000000000', ++core.lastId);

/** Of a position; a series of its own. */
export const nextPositionId = (core: Core): string => withZeros('2000000000000000', ++core.lastPositionId);

/** The sum of both as text; printing a small number is many times faster than printing a large one. */
function withZeros(base: string, count: number): string {
  const digits = String(count);
  return base.slice(0, base.length - digits.length) + digits;
}

/** Tells that cash or a position changed, and forgets what was derived from it. */
export function touch(core: Core, account: Account, changed: 'balance' | 'position', symbol: string): void {
  if (account.bands.size > 0) account.bands.clear();
  core.touched.add(account);
  core.outbox.changed({ account: account.name, changed, symbol, at: core.now });
}

/** Appends, and keeps between `max` and 2 × `max` of the youngest. */
export function remember<T>(history: T[], item: T, max: number): void {
  history.push(item);
  if (history.length > 2 * max) history.splice(0, history.length - max);
}
