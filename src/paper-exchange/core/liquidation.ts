/**
 * When a position no longer covers its maintenance margin, and what is done then.
 * Invariant: an isolated liquidation costs its margin, no more and no less; the insurance fund takes or pays the difference.
 * Formula: liquidated at marks m where margin + m × net − cost ≤ m × gross × (maintenance rate + taker fee), with size signed
 * in `net` and `cost`. Isolated: one position and its margin. Crossed: all crossed positions of the symbol, and the cash that
 * no isolated position holds plus unrealised profit less maintenance of the crossed positions in other symbols.
 */
import {
  asMoney,
  direction,
  lots,
  type Money,
  RATE_DECIMALS,
  type Ticks,
  tickLotValue,
  ticks,
  ZERO,
} from '../../domain/index.ts';
import { applyFill } from './fills.ts';
import { bookBill } from './ledger.ts';
import { isolatedMarginOf, maintenanceOf, maintenanceRate, unrealisedOf } from './margin.ts';
import { cancelOrder, closesOf, openOrder } from './order-store.ts';
import {
  type Account,
  accountOf,
  type Band,
  type Core,
  knownMark,
  type Market,
  marketOf,
  markOf,
  type Position,
} from './state.ts';
import { marketClose } from './trigger-firing.ts';
import { cancelTriggersOf } from './trigger-store.ts';

const RATE_ONE = 10n ** BigInt(RATE_DECIMALS);
const NONE_BELOW = -1;
const NONE_ABOVE = Number.POSITIVE_INFINITY;

type Leg = Pick<Position, 'size' | 'positionSide' | 'cost'>;

/** Marks at which the position is liquidated, as things stand. */
export function bandOf(core: Core, position: Position): Band {
  const account = accountOf(core, position.account);
  const known = account.bands.get(position);
  if (known) return known;
  const held = core.positions.of(account.name);
  const crossed = held.filter((other) => other.marginMode === 'crossed');
  const isIsolated = position.marginMode === 'isolated';
  const legs = isIsolated ? [position] : crossed.filter((other) => other.symbol === position.symbol);
  const others = isIsolated ? [] : crossed.filter((other) => other.symbol !== position.symbol);
  const free = isIsolated ? position.margin : crossedCash(core, account, others);
  const band = solveBand(marketOf(core, position.symbol), legs, free);
  // With other symbols involved the band moves with their marks.
  if (others.length === 0) account.bands.set(position, band);
  return band;
}

function crossedCash(core: Core, account: Account, others: readonly Position[]): Money {
  let free = account.balance - isolatedMarginOf(core, account);
  for (const other of others) {
    const market = marketOf(core, other.symbol);
    const mark = knownMark(market);
    free += unrealisedOf(market.instrument, other, mark) - maintenanceOf(market.instrument, other, mark);
  }
  return asMoney(free);
}

/** @param free what backs the legs, without their unrealised profit. */
export function solveBand({ instrument }: Pick<Market, 'instrument'>, legs: readonly Leg[], free: Money): Band {
  let [net, gross, cost] = [0n, 0n, 0n];
  for (const { size, positionSide, cost: paid } of legs) {
    const sign = BigInt(direction(positionSide));
    net += sign * BigInt(size);
    gross += BigInt(size);
    cost += sign * paid;
  }
  // Liquidated where left ≤ m × slope.
  const left = (free - cost) * RATE_ONE;
  const slope = tickLotValue(instrument) * (gross * maintenanceRate(instrument) - net * RATE_ONE);
  if (slope < 0n) return { below: left >= 0n ? NONE_BELOW : Number(-left / -slope), above: NONE_ABOVE };
  if (slope > 0n) return { below: NONE_BELOW, above: left <= 0n ? 0 : Number((left + slope - 1n) / slope) };
  return { below: NONE_BELOW, above: left <= 0n ? 0 : NONE_ABOVE };
}

/** The mark that liquidates, or undefined where no price does. */
export function liquidationPriceOf(core: Core, position: Position): Ticks | undefined {
  const { below, above } = bandOf(core, position);
  if (below > 0) return ticks(below);
  return Number.isFinite(above) && above > 0 ? ticks(above) : undefined;
}

/** Liquidates all that the present mark of the market reaches. */
export function liquidateReached(core: Core, market: Market): void {
  const mark = markOf(market);
  if (mark === undefined) return;
  for (let position = firstReached(core, market, mark); position; position = firstReached(core, market, mark)) {
    if (position.marginMode === 'isolated') liquidateIsolated(core, position);
    else liquidateCrossed(core, accountOf(core, position.account), position.symbol);
  }
}

function firstReached(core: Core, market: Market, mark: Ticks): Position | undefined {
  for (const position of core.positions.in(market.instrument.symbol)) {
    const band = bandOf(core, position);
    if (mark <= band.below || mark >= band.above) return position;
  }
  return undefined;
}

function liquidateIsolated(core: Core, position: Position): void {
  const account = accountOf(core, position.account);
  const { margin, symbol } = position;
  const before = account.balance;
  closeAtMark(core, account, position);
  const left = margin + account.balance - before;
  bookBill(core, account, { kind: 'liquidation', symbol, amount: asMoney(-left) });
}

/** All crossed positions go together, for they share one margin. */
function liquidateCrossed(core: Core, account: Account, symbol: string): void {
  for (const order of [...core.orders.of(account.name)]) {
    if (order.marginMode === 'crossed') cancelOrder(core, order);
  }
  for (const position of [...core.positions.of(account.name)]) {
    if (position.marginMode === 'crossed') closeAtMark(core, account, position);
  }
  const left = account.balance - isolatedMarginOf(core, account);
  bookBill(core, account, { kind: 'liquidation', symbol, amount: asMoney(-left) });
}

function closeAtMark(core: Core, account: Account, position: Position): void {
  for (const close of closesOf(core, position)) cancelOrder(core, close);
  cancelTriggersOf(core, position);
  const { size, leverage } = position;
  const price = knownMark(marketOf(core, position.symbol));
  const order = openOrder(core, account, {
    placement: marketClose(position, size),
    source: 'liquidation',
    leverage,
    reserved: ZERO,
  });
  applyFill(core, order, { price, size: lots(size), liquidity: 'taker' });
}

/**
 * Maintenance and closing fee at mark ÷ (margin + unrealised profit) of all that shares the margin: 1 liquidates.
 * For display only; undefined where nothing backs the position.
 */
export function marginRatioOf(core: Core, position: Position): number | undefined {
  const account = accountOf(core, position.account);
  const isIsolated = position.marginMode === 'isolated';
  const held = core.positions
    .of(account.name)
    .filter((other) => (isIsolated ? other === position : other.marginMode === 'crossed'));
  let [needed, backing] = [0n, isIsolated ? position.margin : account.balance - isolatedMarginOf(core, account)];
  for (const other of held) {
    const market = marketOf(core, other.symbol);
    const mark = knownMark(market);
    needed += maintenanceOf(market.instrument, other, mark);
    backing += unrealisedOf(market.instrument, other, mark);
  }
  return backing > 0n ? Number(needed) / Number(backing) : undefined;
}
