/**
 * What an account owns, what is held, and what is free: initial margin, order margin, maintenance, equity.
 * Invariant: computed from positions, orders and cash each time; nothing here is stored or changed.
 */
import {
  type AccountReport,
  applyRate,
  asMoney,
  direction,
  divideRounded,
  type Instrument,
  type Liquidity,
  type Lots,
  type MarginMode,
  MONEY_DECIMALS,
  type Money,
  maxMoney,
  minMoney,
  notional,
  type Rate,
  type Ticks,
  ZERO,
} from '../../domain/index.ts';
import { type Account, type Core, knownMark, marketOf, type Position } from './state.ts';
import { tierOf, tierValueOf } from './tiers.ts';
import type { AccountDetail } from './types.ts';

/** Decimals of every cash movement. */
const CASH_DECIMALS = 8;

const CASH_UNIT = 10n ** BigInt(MONEY_DECIMALS - CASH_DECIMALS);

/** To whole units of cash, half away from zero. */
export function cash(amount: bigint): Money {
  const rest = amount % CASH_UNIT;
  if (rest === 0n) return asMoney(amount);
  const down = amount - rest;
  if (rest > 0n) return asMoney(2n * rest >= CASH_UNIT ? down + CASH_UNIT : down);
  return asMoney(-2n * rest >= CASH_UNIT ? down - CASH_UNIT : down);
}

export const marginFor = (value: Money, leverage: number): Money => cash(divideRounded(value, BigInt(leverage)));

export const feeFor = (instrument: Instrument, value: Money, liquidity: Liquidity): Money =>
  cash(applyRate(value, liquidity === 'maker' ? instrument.makerFee : instrument.takerFee));

/** What opening `size` at `price` takes out of the free cash: margin and taker fee. */
export function openingCost(instrument: Instrument, price: Ticks, terms: { size: Lots; leverage: number }): Money {
  const value = notional(instrument, price, terms.size);
  return asMoney(marginFor(value, terms.leverage) + feeFor(instrument, value, 'taker'));
}

export const unrealisedOf = (instrument: Instrument, position: Position, mark: Ticks): Money =>
  asMoney(BigInt(direction(position.positionSide)) * (notional(instrument, mark, position.size) - position.cost));

/** Share of the value at mark that must be covered: maintenance rate and the fee of closing. @param value decides on the tier. */
export const maintenanceRate = (instrument: Instrument, value: Money = ZERO): Rate =>
  ((tierOf(instrument, value)?.maintenanceMargin ?? instrument.maintenanceMargin) + instrument.takerFee) as Rate;

/** The same of a position's tier. */
export function maintenanceRateOf(core: Core, position: Position): Rate {
  const { instrument } = marketOf(core, position.symbol);
  return maintenanceRate(instrument, instrument.tiers ? tierValueOf(core, position) : ZERO);
}

export const maintenanceOf = (core: Core, position: Position, mark: Ticks): Money =>
  applyRate(
    notional(marketOf(core, position.symbol).instrument, mark, position.size),
    maintenanceRateOf(core, position),
  );

export const positionMargin = (instrument: Instrument, position: Position, mark: Ticks): Money =>
  position.marginMode === 'isolated'
    ? position.margin
    : marginFor(notional(instrument, mark, position.size), position.leverage);

type Totals = Pick<
  AccountDetail,
  'unrealised' | 'crossedUnrealised' | 'isolatedMargin' | 'crossedMargin' | 'orderMargin' | 'maintenance'
>;

function totals(core: Core, account: Account): Totals {
  let [unrealised, crossedUnrealised, isolatedMargin, crossedMargin, maintenance] = [0n, 0n, 0n, 0n, 0n];
  for (const position of core.positions.of(account.name)) {
    const market = marketOf(core, position.symbol);
    const mark = knownMark(market);
    const profit = unrealisedOf(market.instrument, position, mark);
    const margin = positionMargin(market.instrument, position, mark);
    unrealised += profit;
    maintenance += maintenanceOf(core, position, mark);
    if (position.marginMode === 'crossed') {
      crossedUnrealised += profit;
      crossedMargin += margin;
    } else isolatedMargin += margin;
  }
  return {
    unrealised: asMoney(unrealised),
    crossedUnrealised: asMoney(crossedUnrealised),
    isolatedMargin: asMoney(isolatedMargin),
    crossedMargin: asMoney(crossedMargin),
    orderMargin: asMoney(account.open.reserved),
    maintenance: asMoney(maintenance),
  };
}

/** Sum of the margins of isolated positions. */
export function isolatedMarginOf(core: Core, account: Account): Money {
  let sum = 0n;
  for (const position of core.positions.of(account.name)) sum += position.margin;
  return asMoney(sum);
}

export const hasCrossed = (core: Core, account: Account): boolean =>
  core.positions.of(account.name).some((position) => position.marginMode === 'crossed');

/** Unheld cash for a position of the mode; crossed profit backs crossed positions only. May be negative. */
export function freeCash(core: Core, account: Account, marginMode: MarginMode): Money {
  let [crossedUnrealised, bound] = [0n, account.open.reserved];
  for (const position of core.positions.of(account.name)) {
    if (position.marginMode === 'isolated') {
      bound += position.margin;
      continue;
    }
    const market = marketOf(core, position.symbol);
    const mark = knownMark(market);
    crossedUnrealised += unrealisedOf(market.instrument, position, mark);
    bound += positionMargin(market.instrument, position, mark);
  }
  const backing = marginMode === 'crossed' || crossedUnrealised < 0n ? crossedUnrealised : 0n;
  return asMoney(account.balance + backing - bound);
}

function freeOf(balance: Money, sums: Totals, marginMode: MarginMode): Money {
  const backing = marginMode === 'crossed' ? sums.crossedUnrealised : minMoney(sums.crossedUnrealised, ZERO);
  return asMoney(balance + backing - sums.isolatedMargin - sums.crossedMargin - sums.orderMargin);
}

export function accountReport(core: Core, account: Account): AccountReport {
  const available = maxMoney(freeCash(core, account, 'isolated'), ZERO);
  return { balance: account.balance, available, positionMode: account.positionMode };
}

export function accountDetail(core: Core, account: Account): AccountDetail {
  const sums = totals(core, account);
  return {
    name: account.name,
    positionMode: account.positionMode,
    balance: account.balance,
    available: maxMoney(freeOf(account.balance, sums, 'isolated'), ZERO),
    crossedAvailable: maxMoney(freeOf(account.balance, sums, 'crossed'), ZERO),
    equity: asMoney(account.balance + sums.unrealised),
    ...sums,
  };
}
