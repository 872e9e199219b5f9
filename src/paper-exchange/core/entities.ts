/**
 * What the exchange is made of: orders, triggers, plans, positions, markets, accounts, and an account's seat in a market.
 * Invariant: types only. What is marked as derived follows from the rest, and is not saved.
 */
import type {
  Bill,
  Fill,
  Instrument,
  Lots,
  MarginMode,
  Money,
  PositionMode,
  PositionSide,
  Rate,
  Ticks,
} from '../../domain/index.ts';
import type { DayStats } from './day-stats.ts';
import type { ExactSum } from './exact-sum.ts';
import type { OpenOrders } from './open-orders.ts';
import type { OutsideBook } from './outside-book.ts';
import type { OwnBook, PriceLevel } from './own-book.ts';
import type { PriceMinutes } from './price-minutes.ts';
import type { PublicTrades } from './public-trades.ts';
import type { Scale } from './scale.ts';
import type { Minute } from './slippage.ts';
import type {
  ClosedPosition,
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
} & OrderLinks;

/** Derived: where the order stands. Nothing of it is saved. */
export type OrderLinks = {
  readonly seat: Seat;
  readonly count: number;
  /** Among the open orders of its account. */
  older: Order | undefined;
  younger: Order | undefined;
  /** Among those that rest at its price. */
  level: PriceLevel<Order> | undefined;
  before: Order | undefined;
  behind: Order | undefined;
};

/** Derived: an account in a market, and what it has there. */
export type Seat = {
  readonly account: Account;
  readonly market: Market;
  long: Position | undefined;
  short: Position | undefined;
  openOrders: number;
  /** Ticks × lots that limit orders which open would still add to each side. */
  readonly opening: Readonly<Record<PositionSide, ExactSum>>;
  /** What holds until the account sets something else. */
  readonly setting: SymbolSetting;
  /** Of its positions; undefined: to be solved. Whatever changes one empties it. */
  readonly bands: Record<PositionSide, Band | undefined>;
  /** Stands in the market's list of the same name. */
  isUnchecked: boolean;
  isUnwatched: boolean;
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
  /** Derived: the accounts' orders that rest, and how many are open. */
  readonly own: OwnBook<Order>;
  openOrders: number;
  /** Derived from the last mark that was asked for. */
  bounds: PriceBounds | undefined;
  /** Derived: for each leverage the most that its tiers let be held, in cash rounded down. */
  readonly valueMax: Map<number, number>;
  /** Derived: tick, lot and fees never change. */
  readonly scale: Scale;
  /** Derived: no position of the market is liquidated strictly between the two. */
  watch: Band;
  /** Derived: the mark with which all positions were compared last. */
  watchedMark: Ticks | undefined;
  /** Derived: isolated positions that have changed since they were compared with the mark, and since they narrowed `watch`. */
  readonly unchecked: Seat[];
  readonly unwatched: Seat[];
  readonly stats: DayStats;
  readonly trades: PublicTrades;
  readonly minutes: { readonly mark: PriceMinutes; readonly index: PriceMinutes; readonly premium: PriceMinutes };
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

/** The outermost limits that the price band allows at one mark. */
export type PriceBounds = { readonly mark: Ticks; readonly buyMax: number; readonly sellMin: number };

/** Marks at or beyond which a position is liquidated. */
export type Band = { readonly below: number; readonly above: number };

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
  /** Derived. */
  readonly open: OpenOrders<Order>;
  /** Derived: by symbol. */
  readonly seats: Map<string, Seat>;
  /** Derived: sum of the margins of isolated positions, and how many crossed ones there are. */
  isolatedMargin: Money;
  crossedCount: number;
};
