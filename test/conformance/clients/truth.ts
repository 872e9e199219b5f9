/**
 * What the exchange's core holds, in the plain numbers that other people's clients speak.
 * Invariant: read from the core alone; nothing of it has gone through the server's wire words.
 */
import {
  formatRate,
  type Instrument,
  type Level,
  type Lots,
  moneyToNumber,
  priceToNumber,
  type Rate,
  sizeToNumber,
  type Ticks,
} from '../../../src/domain/index.ts';
import type { OrderDetail, PositionDetail, TriggerDetail } from '../../../src/paper-exchange/core/index.ts';
import { BTC } from './market.ts';
import { ACCOUNT, type Session } from './session.ts';

export const priceOf = (ticks: Ticks | undefined, instrument: Instrument = BTC): number | undefined =>
  ticks === undefined ? undefined : priceToNumber(instrument, ticks);

export const sizeOf = (lots: Lots, instrument: Instrument = BTC): number => sizeToNumber(instrument, lots);

export const rateOf = (rate: Rate | undefined): number | undefined =>
  rate === undefined ? undefined : Number(formatRate(rate));

export const levelsOf = (levels: readonly Level[]): number[][] =>
  levels.map(([price, size]) => [priceToNumber(BTC, price), sizeOf(size)]);

/** The ticker of a contract, in numbers. */
export function tickerTruth({ exchange }: Session, instrument: Instrument = BTC) {
  const ticker = exchange.ticker(instrument.symbol);
  const price = (ticks: Ticks | undefined) => priceOf(ticks, instrument);
  return {
    at: ticker.at,
    last: price(ticker.last),
    bid: price(ticker.bid),
    bidSize: sizeOf(ticker.bidSize, instrument),
    ask: price(ticker.ask),
    askSize: sizeOf(ticker.askSize, instrument),
    mark: price(ticker.mark),
    index: price(ticker.index),
    high: price(ticker.high24h),
    low: price(ticker.low24h),
    volume: sizeOf(ticker.volume24h, instrument),
    turnover: moneyToNumber(ticker.turnover24h),
    fundingRate: rateOf(ticker.fundingRate),
    nextFundingAt: ticker.nextFundingAt,
  };
}

export function accountTruth({ exchange }: Session) {
  const { balance, equity, available, unrealised } = exchange.accountDetail(ACCOUNT);
  return {
    balance: moneyToNumber(balance),
    equity: moneyToNumber(equity),
    available: moneyToNumber(available),
    unrealised: moneyToNumber(unrealised),
  };
}

/** The order of that id, open or ended. @throws Error when the core has never heard of it. */
export function orderTruth({ exchange }: Session, id: unknown): OrderDetail {
  const order = exchange.order(ACCOUNT, { symbol: BTC.symbol, id: String(id) });
  if (!order) throw new Error(`the exchange has no order ${id}`);
  return order;
}

export const openOrders = ({ exchange }: Session): readonly OrderDetail[] => exchange.openOrderDetails(ACCOUNT);

export const openTriggers = ({ exchange }: Session): readonly TriggerDetail[] => exchange.openTriggerDetails(ACCOUNT);

export const positions = ({ exchange }: Session): readonly PositionDetail[] => exchange.positionDetails(ACCOUNT);

/** The only position. @throws Error when there is none or another. */
export function positionTruth(session: Session): PositionDetail {
  const [position, ...others] = positions(session);
  if (!position || others.length > 0) throw new Error(`${others.length + (position ? 1 : 0)} positions`);
  return position;
}

/** A row of the exchange's text with its decimals as numbers. */
export const numbersIn = (row: object | undefined): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(row ?? {}).map(([name, value]) => [name, isDecimal(value) ? Number(value) : value]),
  );

const isDecimal = (value: unknown): boolean => typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value);
