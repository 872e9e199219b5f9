/**
 * The exchange's state as plain JSON, and back.
 * Invariant: restored and saved again it gives the same text; what is derived (indexes, liquidation bands) is not saved.
 */
import {
  type Bill,
  type Candle,
  type Fill,
  fromJson,
  type Instrument,
  type InstrumentStatus,
  InvalidInput,
  toJson,
} from '../../domain/index.ts';
import type { SavedMinute } from './day-stats.ts';
import type { SavedArrivals } from './latency.ts';
import { restoredOrder, type SavedOrder, savedOrder } from './order-store.ts';
import type { SavedBook } from './outside-book.ts';
import { planOf } from './plan-store.ts';
import { adoptPosition } from './positions.ts';
import type { SavedTrades } from './public-trades.ts';
import {
  type Account,
  type Core,
  createAccount,
  createMarket,
  type Market,
  marketOf,
  type Plan,
  type Position,
  type Trigger,
} from './state.ts';
import type { AccountConfig, ClosedPosition, ExchangeSnapshot, SymbolSetting } from './types.ts';

type SavedMarket = Pick<Market, 'at' | 'fundingRate' | 'nextFundingAt' | 'hasTrades' | 'minute' | 'settlements'> & {
  readonly symbol: string;
  /** Of one that was listed later than the options. */
  readonly listed?: Instrument;
  readonly status: InstrumentStatus;
  readonly fundingIntervalHours: number;
  readonly ownFundingAt: number | null;
  readonly trades: SavedTrades;
  readonly minutes: {
    readonly mark: readonly Candle[];
    readonly index: readonly Candle[];
    /** Absent in states of before it was kept. */
    readonly premium?: readonly Candle[];
  };
  readonly last: Market['last'] | null;
  readonly sourceMark: Market['sourceMark'] | null;
  readonly index: Market['index'] | null;
  readonly book: SavedBook;
  readonly stats: readonly SavedMinute[];
};

type SavedAccount = Omit<AccountConfig, 'leverage'> & {
  readonly leverage: number;
  readonly settings: readonly (readonly [string, SymbolSetting])[];
  readonly fills: readonly Fill[];
  readonly bills: readonly Bill[];
  readonly orders: readonly SavedOrder[];
  readonly triggers: readonly Trigger[];
  readonly plans: readonly Plan[];
  readonly closed: readonly ClosedPosition[];
};

type SavedCore = {
  readonly now: number;
  readonly lastId: number;
  readonly lastPositionId: number;
  readonly lastRested: number;
  readonly pools: Core['pools'];
  readonly arrivals: SavedArrivals;
  readonly markets: readonly SavedMarket[];
  readonly accounts: readonly SavedAccount[];
  readonly orders: readonly SavedOrder[];
  readonly triggers: readonly Trigger[];
  readonly plans: readonly Plan[];
  readonly positions: readonly Position[];
};

export function saveCore(core: Core): ExchangeSnapshot {
  const state: SavedCore = {
    now: core.now,
    lastId: core.lastId,
    lastPositionId: core.lastPositionId,
    lastRested: core.lastRested,
    pools: core.pools,
    arrivals: core.arrivals.save(),
    markets: [...core.markets.values()].map((market) => saveMarket(core, market)),
    accounts: [...core.accounts.values()].map(saveAccount),
    orders: core.orders.all().map(savedOrder),
    triggers: core.triggers.all(),
    plans: core.plans.all(),
    positions: core.positions.all(),
  };
  return { version: 1, state: JSON.parse(toJson(state)) };
}

function saveMarket({ options }: Core, market: Market): SavedMarket {
  const {
    own: _,
    watch: _watch,
    watchedMark: _watchedMark,
    unchecked: _unchecked,
    unwatched: _unwatched,
    openOrders: _openOrders,
    bounds: _bounds,
    valueMax: _valueMax,
    scale: _scale,
    instrument,
    book,
    stats,
    last,
    sourceMark,
    index,
    ownFundingAt,
    trades,
    minutes,
    ...rest
  } = market;
  const isGiven = options.instruments.some(({ symbol }) => symbol === instrument.symbol);
  return {
    symbol: instrument.symbol,
    ...(!isGiven && { listed: instrument }),
    status: instrument.status,
    fundingIntervalHours: instrument.fundingIntervalHours,
    ownFundingAt: ownFundingAt ?? null,
    trades: trades.save(),
    minutes: {
      mark: minutes.mark.candles(),
      index: minutes.index.candles(),
      premium: minutes.premium.candles(),
    },
    last: last ?? null,
    sourceMark: sourceMark ?? null,
    index: index ?? null,
    ...rest,
    book: book.save(),
    stats: stats.save(rest.at),
  };
}

