/**
 * The exchange's state as plain JSON, and back.
 * Invariant: restored and saved again it gives the same text; what is derived (indexes, liquidation bands) is not saved.
 */
import {
  type Bill,
  type Fill,
  fromJson,
  InvalidInput,
  type Money,
  type PositionMode,
  toJson,
} from '../../domain/index.ts';
import type { SavedMinute } from './day-stats.ts';
import type { SavedArrivals } from './latency.ts';
import type { SavedBook } from './outside-book.ts';
import {
  type Account,
  accountOf,
  type Core,
  type Market,
  marketOf,
  type Order,
  type Position,
  type Trigger,
} from './state.ts';
import type { ExchangeSnapshot, SymbolSetting } from './types.ts';

type SavedMarket = Pick<Market, 'at' | 'fundingRate' | 'nextFundingAt' | 'hasTrades' | 'minute'> & {
  readonly symbol: string;
  readonly last: Market['last'] | null;
  readonly sourceMark: Market['sourceMark'] | null;
  readonly index: Market['index'] | null;
  readonly book: SavedBook;
  readonly stats: readonly SavedMinute[];
};

type SavedAccount = {
  readonly name: string;
  readonly positionMode: PositionMode;
  readonly balance: Money;
  readonly settings: readonly (readonly [string, SymbolSetting])[];
  readonly fills: readonly Fill[];
  readonly bills: readonly Bill[];
  readonly orders: readonly Order[];
  readonly triggers: readonly Trigger[];
};

type SavedCore = {
  readonly now: number;
  readonly lastId: number;
  readonly pools: Core['pools'];
  readonly arrivals: SavedArrivals;
  readonly markets: readonly SavedMarket[];
  readonly accounts: readonly SavedAccount[];
  readonly orders: readonly Order[];
  readonly triggers: readonly Trigger[];
  readonly positions: readonly Position[];
};

export function saveCore(core: Core): ExchangeSnapshot {
  const state: SavedCore = {
    now: core.now,
    lastId: core.lastId,
    pools: core.pools,
    arrivals: core.arrivals.save(),
    markets: [...core.markets.values()].map(saveMarket),
    accounts: [...core.accounts.values()].map(saveAccount),
    orders: core.orders.all(),
    triggers: core.triggers.all(),
    positions: core.positions.all(),
  };
  return { version: 1, state: JSON.parse(toJson(state)) };
}

function saveMarket({ instrument, book, stats, last, sourceMark, index, ...rest }: Market): SavedMarket {
  return {
    symbol: instrument.symbol,
    last: last ?? null,
    sourceMark: sourceMark ?? null,
    index: index ?? null,
    ...rest,
    book: book.save(),
    stats: stats.save(rest.at),
  };
}

const saveAccount = ({
  marginMode: _,
  leverage: _leverage,
  bands: _bands,
  settings,
  ...rest
}: Account): SavedAccount => ({
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
  Object.assign(core.pools, saved.pools);
  core.arrivals.restore(saved.arrivals);
  for (const market of saved.markets) restoreMarket(marketOf(core, market.symbol), market);
  for (const account of saved.accounts) restoreAccount(accountOf(core, account.name), account);
  for (const order of saved.orders) core.orders.add(order);
  for (const trigger of saved.triggers) core.triggers.add(trigger);
  for (const position of saved.positions) core.positions.add(position);
}

function restoreMarket(
  market: Market,
  { symbol: _, last, sourceMark, index, book, stats, ...rest }: SavedMarket,
): void {
  Object.assign(market, rest, {
    last: last ?? undefined,
    sourceMark: sourceMark ?? undefined,
    index: index ?? undefined,
  });
  market.book.restore(book);
  market.stats.restore(stats);
}

function restoreAccount(
  account: Account,
  { name: _, positionMode, balance, settings, fills, bills, orders, triggers }: SavedAccount,
): void {
  account.positionMode = positionMode;
  account.balance = balance;
  for (const [symbol, setting] of settings) account.settings.set(symbol, setting);
  for (const fill of fills) account.fills.push(fill);
  for (const bill of bills) account.bills.push(bill);
  for (const order of orders) account.orders.push(order);
  for (const trigger of triggers) account.triggers.push(trigger);
}
