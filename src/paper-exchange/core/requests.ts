/**
 * What an account may ask of the embedded exchange.
 * Invariant: plain values in ticks, lots and money; an undefined field has the default that its comment names.
 */
import type {
  Lots,
  MarginMode,
  Money,
  OrderRequest,
  OrderType,
  PositionMode,
  PositionSide,
  Rate,
  Ticks,
  TimeInForce,
  TriggerPriceType,
  TriggerRequest,
} from '../../domain/index.ts';

/** Between two orders of one account: who gives way. The taker's mode decides. */
export type StpMode = 'none' | 'cancel-taker' | 'cancel-maker' | 'cancel-both';

/** How an order's presets fire, beyond their trigger prices. */
export type PresetTerms = {
  /** Default: the exchange's `presetTriggerBy`. */
  readonly stopLossBy?: TriggerPriceType | undefined;
  readonly takeProfitBy?: TriggerPriceType | undefined;
  /** Limit of the order that the preset fires; undefined: at market. */
  readonly stopLossExecute?: Ticks | undefined;
  readonly takeProfitExecute?: Ticks | undefined;
};

/** The leverage is the symbol's setting (see `setLeverage`); an `OrderRequest` fits as it is. `clientOid` may be empty. */
export type OrderPlacement = Omit<OrderRequest, 'leverage'> &
  PresetTerms & {
    /** Default: none. */
    readonly stpMode?: StpMode | undefined;
  };

/** A `TriggerRequest` fits as it is. */
export type TriggerPlacement = TriggerRequest & {
  /** Limit of the order that it fires; undefined: at market. */
  readonly executePrice?: Ticks | undefined;
  readonly stpMode?: StpMode | undefined;
};

/** A take-profit and a stop-loss of one position, of one name and size. */
export type TriggerPairPlacement = Omit<TriggerPlacement, 'kind' | 'triggerPrice' | 'triggerBy' | 'executePrice'> & {
  readonly takeProfit: TriggerLeg;
  readonly stopLoss: TriggerLeg;
};
export type TriggerLeg = Pick<TriggerPlacement, 'triggerPrice' | 'triggerBy' | 'executePrice'>;

/** Names an order or trigger: the venue's id wins where both are given. */
export type Reference = {
  readonly symbol: string;
  readonly id?: string | undefined;
  readonly clientOid?: string | undefined;
};

/** Cancels an open limit order and places it anew with another price and size, at the end of the queue. */
export type ModifyRequest = Reference & { readonly newClientOid: string; readonly price: Ticks; readonly size: Lots };
/** Changes price, size or both of an open limit order, which keeps its id. It keeps its place where it only gets smaller. */
export type AmendRequest = Reference & {
  readonly price?: Ticks | undefined;
  /** The whole size, with what is filled already. */
  readonly size?: Lots | undefined;
  /** Cancel the order where the change is refused. */
  readonly isCanceledOnRefusal?: boolean | undefined;
};

export type MoveTriggerRequest = Reference & {
  readonly triggerPrice: Ticks /** Undefined: unchanged. A trigger of the whole position takes none. */;
  readonly size?: Lots | undefined;
  /** Undefined: unchanged; 'market': at market. */
  readonly executePrice?: Ticks | 'market' | undefined;
  /** Undefined: unchanged. */
  readonly triggerBy?: TriggerPriceType | undefined;
};

/**
 * `trigger`: fires when the price reaches `triggerPrice`, from the side on which the price stands when it is placed.
 * `trailing`: from `triggerPrice` on follows the best price and fires when that is lost by `callback`.
 * `trailing-stop`: the same on a position, which it only closes and with which it ends.
 */
export type PlanKind = 'trigger' | 'trailing' | 'trailing-stop';

export type PlanRequest = PresetTerms & {
  readonly clientOid: string;
  readonly kind: PlanKind;
  readonly symbol: string;
  readonly intent: OrderRequest['intent'];
  readonly positionSide: PositionSide;
  /** A `trailing-stop` of the whole position has the position's size when it fires: undefined. */
  readonly size: Lots | undefined;
  /** Of a trailing plan the price that activates it; undefined: at once. */
  readonly triggerPrice: Ticks | undefined;
  readonly triggerBy: TriggerPriceType;
  /** Of the order that it fires; a trailing one is `market`. */
  readonly type: OrderType;
  /** Undefined for a market order. */
  readonly price: Ticks | undefined;
  readonly timeInForce: TimeInForce;
  readonly marginMode: MarginMode;
  /** Share of the best price, 0.0001 to 0.1; of trailing plans only. */
  readonly callback: Rate | undefined;
  readonly stopLoss: Ticks | undefined;
  readonly takeProfit: Ticks | undefined;
  readonly stpMode?: StpMode | undefined;
};

/** Undefined leaves a value as it is; 'none' takes a preset away. */
export type ModifyPlanRequest = Reference & {
  readonly triggerPrice?: Ticks | undefined;
  readonly triggerBy?: TriggerPriceType | undefined;
  readonly size?: Lots | undefined;
  readonly price?: Ticks | undefined;
  readonly callback?: Rate | undefined;
  readonly stopLoss?: Ticks | 'none' | undefined;
  readonly takeProfit?: Ticks | 'none' | undefined;
} & PresetTerms;

/** Undefined: all symbols, both sides. */
export type ClosePositionsRequest = {
  readonly symbol?: string | undefined;
  readonly positionSide?: PositionSide | undefined;
};

/** Closes the position at market and opens `size` (default: as much) on the other side, at market. */
export type ReverseRequest = {
  readonly symbol: string;
  readonly positionSide: PositionSide;
  readonly size?: Lots | undefined;
  readonly clientOid: string;
};

/** `amount` is added to the isolated margin; negative takes away. */
export type AdjustMarginRequest = {
  readonly symbol: string;
  readonly positionSide: PositionSide;
  readonly amount: Money;
};
export type AutoMarginRequest = {
  readonly symbol: string;
  readonly positionSide: PositionSide;
  readonly isOn: boolean;
};

export type MaxOpenRequest = {
  readonly symbol: string;
  readonly positionSide: PositionSide;
  /** Undefined: at market. */
  readonly price?: Ticks | undefined;
  /** Undefined: the symbol's setting. */
  readonly leverage?: number | undefined;
};

export type LiquidationEstimateRequest = {
  readonly symbol: string;
  readonly positionSide: PositionSide;
  readonly size: Lots;
  /** Entry of what is asked about; undefined: the present price. */
  readonly price?: Ticks | undefined;
  readonly leverage?: number | undefined;
  readonly marginMode?: MarginMode | undefined;
};

export type LeverageRequest = { readonly symbol: string; readonly leverage: number };
export type MarginModeRequest = { readonly symbol: string; readonly marginMode: MarginMode };
export type PositionModeRequest = { readonly positionMode: PositionMode };