/** In this order: the text of what was saved must not depend on who saved it. */
const saveAccount = (account: Account): SavedAccount => ({
  name: account.name,
  positionMode: account.positionMode,
  marginMode: account.marginMode,
  leverage: account.leverage,
  balance: account.balance,
  fills: account.fills,
  bills: account.bills,
  orders: account.orders.map(savedOrder),
  triggers: account.triggers,
  plans: account.plans,
  closed: account.closed,
  settings: [...account.settings],
});

/** Into a core that was created with the same options and has seen nothing. @throws InvalidInput for another version. */
export function restoreCore(core: Core, snapshot: ExchangeSnapshot): void {
  if (snapshot.version !== 1) throw new InvalidInput('snapshot version', snapshot.version, '1');
  // The version says what was saved; the text was made by saveCore.
  const saved = fromJson(JSON.stringify(snapshot.state)) as SavedCore;
  core.now = saved.now;
  core.lastId = saved.lastId;
  core.lastPositionId = saved.lastPositionId;
  core.lastRested = saved.lastRested;
  Object.assign(core.pools, saved.pools);
  core.arrivals.restore(saved.arrivals);
  for (const market of saved.markets) restoreMarket(marketFor(core, market), market);
  for (const account of saved.accounts) restoreAccount(core, account);
  const open = saved.orders.map((order) => restoredOrder(core, order));
  for (const order of open) order.seat.account.open.add(order);
  const resting = open.filter((order) => order.isResting).toSorted((a, b) => a.restedAs - b.restedAs);
  for (const order of resting) order.seat.market.own.add(order);
  for (const trigger of saved.triggers) core.triggers.add(trigger);
  for (const plan of saved.plans) core.plans.add(planOf(plan));
  for (const position of saved.positions) adoptPosition(core, position);
}

function marketFor(core: Core, { symbol, listed }: SavedMarket): Market {
  if (listed && !core.markets.has(symbol)) core.markets.set(symbol, createMarket(listed));
  return marketOf(core, symbol);
}

function restoreMarket(market: Market, saved: SavedMarket): void {
  const {
    symbol: _,
    listed: _listed,
    status,
    fundingIntervalHours,
    last,
    sourceMark,
    index,
    ownFundingAt,
    ...more
  } = saved;
  const { book, stats, trades, minutes, settlements, ...rest } = more;
  // The very object, where nothing has changed: what is derived from it is remembered by it.
  const { instrument } = market;
  if (instrument.status !== status || instrument.fundingIntervalHours !== fundingIntervalHours)
    market.instrument = { ...instrument, status, fundingIntervalHours };
  Object.assign(market, rest, {
    last: last ?? undefined,
    sourceMark: sourceMark ?? undefined,
    index: index ?? undefined,
    ownFundingAt: ownFundingAt ?? undefined,
  });
  market.book.restore(book);
  market.stats.restore(stats);
  market.trades.restore(trades);
  market.minutes.mark.restore(minutes.mark);
  market.minutes.index.restore(minutes.index);
  market.minutes.premium.restore(minutes.premium ?? []);
  market.settlements.push(...settlements);
}

/** One that was created later than the options is created again. */
function restoreAccount(
  core: Core,
  { settings, fills, bills, orders, triggers, plans, closed, ...saved }: SavedAccount,
) {
  const account = core.accounts.get(saved.name) ?? createAccount(saved);
  core.accounts.set(account.name, account);
  account.positionMode = saved.positionMode;
  account.balance = saved.balance;
  for (const [symbol, setting] of settings) account.settings.set(symbol, setting);
  account.fills.push(...fills);
  account.bills.push(...bills);
  account.orders.push(...orders.map((order) => restoredOrder(core, order)));
  account.triggers.push(...triggers);
  account.plans.push(...plans.map(planOf));
  account.closed.push(...closed);
}
