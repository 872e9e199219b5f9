/**
 * The embedded exchange's own vocabulary: how it is configured, what it is asked, what it answers.
 * Invariant: no wire names; a business "no" is a value with a code of `RefusalCode`.
 */
import type {
  AccountReport,
  Details,
  Instrument,
  Level,
  Lots,
  MarginMode,
  Money,
  OrderReport,
  OrderRequest,
  PositionMode,
  PositionReport,
  Rate,
  Side,
  Ticks,
  TriggerPriceType,
  TriggerReport,
  VenueEvent,
} from '../../domain/index.ts';

export type AccountConfig = {
  readonly name: string;
  /** Opening cash. */
  readonly balance: Money;
  readonly positionMode: PositionMode;
  /** Of every symbol until `setMarginMode` changes it. */
  readonly marginMode: MarginMode;
  /** Of every symbol until `setLeverage` changes it; default 10, cut to the instrument's bounds. */
  readonly leverage?: number;
};

/** Each order and cancel takes `baseMs` plus a seeded share of `jitterMs` to reach the book; both zero: at once. */
export type LatencyConfig = { readonly baseMs: number; readonly jitterMs: number };

/** Price of liquidity where the source shows none (candles). See `slippage.ts` for the formula. */
export type SlippageConfig = {
  /** Half of the spread: the larger of the two holds. */
  readonly halfSpreadTicks: number;
  readonly halfSpreadBps: number;
  /** Factor of the square-root impact against the minute's range and volume; 0 turns it off. */
  readonly impact: number;
};

export type ExchangeOptions = {
  readonly instruments: readonly Instrument[];
  readonly accounts: readonly AccountConfig[];
  /** Default: no latency. */
  readonly latency?: LatencyConfig;
  /** Default: half spread of 1 tick or 0.5 bps, impact factor 1. */
  readonly slippage?: SlippageConfig;
  /** Of the latency jitter; default 1. */
  readonly seed?: number;
  /** Which price fires an order's presets; default `last`. */
  readonly presetTriggerBy?: TriggerPriceType;
  /** Open orders, and live triggers, per account and symbol; default 200. */
  readonly openMax?: number;
  /** Finished orders, finished triggers, fills and bills kept per account; default 10,000. */
  readonly historyMax?: number;
};

/** In the order in which they happen; `changed` comes last, once per account, kind and symbol. */
export type CoreOutput =
  | { readonly account: string; readonly event: VenueEvent }
  /** Ask again: cash, margins or available (`symbol` names the cause), or a position of the symbol. */
  | {
      readonly account: string;
      readonly changed: 'balance' | 'position';
      readonly symbol: string;
      readonly at: number;
    };

export type RefusalCode =
  | 'unknown-symbol'
  | 'halted'
  | 'opening-not-allowed'
  | 'no-price'
  | 'price-missing'
  | 'price-invalid'
  | 'price-out-of-band'
  | 'size-invalid'
  | 'size-below-minimum'
  | 'size-above-maximum'
  | 'below-minimum-notional'
  | 'insufficient-margin'
  | 'leverage-out-of-range'
  | 'margin-mode-mismatch'
  | 'duplicate-client-oid'
  | 'too-many-orders'
  | 'too-many-triggers'
  | 'no-position'
  /** A close, or a sized trigger, is larger than what is left to close. */
  | 'reduce-size'
  | 'order-not-found'
  | 'trigger-not-found'
  /** The trigger, or a preset, lies on the wrong side of the present price. */
  | 'trigger-would-fire'
  | 'position-mode-locked'
  | 'margin-mode-locked';

export type Refusal = { readonly ok: false; readonly code: RefusalCode; readonly details: Details };
/** `id`: of the order or trigger concerned; of settings the symbol or account. Received, not matched. */
export type Accepted = { readonly ok: true; readonly id: string };
export type CommandResult = Accepted | Refusal;
export type CommandAnswer = { readonly result: CommandResult; readonly outputs: readonly CoreOutput[] };

/** The leverage is the symbol's setting (see `setLeverage`); an `OrderRequest` fits as it is. `clientOid` may be empty. */
export type OrderPlacement = Omit<OrderRequest, 'leverage'>;

/** Names an order or trigger: the venue's id wins where both are given. */
export type Reference = {
  readonly symbol: string;
  readonly id?: string | undefined;
  readonly clientOid?: string | undefined;
};

/** Cancels an open limit order and places it anew with another price and size, at the end of the queue. */
export type ModifyRequest = Reference & { readonly newClientOid: string; readonly price: Ticks; readonly size: Lots };
export type MoveTriggerRequest = Reference & {
  readonly triggerPrice: Ticks /** Undefined: unchanged. A trigger of the whole position takes none. */;
  readonly size?: Lots | undefined;
};
export type LeverageRequest = { readonly symbol: string; readonly leverage: number };
export type MarginModeRequest = { readonly symbol: string; readonly marginMode: MarginMode };
export type PositionModeRequest = { readonly positionMode: PositionMode };

/** Who made the order: the account's owner, a trigger that fired, or the exchange that liquidates. */
export type OrderSource = 'client' | 'trigger' | 'liquidation';

export type OrderDetail = OrderReport & {
  readonly account: string;
  readonly side: Side;
  readonly source: OrderSource;
  readonly timeInForce: OrderRequest['timeInForce'];
  readonly marginMode: MarginMode;
  readonly leverage: number;
  readonly stopLoss: Ticks | undefined;
  readonly takeProfit: Ticks | undefined;
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
  /** The order it fired into; empty before. */
  readonly firedOrderId: string;
  readonly createdAt: number;
};

export type PositionDetail = PositionReport & {
  readonly account: string;
  /** Set aside for it: isolated margin, or size × mark ÷ leverage in crossed mode. */
  readonly margin: Money;
  /** Profit at mark, not booked. */
  readonly unrealised: Money;
  /** Booked since it was opened: profit of partial closes before fees. */
  readonly realised: Money;
  /** Fees paid since it was opened; positive is a cost. */
  readonly fees: Money;
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
};

/** Plain JSON. */
export type ExchangeSnapshot = { readonly version: 1; readonly state: unknown };
