/**
 * Rows for people and programs, made from kernel state when asked for.
 * Invariant: reads only; money, prices and sizes leave as exact decimal text.
 */
import {
  formatMoney,
  formatPrice,
  formatRate,
  formatSize,
  formatSteps,
  type Instrument,
  ticks,
  ZERO,
} from '../../domain/index.ts';
import {
  availableOf,
  type DeskOrder,
  type DeskTrigger,
  entryTicks,
  equityOf,
  isInUniverse,
  type KernelState,
  type Position,
  positionKey,
  quotesOf,
  unrealizedProfit,
} from '../../kernel/index.ts';
import type { OrderRow, PositionRow, StatusRow, TickerRow } from '../api.ts';

type State = Readonly<KernelState>;

/** What the state alone does not know. */
export type StatusFrame = Pick<
  StatusRow,
  | 'state'
  | 'feed'
  | 'venue'
  | 'startedAt'
  | 'at'
  | 'seq'
  | 'effectHash'
  | 'isStale'
  | 'accountAt'
  | 'isAccountStale'
  | 'alertsClearedSeq'
>;

export function statusRow(state: State, frame: StatusFrame): StatusRow | undefined {
  const { config, portfolio, orders, breaker, refusals, reconciledAt } = state;
  if (!config) return undefined;
  const { ledger, results } = portfolio;
  const { sizeFactor, cooldownUntil, consecutiveLosses, state: breakerState } = breaker.view(frame.at);
  return {
    ...frame,
    mode: config.mode,
    network: config.account?.network,
    family: config.account?.family,
    marginMode: config.marginMode,
    symbols: config.symbols,
    symbolsAdded: saidByHand(state, 'in'),
    symbolsRemoved: saidByHand(state, 'out'),
    symbolsOutside: config.symbols.filter((symbol) => !isInUniverse(state, symbol)),
    strategies: config.strategies.map(({ name, timeframe }) => ({ name, timeframe })),
    balance: formatMoney(ledger.balance),
    equity: formatMoney(equityOf(state)),
    available: formatMoney(availableOf(state)),
    unrealizedPnl: formatMoney(portfolio.unrealized(quotesOf(state))),
    realizedToday: formatMoney(portfolio.realizedOn(frame.at)),
    fees: formatMoney(ledger.state.fees),
    funding: formatMoney(ledger.state.funding),
    maxDrawdown: formatMoney(portfolio.drawdownMax),
    openPositions: portfolio.openCount,
    trades: results.trades,
    wins: results.wins,
    losses: results.losses,
    fills: ledger.state.fills,
    orders: orders.count,
    breaker: {
      state: breakerState,
      until: breakerState === 'cooldown' ? cooldownUntil : undefined,
      sizeFactor: formatRate(sizeFactor),
      consecutiveLosses,
    },
    refusals: { ...refusals },
    reconciledAt,
  };
}

const saidByHand = ({ byHand }: State, said: 'in' | 'out'): string[] =>
  [...byHand].filter(([, last]) => last === said).map(([symbol]) => symbol);

export function positionRows(state: State): PositionRow[] {
  return [...state.portfolio.positions()].map((position) => positionRow(state, position));
}

function positionRow(state: State, position: Position): PositionRow {
  const { symbol, positionSide, size, openedAt } = position;
  const instrument = instrumentOf(state, symbol);
  const price = state.markets.get(symbol)?.price;
  const guard = state.guards.get(positionKey(symbol, positionSide));
  const live = state.triggers.openOf(symbol, positionSide).filter(({ status }) => status === 'live');
  const stop = live.find(({ request }) => request.kind === 'stop-loss');
  return {
    symbol,
    side: positionSide,
    owner: guard?.owner ?? 'unknown',
    size: formatSize(instrument, size),
    entryPrice: formatEntry(position, instrument),
    markPrice: price === undefined ? '' : formatPrice(instrument, price),
    unrealizedPnl: formatMoney(price === undefined ? ZERO : unrealizedProfit(position, instrument, price)),
    leverage: guard?.leverage ?? 1,
    marginMode: state.config?.marginMode ?? 'isolated',
    stopLoss: stop && formatPrice(instrument, stop.request.triggerPrice),
    takeProfits: live
      .filter(({ request }) => request.kind === 'take-profit')
      .map(({ request }) => ({
        price: formatPrice(instrument, request.triggerPrice),
        size: formatSize(instrument, request.size ?? size),
      })),
    openedAt,
  };
}

/** Average entry rounded to the tick: a view, the exact cost stays in the books. */
const formatEntry = (position: Position, instrument: Instrument): string =>
  formatPrice(instrument, ticks(Math.round(entryTicks(position, instrument))));

export function orderRows(state: State, finishedMax: number): OrderRow[] {
  const open = [...state.orders.open()].map((order) => orderRow(state, order));
  const triggers = [...state.triggers.open()].map((trigger) => triggerRow(state, trigger));
  const finished = [...state.orders.finished()]
    .slice(-finishedMax)
    .reverse()
    .map((order) => orderRow(state, order));
  return [...open, ...triggers, ...finished];
}

const knownRows = new WeakMap<DeskOrder, { readonly instrument: Instrument; readonly row: OrderRow }>();

/** An order never changes, a later one takes its place: the same order is the same row, as long as its contract is the same. */
function orderRow(state: State, order: DeskOrder): OrderRow {
  const instrument = instrumentOf(state, order.request.symbol);
  const known = knownRows.get(order);
  if (known?.instrument === instrument) return known.row;
  const row = rowOf(instrument, order);
  knownRows.set(order, { instrument, row });
  return row;
}

function rowOf(instrument: Instrument, { request, orderId, filled, status, sentAt }: DeskOrder): OrderRow {
  return {
    clientOid: request.clientOid,
    orderId,
    symbol: request.symbol,
    intent: request.intent,
    side: request.positionSide,
    type: request.type,
    price: request.price === undefined ? undefined : formatPrice(instrument, request.price),
    size: formatSize(instrument, request.size),
    filled: formatSize(instrument, filled),
    status,
    at: sentAt,
  };
}

function triggerRow(state: State, { request, triggerId, status, updatedAt }: DeskTrigger): OrderRow {
  const instrument = instrumentOf(state, request.symbol);
  return {
    clientOid: request.clientOid,
    orderId: triggerId,
    symbol: request.symbol,
    intent: 'close',
    side: request.positionSide,
    type: request.kind,
    price: formatPrice(instrument, request.triggerPrice),
    size: request.size === undefined ? undefined : formatSize(instrument, request.size),
    filled: formatSteps(0, instrument.lot),
    status,
    at: updatedAt,
  };
}

export function tickerRow(state: State, symbol: string): TickerRow | undefined {
  const market = state.markets.get(symbol);
  if (!market || market.price === undefined) return undefined;
  const { instrument, price, bid, ask, mark, fundingRate, updatedAt } = market;
  return {
    symbol,
    last: formatPrice(instrument, price),
    bid: formatPrice(instrument, bid ?? price),
    ask: formatPrice(instrument, ask ?? price),
    mark: formatPrice(instrument, mark ?? price),
    fundingRate: formatRate(fundingRate),
    at: updatedAt,
  };
}

function instrumentOf(state: State, symbol: string): Instrument {
  const market = state.markets.get(symbol);
  if (!market) throw new RangeError(`no instrument ${symbol} in this session`);
  return market.instrument;
}
