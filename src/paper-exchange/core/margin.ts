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
import { CASH_DECIMALS, moneyOfCash, openingCostCash, shareCash, valueCash } from './scale.ts';
import { type Account, type Core, knownMark, type Market, marketOf, type Position } from './state.ts';
import { tierOf, tierValueOf } from './tiers.ts';
import type { AccountDetail } from './types.ts';

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

/** price × size, exact. */
export function notionalOf(
  { instrument, scale }: Pick<Market, 'instrument' | 'scale'>,
  { price, size }: { readonly price: Ticks; readonly size: Lots },
): Money {
  const value = valueCash(scale, price, size);
  return Number.isNaN(value) ? notional(instrument, price, size) : moneyOfCash(value);
}

/** @param value price × size. */
export function feeOf(
  { instrument, scale }: Pick<Market, 'instrument' | 'scale'>,
  {
    price,
    size,
    liquidity,
  }: {
    readonly price: Ticks;
    readonly size: Lots;
    readonly liquidity: Liquidity;
  },
  value: Money,
): Money {
  const { numerator, denominator } = liquidity === 'maker' ? scale.maker : scale.taker;
  const fee = shareCash(valueCash(scale, price, size), numerator, denominator);
  return Number.isNaN(fee) ? feeFor(instrument, value, liquidity) : moneyOfCash(fee);
}

/** Initial margin of price × size. */
export function marginOf(
  { scale }: Pick<Market, 'scale'>,
  { price, size, value }: { readonly price: Ticks; readonly size: Lots; readonly value: Money },
  leverage: number,
): Money {
  const margin = shareCash(valueCash(scale, price, size), 1, leverage);
  return Number.isNaN(margin) ? marginFor(value, leverage) : moneyOfCash(margin);
}

/** What opening `size` at `price` takes out of the free cash: margin and taker fee. */
export function openingCost(
  { instrument, scale }: Pick<Market, 'instrument' | 'scale'>,
  price: Ticks,
  { size, leverage }: { size: Lots; leverage: number },
): Money {
  const cost = openingCostCash(scale, valueCash(scale, price, size), leverage);
  if (!Number.isNaN(cost)) return moneyOfCash(cost);
  const value = notional(instrument, price, size);
  return asMoney(marginFor(value, leverage) + feeFor(instrument, value, 'taker'));
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

/** Unheld cash for a position of the mode; crossed profit backs crossed positions only. May be negative. */
export function freeCash(core: Core, account: Account, marginMode: MarginMode): Money {
  const free = asMoney(account.balance - account.open.reserved - account.isolatedMargin);
  return account.crossedCount === 0 ? free : asMoney(free + crossedShare(core, account, marginMode));
}

/** What crossed positions add to the free cash, or take from it. */
function crossedShare(core: Core, account: Account, marginMode: MarginMode): bigint {
  let [unrealised, bound] = [0n, 0n];
  for (const position of core.positions.of(account.name)) {
    if (position.marginMode === 'isolated') continue;
    const market = marketOf(core, position.symbol);
    const mark = knownMark(market);
    unrealised += unrealisedOf(market.instrument, position, mark);
    bound += positionMargin(market.instrument, position, mark);
  }
  return marginMode === 'crossed' || unrealised < 0n ? unrealised - bound : -bound;
}

function freeOf(balance: Money, sums: Totals, marginMode: MarginMode): Money {
  const backing = marginMode === 'crossed' ? sums.crossedUnrealised : minMoney(sums.crossedUnrealised, ZERO);
  return asMoney(balance + backing - sums.isolatedMargin - sums.crossedMargin - sums.orderMargin);
}

export function accountReport(core: Core, account: Account): AccountReport {
  const available = maxMoney(freeCash(core, account, 'isolated'), ZERO);
  return {
    balance: account.balance,
    available,
    positionMode: account.positionMode,
  };
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
