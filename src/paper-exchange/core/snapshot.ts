/**
 * The exchange's state as plain JSON, and back.
 * Invariant: restored and saved again it gives the same text; what is derived (indexes, liquidation bands) is not saved.
 */
import {
  type Bill,
  type Candle,
  type Fill,
  fromJson,
  type InstrumentStatus,
  InvalidInput,
  toJson,
} from '../../domain/index.ts';
import type { SavedMinute } from './day-stats.ts';
import type { SavedArrivals } from './latency.ts';
import { adoptOrder } from './order-store.ts';
import type { SavedBook } from './outside-book.ts';
import { planOf } from './plan-store.ts';
import { adoptPosition } from './positions.ts';
import type { SavedTrades } from './public-trades.ts';
import {
  type Account,
  type Core,
  createAccount,
  type Market,
  marketOf,
  type Order,
  type Plan,
  type Position,
  type Trigger,
} from './state.ts';
import type { AccountConfig, ClosedPosition, ExchangeSnapshot, SymbolSetting } from './types.ts';

type SavedMarket = Pick<Market, 'at' | 'fundingRate' | 'nextFundingAt' | 'hasTrades' | 'minute' | 'settlements'> & {
  readonly symbol: string;
  readonly status: InstrumentStatus;
  readonly fundingIntervalHours: number;
  readonly ownFundingAt: number | null;
  readonly trades: SavedTrades;
  readonly minutes: { readonly mark: readonly Candle[]; readonly index: readonly Candle[] };
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
  readonly orders: readonly Order[];
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
  readonly orders: readonly Order[];
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
    markets: [...core.markets.values()].map(saveMarket),
    accounts: [...core.accounts.values()].map(saveAccount),
    orders: core.orders.all(),
    triggers: core.triggers.all(),
    plans: core.plans.all(),
    positions: core.positions.all(),
  };
  return { version: 1, state: JSON.parse(toJson(state)) };
}

function saveMarket(market: Market): SavedMarket {
  const {
    own: _,
    watch: _watch,
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
  return {
    symbol: instrument.symbol,
    status: instrument.status,
    fundingIntervalHours: instrument.fundingIntervalHours,
    ownFundingAt: ownFundingAt ?? null,
    trades: trades.save(),
    minutes: { mark: minutes.mark.candles(), index: minutes.index.candles() },
    last: last ?? null,
    sourceMark: sourceMark ?? null,
    index: index ?? null,
    ...rest,
    book: book.save(),
    stats: stats.save(rest.at),
  };
}

const saveAccount = ({ bands: _, open: _open, held: _held, settings, ...rest }: Account): SavedAccount => ({
  ...rest,
  settings: [...settings],
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
  for (const market of saved.markets) restoreMarket(marketOf(core, market.symbol), market);
  for (const account of saved.accounts) restoreAccount(core, account);
  for (const order of saved.orders) adoptOrder(core, order);
  const resting = saved.orders.filter((order) => order.isResting).toSorted((a, b) => a.restedAs - b.restedAs);
  for (const order of resting) marketOf(core, order.symbol).own.add(order);
  for (const trigger of saved.triggers) core.triggers.add(trigger);
  for (const plan of saved.plans) core.plans.add(planOf(plan));
  for (const position of saved.positions) adoptPosition(core, position);
}

function restoreMarket(market: Market, saved: SavedMarket): void {
  const { symbol: _, status, fundingIntervalHours, last, sourceMark, index, ownFundingAt, ...more } = saved;
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
  account.orders.push(...orders);
  account.triggers.push(...triggers);
  account.plans.push(...plans.map(planOf));
  account.closed.push(...closed);
}
