/**
 * What the embedded exchange shows of itself: orders, triggers, plans, positions, accounts, markets.
 * Invariant: values and copies; whoever holds one sees a moment, not the state.
 */
import type {
  AccountReport,
  Level,
  Lots,
  MarginMode,
  Money,
  OrderReport,
  OrderRequest,
  PositionMode,
  PositionReport,
  PositionSide,
  Rate,
  Side,
  Ticks,
  TriggerReport,
} from '../../domain/index.ts';
import type { RefusalCode } from './refusals.ts';
import type { PlanRequest, PresetTerms, StpMode } from './requests.ts';

/** Who made the order: the account's owner, a trigger or plan that fired, or the exchange that liquidates or delists. */
export type OrderSource = 'client' | 'trigger' | 'plan' | 'liquidation' | 'delisting';

/** Why an order was canceled before it was filled. */
export type CancelReason =
  | 'client'
  | 'modified'
  /** A post-only order that would have taken. */
  | 'post-only'
  /** All of it could not be filled at once. */
  | 'fok'
  /** What could not be filled at once: immediate-or-cancel and market orders. */
  | 'ioc'
  | 'self-trade'
  | 'insufficient-margin'
  /** Nothing is left to close, or another close took its place. */
  | 'nothing-to-close'
  | 'displaced'
  | 'liquidation'
  /** It was on its way when its symbol was halted. */
  | 'halted'
  | 'delisting';

export type OrderDetail = OrderReport &
  PresetTerms & {
    readonly account: string;
    readonly side: Side;
    readonly source: OrderSource;
    readonly timeInForce: OrderRequest['timeInForce'];
    readonly marginMode: MarginMode;
    readonly leverage: number;
    readonly stopLoss: Ticks | undefined;
    readonly takeProfit: Ticks | undefined;
    readonly stpMode: StpMode;
    readonly cancelReason: CancelReason | undefined;
    /** Sum of price × size of its fills, exact. */
    readonly filledNotional: Money;
    /** Sum of its fees; positive is a cost. */
    readonly fee: Money;
    /** Sum of the profit its fills realised, before fees. */
    readonly profit: Money;
    readonly createdAt: number;
  };

export type TriggerDetail = TriggerReport & {
  readonly account: string;
  /** The order whose preset it is; empty otherwise. */
  readonly parentOrderId: string;
  /** The order it fired into; empty before, and where that order was refused. */
  readonly firedOrderId: string;
  /** The trigger that it was placed with as one (see `placeTriggerPair`): what ends one of them ends both. */
  readonly partnerId?: string | undefined;
  /** Limit of the order that it fires; undefined: at market. */
  readonly executePrice?: Ticks | undefined;
  readonly stpMode?: StpMode | undefined;
  /** Why the order was refused that it should have fired. */
  readonly failReason?: RefusalCode | undefined;
  readonly createdAt: number;
};

export type PlanStatus = 'live' | 'triggered' | 'failed' | 'canceled';

export type PlanDetail = PlanRequest & {
  readonly account: string;
  readonly planId: string;
  readonly status: PlanStatus;
  /** The order it fired into; empty before, and where that order was refused. */
  readonly firedOrderId: string;
  /** Why the order was refused that it should have fired: then the status is `failed`. */
  readonly failReason: RefusalCode | undefined;
  /** True: fires, or is activated, at its trigger price and below. */
  readonly firesBelow: boolean;
  /** Of a trailing plan: it follows the price. */
  readonly isActive: boolean;
  /** The best price since it became active. */
  readonly extreme: Ticks | undefined;
  readonly createdAt: number;
  readonly updatedAt: number;
};

/** A position from its first fill to its last. */
export type ClosedPosition = {
  readonly positionId: string;
  readonly account: string;
  readonly symbol: string;
  readonly positionSide: PositionSide;
  readonly marginMode: MarginMode;
  readonly positionMode: PositionMode;
  readonly leverage: number;
  /** Lots opened, and so closed, over its life. */
  readonly size: Lots;
  /** Sums of price × size of the opening and the closing fills, exact; ÷ size they are the average prices. */
  readonly openNotional: Money;
  readonly closeNotional: Money;
  /** Averages as decimal text, to 12 decimals. */
  readonly openPrice: string;
  readonly closePrice: string;
  /** Before fees and funding. */
  readonly profit: Money;
  readonly openFee: Money;
  readonly closeFee: Money;
  /** Received; negative was paid. */
  readonly funding: Money;
  /** profit − fees + funding. */
  readonly net: Money;
  readonly openedAt: number;
  readonly closedAt: number;
};

