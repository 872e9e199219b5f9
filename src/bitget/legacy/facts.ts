/**
 * What an account says of itself in answer to a V1 program, before it is put into V1's words: the same for both families.
 * Invariant: every number is the exchange's own decimal text; '' where the exchange says nothing.
 */
import type { MarginMode, OrderIntent, PositionSide, Side } from '../../domain/index.ts';

/** What an order does, and in which position mode it was placed. */
export type Doing = { readonly intent: OrderIntent; readonly positionSide: PositionSide; readonly isHedge: boolean };

export type Names = { readonly orderId?: string | undefined; readonly clientOid?: string | undefined };

/** Balances of the margin coin. */
export type BalanceFacts = {
  readonly locked: string;
  readonly available: string;
  readonly crossedAvailable: string;
  readonly isolatedAvailable: string;
  readonly transferable: string;
  readonly equity: string;
  readonly btcEquity: string;
  readonly crossedRiskRate: string;
  readonly unrealized: string;
};

export type LeverageFacts = {
  readonly marginMode: MarginMode;
  readonly crossed: string;
  readonly long: string;
  readonly short: string;
};

/** How an account trades one contract. */
export type SettingFacts = LeverageFacts & { readonly isHedge: boolean };

export type AccountFacts = BalanceFacts & SettingFacts;

export type PositionFacts = {
  /** By socket only. */
  readonly positionId: string;
  readonly symbol: string;
  readonly positionSide: PositionSide;
  readonly isHedge: boolean;
  readonly marginMode: MarginMode;
  /** In orders that would open more of it. */
  readonly delegated: string;
  readonly margin: string;
  readonly available: string;
  readonly locked: string;
  readonly total: string;
  readonly leverage: string;
  readonly realized: string;
  readonly entryPrice: string;
  readonly unrealized: string;
  readonly unrealizedRate: string;
  readonly liquidationPrice: string;
  readonly maintenanceRate: string;
  readonly marginRate: string;
  readonly markPrice: string;
  readonly isAutoMargin: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
};

export type ClosedPositionFacts = {
  readonly symbol: string;
  readonly positionSide: string;
  readonly marginMode: MarginMode;
  readonly entryPrice: string;
  readonly exitPrice: string;
  readonly opened: string;
  readonly closed: string;
  readonly profit: string;
  readonly net: string;
  readonly funding: string;
  readonly openFee: string;
  readonly closeFee: string;
  readonly createdAt: string;
  readonly updatedAt: string;
};

export type OrderState = 'live' | 'partially-filled' | 'filled' | 'canceled' | 'rejected';

export type OrderFacts = Doing & {
  readonly symbol: string;
  readonly orderId: string;
  readonly clientOid: string;
  readonly type: string;
  readonly force: string;
  readonly state: OrderState;
  readonly size: string;
  readonly filled: string;
  readonly filledValue: string;
  readonly price: string;
  readonly averagePrice: string;
  /** Negative when paid. */
  readonly fee: string;
  readonly profit: string;
  readonly leverage: string;
  readonly marginMode: MarginMode;
  readonly source: string;
  readonly takeProfit: string;
  readonly stopLoss: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** The fill that a message by socket is about; undefined where it names none. */
  readonly fill: LastFill | undefined;
};

export type LastFill = {
  readonly tradeId: string;
  readonly price: string;
  readonly size: string;
  readonly fee: string;
  readonly isMaker: boolean;
  readonly at: string;
};

export type FillFacts = Doing & {
  readonly symbol: string;
  readonly tradeId: string;
  readonly orderId: string;
  readonly price: string;
  readonly size: string;
  readonly value: string;
  /** Negative when paid. */
  readonly fee: string;
  readonly profit: string;
  readonly isMaker: boolean;
  readonly at: string;
};

/** `normal_plan` waits for a price, `track_plan` and `moving_plan` follow it; the others close a position. */
export type PlanKind =
  | 'normal_plan'
  | 'track_plan'
  | 'profit_plan'
  | 'loss_plan'
  | 'moving_plan'
  | 'pos_profit'
  | 'pos_loss';

