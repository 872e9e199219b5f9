/**
 * What may be asked of the embedded exchange.
 * Invariant: asking changes nothing; answers are copies.
 */
import type {
  AccountReport,
  Bill,
  Candle,
  Fill,
  Instrument,
  Lots,
  Money,
  OrderReport,
  PositionReport,
  Ticks,
  TriggerReport,
} from '../../domain/index.ts';
import { adlRanks } from './adl.ts';
import { estimateLiquidation, maxOpen } from './estimates.ts';
import { totalCash } from './ledger.ts';
import { accountDetail, accountReport } from './margin.ts';
import { openInterestOf } from './open-interest.ts';
import { detailOf, findOrder, reportOf } from './order-store.ts';
import { findPlan, planDetail } from './plan-store.ts';
import { bookView, positionDetail, positionReport, since, tickerOf } from './queries.ts';
import { accountOf, type Core, listedMarket, settingOf } from './state.ts';
import { findTrigger, triggerDetail, triggerReport } from './trigger-store.ts';
import type {
  AccountDetail,
  AdlRank,
  BookView,
  ClosedPosition,
  FundingSettlement,
  LiquidationEstimateRequest,
  MaxOpenRequest,
  OrderDetail,
  PlanDetail,
  Pools,
  PositionDetail,
  PublicTrade,
  Reference,
  SymbolSetting,
  Ticker,
  TriggerDetail,
} from './types.ts';

/** Every method that takes an account throws InvalidInput when there is no such account. */
export class ExchangeView {
  protected readonly core: Core;

  protected constructor(core: Core) {
    this.core = core;
  }

  /** Time of the last update or command. */
  get now(): number {
    return this.core.now;
  }

  /** How many orders, triggers, plans, fills and bills there have been: rises with each, and is part of their ids. */
  get sequence(): number {
    return this.core.lastId;
  }

  get instruments(): readonly Instrument[] {
    return [...this.core.markets.values()].map((market) => market.instrument);
  }

  get accountNames(): readonly string[] {
    return [...this.core.accounts.keys()];
  }

  account(name: string): AccountReport {
    return accountReport(this.core, accountOf(this.core, name));
  }

  accountDetail(name: string): AccountDetail {
    return accountDetail(this.core, accountOf(this.core, name));
  }

  /** @throws InvalidInput when the symbol is not listed. */
  setting(account: string, symbol: string): SymbolSetting {
    return settingOf(this.core, accountOf(this.core, account), listedMarket(this.core, symbol).instrument.symbol);
  }

  positions(account: string): readonly PositionReport[] {
    return this.core.positions
      .of(accountOf(this.core, account).name)
      .map((position) => positionReport(this.core, position));
  }

  positionDetails(account: string): readonly PositionDetail[] {
    return this.core.positions
      .of(accountOf(this.core, account).name)
      .map((position) => positionDetail(this.core, position));
  }

  /** Oldest first. */
  openOrders(account: string): readonly OrderReport[] {
    return this.core.orders.of(accountOf(this.core, account).name).map(reportOf);
  }

  openOrderDetails(account: string): readonly OrderDetail[] {
    return this.core.orders.of(accountOf(this.core, account).name).map(detailOf);
  }

  /** Open, or finished and not yet forgotten. */
  order(account: string, reference: Reference): OrderDetail | undefined {
    const order = findOrder(accountOf(this.core, account), reference);
    return order && detailOf(order);
  }

  /** Finished orders that changed at or after `from`, in the order in which they ended. */
  finishedOrders(account: string, from: number): readonly OrderDetail[] {
    return accountOf(this.core, account)
      .orders.filter((order) => order.updatedAt >= from)
      .map(detailOf);
  }

  /** Oldest first. */
  openTriggers(account: string): readonly TriggerReport[] {
    return this.core.triggers.of(accountOf(this.core, account).name).map(triggerReport);
  }

  openTriggerDetails(account: string): readonly TriggerDetail[] {
    return this.core.triggers.of(accountOf(this.core, account).name).map(triggerDetail);
  }

  /** Live, or ended and not yet forgotten. */
  trigger(account: string, reference: Reference): TriggerDetail | undefined {
    const trigger = findTrigger(this.core, accountOf(this.core, account), reference);
    return trigger && triggerDetail(trigger);
  }