export type PositionDetail = PositionReport & {
  readonly account: string;
  readonly positionId: string;
  /** Set aside for it: isolated margin, or size × mark ÷ leverage in crossed mode. */
  readonly margin: Money;
  /** Profit at mark, not booked. */
  readonly unrealised: Money;
  /** Booked since it was opened: profit of partial closes before fees. */
  readonly realised: Money;
  /** Fees paid since it was opened; positive is a cost. */
  readonly fees: Money;
  readonly openFee: Money;
  readonly closeFee: Money;
  /** Free isolated cash flows in before it is liquidated. */
  readonly isAutoMargin: boolean;
  /** Maintenance margin rate of its tier. */
  readonly maintenanceRate: Rate;
  /** Price at which closing all of it at taker fee leaves neither profit nor loss, over its whole life. */
  readonly breakEven: Ticks;
  /** Funding received since it was opened; negative was paid. */
  readonly funding: Money;
  /** Needed at mark: size × mark × (maintenance rate + taker fee). */
  readonly maintenance: Money;
  /** Needed ÷ what backs the position; liquidated at 1. For display; undefined where nothing backs it. */
  readonly marginRatio: number | undefined;
  /** Lots that no open close order occupies. */
  readonly closable: Lots;
  readonly mark: Ticks;
  readonly openedAt: number;
  readonly updatedAt: number;
};

export type AccountDetail = AccountReport & {
  readonly name: string;
  /** balance + unrealised. */
  readonly equity: Money;
  readonly unrealised: Money;
  readonly crossedUnrealised: Money;
  readonly isolatedMargin: Money;
  readonly crossedMargin: Money;
  /** Held for open orders: margin and taker fee. */
  readonly orderMargin: Money;
  /** Of all positions, at mark. */
  readonly maintenance: Money;
  /** Free for crossed positions: counts crossed profit, which `available` does not. Never negative. */
  readonly crossedAvailable: Money;
};

export type SymbolSetting = { readonly leverage: number; readonly marginMode: MarginMode };

/** Prices are undefined before the source has given any. */
export type Ticker = {
  readonly symbol: string;
  /** Of the market's last change; what the accounts do leaves it. */
  readonly at: number;
  readonly last: Ticks | undefined;
  readonly bid: Ticks | undefined;
  readonly bidSize: Lots;
  readonly ask: Ticks | undefined;
  readonly askSize: Lots;
  readonly mark: Ticks | undefined;
  readonly index: Ticks | undefined;
  readonly fundingRate: Rate;
  readonly nextFundingAt: number;
  readonly open24h: Ticks | undefined;
  readonly high24h: Ticks | undefined;
  readonly low24h: Ticks | undefined;
  /** Base coin traded outside in 24 hours, to the minute. */
  readonly volume24h: Lots;
  /** The same at each minute's closing price. */
  readonly turnover24h: Money;
};

/** A trade as the public sees it; `side` is the taker's. */
export type PublicTrade = {
  readonly tradeId: string;
  readonly price: Ticks;
  readonly size: Lots;
  readonly side: Side;
  readonly at: number;
};

export type FundingSettlement = { readonly at: number; readonly rate: Rate; readonly mark: Ticks };

/** 0 to 1: the share of the symbol's positions of the same side whose leveraged profit is lower. */
export type AdlRank = { readonly symbol: string; readonly positionSide: PositionSide; readonly rank: number };

/** Best first. Outside liquidity and the accounts' own resting orders as one. */
export type BookView = {
  readonly symbol: string;
  readonly at: number;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
};

/** Where all cash is; the sum of everything here never changes. */
export type Pools = {
  /** Counterparty of every realised profit. */
  readonly market: Money;
  readonly fees: Money;
  readonly funding: Money;
  readonly insurance: Money;
  /** Where transferred cash comes from and goes to. */
  readonly outside: Money;
};