export type PlanState = 'live' | 'triggered' | 'canceled' | 'rejected';

export type PlanFacts = Doing & {
  readonly symbol: string;
  readonly orderId: string;
  readonly clientOid: string;
  readonly kind: PlanKind;
  readonly state: PlanState;
  /** '' for one that covers the whole position. */
  readonly size: string;
  readonly type: string;
  readonly triggerPrice: string;
  readonly isByMark: boolean;
  /** '' or 0 at market. */
  readonly executePrice: string;
  readonly takeProfit: string;
  readonly stopLoss: string;
  /** Per cent, of one that follows the price. */
  readonly callback: string;
  /** Of one that has fired. */
  readonly firedOrderId: string;
  readonly createdAt: string;
  readonly updatedAt: string;
};

export type BillFacts = {
  readonly id: string;
  readonly symbol: string;
  readonly amount: string;
  readonly fee: string;
  readonly business: string;
  readonly at: string;
};

/** One page of a list that goes back in time. */
export type Page<Row> = { readonly rows: readonly Row[]; readonly endId: string };

export type PageQuery = {
  readonly startTime?: string | undefined;
  readonly endTime?: string | undefined;
  readonly limit?: string | undefined;
  /** The `endId` of the page before. */
  readonly after?: string | undefined;
};

/** An order to be placed. */
export type OrderWish = Doing & {
  readonly size: string;
  readonly type: 'limit' | 'market';
  readonly price: string | undefined;
  readonly force: 'gtc' | 'post_only' | 'fok' | 'ioc' | undefined;
  readonly clientOid: string;
  readonly takeProfit: string | undefined;
  readonly stopLoss: string | undefined;
};

export type OrderChange = Names & {
  readonly symbol: string;
  readonly newClientOid: string;
  readonly size: string | undefined;
  readonly price: string | undefined;
  readonly takeProfit: string | undefined;
  readonly stopLoss: string | undefined;
};

/** A take-profit or stop-loss of a position. */
export type TriggerWish = {
  readonly symbol: string;
  readonly kind: 'profit_plan' | 'loss_plan' | 'moving_plan' | 'pos_profit' | 'pos_loss';
  readonly positionSide: PositionSide;
  readonly isHedge: boolean;
  readonly triggerPrice: string;
  readonly isByMark: boolean;
  /** Undefined: the whole position. */
  readonly size: string | undefined;
  readonly callback: string | undefined;
  readonly clientOid: string;
};

/** An order that waits for a price, or follows it. */
export type PlanWish = Doing & {
  readonly symbol: string;
  readonly marginMode: MarginMode;
  readonly size: string;
  readonly type: 'limit' | 'market';
  readonly executePrice: string | undefined;
  readonly triggerPrice: string;
  readonly isByMark: boolean;
  /** Per cent; of one that follows the price. */
  readonly callback: string | undefined;
  readonly clientOid: string;
  readonly takeProfit: string | undefined;
  readonly stopLoss: string | undefined;
};

/** What is undefined of it stays; an empty take-profit or stop-loss is removed. */
export type PlanChange = Names & {
  readonly symbol: string;
  readonly triggerPrice?: string | undefined;
  readonly isByMark?: boolean | undefined;
  readonly executePrice?: string | undefined;
  readonly takeProfit?: string | undefined;
  readonly stopLoss?: string | undefined;
};

export type Ack = { readonly orderId: string; readonly clientOid: string };
export type Failure = Ack & { readonly code: string; readonly message: string };
export type Batch = { readonly done: readonly (Ack & { symbol: string })[]; readonly failed: readonly Failure[] };

export type Reversal = Doing & {
  readonly symbol: string;
  /** Of the trade that closes. */
  readonly side: Side;
  readonly size: string | undefined;
  readonly clientOid: string;
};