  /** Ended triggers that changed at or after `from`, in the order in which they ended. */
  finishedTriggers(account: string, from: number): readonly TriggerDetail[] {
    return accountOf(this.core, account)
      .triggers.filter((trigger) => trigger.updatedAt >= from)
      .map(triggerDetail);
  }

  /** At or after `from`, oldest first. */
  fills(account: string, from: number): readonly Fill[] {
    return since(accountOf(this.core, account).fills, from);
  }

  /** At or after `from`, oldest first. */
  bills(account: string, from: number): readonly Bill[] {
    return since(accountOf(this.core, account).bills, from);
  }

  /** Live plans, oldest first. */
  plans(account: string): readonly PlanDetail[] {
    return this.core.plans.of(accountOf(this.core, account).name).map(planDetail);
  }

  /** Live, or ended and not yet forgotten. */
  plan(account: string, reference: Reference): PlanDetail | undefined {
    const plan = findPlan(this.core, accountOf(this.core, account), reference);
    return plan && planDetail(plan);
  }

  /** Ended plans that changed at or after `from`, in the order in which they ended. */
  finishedPlans(account: string, from: number): readonly PlanDetail[] {
    return accountOf(this.core, account)
      .plans.filter((plan) => plan.updatedAt >= from)
      .map(planDetail);
  }

  /** Positions that closed at or after `from`, in the order in which they closed. */
  closedPositions(account: string, from: number): readonly ClosedPosition[] {
    return accountOf(this.core, account).closed.filter((position) => position.closedAt >= from);
  }

  /** Lots that the account could open now; 0 where there is no price. @throws InvalidInput when the symbol is not listed. */
  maxOpen(account: string, request: MaxOpenRequest): Lots {
    listedMarket(this.core, request.symbol);
    return maxOpen(this.core, accountOf(this.core, account), request);
  }

  /**
   * The mark at which the position would be liquidated after opening this, all else as it is; undefined where no price does.
   * @throws InvalidInput when the symbol is not listed.
   */
  estimateLiquidation(account: string, request: LiquidationEstimateRequest): Ticks | undefined {
    listedMarket(this.core, request.symbol);
    return estimateLiquidation(this.core, accountOf(this.core, account), request);
  }

  /** Of each position of the account. */
  adlRanks(account: string): readonly AdlRank[] {
    return adlRanks(this.core, accountOf(this.core, account));
  }

  /** As it is now: status and funding interval may have changed. @throws InvalidInput when the symbol is not listed. */
  instrument(symbol: string): Instrument {
    return listedMarket(this.core, symbol).instrument;
  }

  /** Newest first, at most 500: trades outside and trades that the accounts' orders made. @throws InvalidInput when the symbol is not listed. */
  recentTrades(symbol: string, count: number): readonly PublicTrade[] {
    return listedMarket(this.core, symbol).trades.newest(count);
  }

  /** Oldest first, the last 1,000. @throws InvalidInput when the symbol is not listed. */
  fundingHistory(symbol: string): readonly FundingSettlement[] {
    return [...listedMarket(this.core, symbol).settlements];
  }

  /** By a model, see `open-interest.ts`. @throws InvalidInput when the symbol is not listed. */
  openInterest(symbol: string): Lots {
    return openInterestOf(this.core, listedMarket(this.core, symbol));
  }

  /**
   * One-minute candles of mark, index or premium (in steps of 10^-8), oldest first, the last 200, the present one last.
   * @throws InvalidInput when the symbol is not listed.
   */
  priceCandles(symbol: string, of: 'mark' | 'index' | 'premium'): readonly Candle[] {
    return listedMarket(this.core, symbol).minutes[of].candles();
  }

  /** @throws InvalidInput when the symbol is not listed. */
  book(symbol: string, depth: number): BookView {
    return bookView(this.core, listedMarket(this.core, symbol), depth);
  }

  /** @throws InvalidInput when the symbol is not listed. */
  ticker(symbol: string): Ticker {
    return tickerOf(this.core, listedMarket(this.core, symbol));
  }

  get pools(): Pools {
    return { ...this.core.pools };
  }

  /** Sum of the accounts' and pools' cash: constant to the last digit. */
  get totalCash(): Money {
    return totalCash(this.core);
  }
}
