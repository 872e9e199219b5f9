/**
 * What a strategy is: closed bars in, intents out, one instance per symbol.
 * Invariant: a strategy never sizes, never sends and never reads a clock; it proposes, the risk gate decides.
 */
import type { Candle, Details, Instrument, Lots, PositionSide, Rate, Ticks, Timeframe } from '../domain/index.ts';

/** One documented number of a strategy, with its bounds (both inclusive). */
export type Param = {
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** Whole numbers only: a count of bars. */
  readonly isInteger?: boolean;
  readonly about: string;
};

export type Params<Names extends string = string> = Readonly<Record<Names, number>>;

export type TakeProfit = {
  readonly price: Ticks /** Share of the position; all shares sum to one. */;
  readonly share: Rate;
};

export type Intent =
  | {
      readonly kind: 'enter';
      readonly positionSide: PositionSide;
      /** Price of a post-only limit order; absent: a market order. */
      readonly limit?: Ticks | undefined;
      readonly stopLoss: Ticks;
      readonly takeProfits: readonly TakeProfit[];
      /** Wanted leverage; the gate refuses what is above the limits. */
      readonly leverage: number;
      /** Share of equity to lose at the stop, fees included. */
      readonly risk: Rate;
      /** Multiplies the size that `risk` gives. */
      readonly sizeFactor: Rate;
      readonly reason: string;
    }
  /**
   * More of the strategy's own position, at market and at the position's leverage and stop. Refused unless the price has
   * gained `profitMin` and the stop stands at the average entry or better; never larger than the position.
   */
  | {
      readonly kind: 'add';
      readonly positionSide: PositionSide;
      /** Of the grown position; they replace those that stand once the addition has filled. */
      readonly takeProfits: readonly TakeProfit[];
      /** Share of equity that the whole grown position may lose at its stop, fees included. */
      readonly risk: Rate;
      /** Multiplies the size that `risk` gives the addition by itself. */
      readonly sizeFactor: Rate;
      /** Distance from the average entry that the price must have gained, in ticks. */
      readonly profitMin: number;
      /** Additions that a position may have. */
      readonly additionsMax: number;
      readonly reason: string;
    }
  /** An entry that the strategy sees and does not take: counted and told like a refusal of the gate. */
  | {
      readonly kind: 'decline';
      /** Undefined where it did not come to a side. */
      readonly positionSide: PositionSide | undefined;
      readonly rule: string;
      readonly details: Details;
    }
  | { readonly kind: 'cancel-entry'; readonly reason: string }
  | { readonly kind: 'exit'; readonly positionSide: PositionSide; readonly reason: string }
  /** Only ever towards profit; a looser stop is ignored. */
  | {
      readonly kind: 'move-stop';
      readonly positionSide: PositionSide;
      readonly stopLoss: Ticks;
      readonly reason: string;
    };

/** What a strategy may know of its own position. */
export type PositionView = {
  readonly positionSide: PositionSide;
  readonly size: Lots;
  /** Average entry in ticks, not rounded. */
  readonly entryPrice: number;
  readonly stopLoss: Ticks | undefined;
  readonly openedAt: number;
  /** How often it was added to; absent: never. */
  readonly additions?: number | undefined;
  /** When the newest addition began to fill, epoch ms. */
  readonly addedAt?: number | undefined;
};

/** What a strategy may know of all its trading in the session, over every symbol. */
export type TraderView = {
  /** Entries sent in the UTC day of the view. */
  readonly entriesToday: number;
  /** The last ten of its finished trades, oldest first; one without profit is no win. */
  readonly closed: readonly { readonly closedAt: number; readonly isWin: boolean }[];
};

export type StrategyView = {
  /** When the bar closed, epoch ms. */
  readonly at: number;
  /** The strategy's position in this symbol, if any. */
  readonly position: PositionView | undefined;
  /** Its entry under way in this symbol, if any. */
  readonly entry?: { readonly positionSide: PositionSide; readonly sentAt: number } | undefined;
  /** Best bid and ask; absent where the market tells none, as in recorded candles. */
  readonly quote?: { readonly bid: Ticks; readonly ask: Ticks } | undefined;
  readonly trader?: TraderView | undefined;
};

export interface Strategy {
  /** Folds a closed bar into the indicators. Called for history, too. */
  observe(bar: Candle): void;
  /** Called after `observe` for a live bar. Empty before warm-up. */
  decide(view: StrategyView): readonly Intent[];
  /** Plain JSON; `create` with it gives a strategy that goes on as if never interrupted. */
  save(): unknown;
}

export type StrategyContext = { readonly instrument: Instrument; readonly barMs: number };

export type StrategyDefinition<Names extends string = string> = {
  readonly name: string;
  /** One sentence for help and docs. */
  readonly about: string;
  readonly params: Readonly<Record<Names, Param>>;
  /** Bars that it is made for: the first where the user names none; the others are variants to compare. */
  readonly timeframes: readonly [Timeframe, ...Timeframe[]];
  /** Bars before the first decision, for the given parameters. */
  readonly warmupBars: (params: Params<Names>) => number;
  readonly create: (params: Params<Names>, context: StrategyContext, saved?: unknown) => Strategy;
};

/** Declares a strategy; the types of `create`'s parameters follow from `params`. */
export const defineStrategy = <Names extends string>(
  definition: StrategyDefinition<Names>,
): StrategyDefinition<Names> => definition;
