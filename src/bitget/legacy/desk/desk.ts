/**
 * What V1 asks of an account, in words that both families can answer.
 * Invariant: a call either says what became of it or throws; a lost answer is never made up.
 */
import type { MarginMode, PositionSide } from '../../../domain/index.ts';
import type {
  AccountFacts,
  Ack,
  BalanceFacts,
  Batch,
  BillFacts,
  ClosedPositionFacts,
  FillFacts,
  LeverageFacts,
  Names,
  OrderChange,
  OrderFacts,
  OrderWish,
  Page,
  PageQuery,
  PlanChange,
  PlanFacts,
  PlanKind,
  PlanWish,
  PositionFacts,
  Reversal,
  SettingFacts,
  TriggerWish,
} from '../facts.ts';

/** Of a list: of one contract, or of all where none is named. */
export type Listed = PageQuery & { readonly symbol?: string | undefined };

/** What size an amount of margin opens. */
export type OpenCount = {
  readonly symbol: string;
  readonly price: string;
  readonly amount: string;
  readonly leverage: string;
};

/** Each method of the three throws BitgetError, whose `outcome` says whether a change was carried out. */
export interface AccountDesk {
  balance(): Promise<BalanceFacts>;
  account(symbol: string): Promise<AccountFacts>;
  setting(symbol: string): Promise<SettingFacts>;
  setLeverage(symbol: string, leverage: string, side: PositionSide | undefined): Promise<LeverageFacts>;
  setMarginMode(symbol: string, marginMode: MarginMode): Promise<LeverageFacts>;
  setPositionMode(isHedge: boolean): Promise<void>;
  /** @param amount negative to take back */
  moveMargin(symbol: string, amount: string, side: PositionSide): Promise<void>;
  setAutoMargin(symbol: string, side: PositionSide, isOn: boolean): Promise<void>;
  openCount(asked: OpenCount): Promise<string>;
  positions(symbol: string | undefined): Promise<readonly PositionFacts[]>;
  closedPositions(asked: Listed): Promise<Page<ClosedPositionFacts>>;
  bills(asked: Listed & { readonly business?: string | undefined }): Promise<Page<BillFacts>>;
}

export interface OrderDesk {
  place(symbol: string, order: OrderWish, marginMode: MarginMode): Promise<Ack>;
  placeAll(symbol: string, orders: readonly OrderWish[], marginMode: MarginMode): Promise<Batch>;
  modify(change: OrderChange): Promise<Ack>;
  cancel(symbol: string, names: Names): Promise<Ack>;
  cancelAll(symbol: string, names: readonly Names[]): Promise<Batch>;
  /** Every open order, of one contract or of all. */
  clear(symbol: string | undefined): Promise<Batch>;
  /** Closes every position at market. */
  closeAll(): Promise<Batch>;
  reverse(reversal: Reversal): Promise<Ack>;
  order(symbol: string, names: Names): Promise<OrderFacts>;
  openOrders(symbol: string | undefined): Promise<readonly OrderFacts[]>;
  pastOrders(asked: Listed & Pick<Names, 'clientOid'>): Promise<Page<OrderFacts>>;
  fills(asked: Listed & Pick<Names, 'orderId'>): Promise<Page<FillFacts>>;
}

export interface PlanDesk {
  placeTrigger(trigger: TriggerWish): Promise<Ack>;
  moveTrigger(symbol: string, names: Names, triggerPrice: string): Promise<Ack>;
  place(plan: PlanWish): Promise<Ack>;
  change(change: PlanChange): Promise<Ack>;
  cancel(symbol: string, names: Names, kind: PlanKind): Promise<Ack>;
  /** Every live one of the kind, of one contract or of all. */
  clear(symbol: string | undefined, kind: PlanKind): Promise<void>;
  open(symbol: string | undefined): Promise<readonly PlanFacts[]>;
  past(asked: Listed): Promise<Page<PlanFacts>>;
}

export type Desk = { readonly account: AccountDesk; readonly orders: OrderDesk; readonly plans: PlanDesk };
