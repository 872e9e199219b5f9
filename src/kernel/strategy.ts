/**
 * What a strategy is: closed bars in, intents out, one instance per symbol.
 * Invariant: a strategy never sizes, never sends and never reads a clock; it proposes, the risk gate decides.
 */
import type { Candle, Instrument, Lots, PositionSide, Rate, Ticks } from '../domain/index.ts';

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
};

export type StrategyView = {
  /** When the bar closed, epoch ms. */
  readonly at: number;
  /** Position of this symbol, if any. */
  readonly position: PositionView | undefined;
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
  /** Bars before the first decision, for the given parameters. */
  readonly warmupBars: (params: Params<Names>) => number;
  readonly create: (params: Params<Names>, context: StrategyContext, saved?: unknown) => Strategy;
};

/** Declares a strategy; the types of `create`'s parameters follow from `params`. */
export const defineStrategy = <Names extends string>(
  definition: StrategyDefinition<Names>,
): StrategyDefinition<Names> => definition;
