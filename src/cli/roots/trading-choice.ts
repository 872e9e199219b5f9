/**
 * The options that a backtest and a run share.
 * Invariant: types only.
 */

/** Which strategies trade, on what, and with how much. */
export type TradingChoice = {
  /** One name, or several with commas between; undefined: none beside the files. */
  readonly profile: string | undefined;
  /** Modules with a strategy of the user's own. */
  readonly strategyFiles?: readonly string[];
  /** By name, or by `profile.name` where it is meant for one of several. */
  readonly params: Readonly<Record<string, number>>;
  /** Of the bars; undefined: each profile has those that it is made for. */
  readonly timeframe: string | undefined;
  /** Undefined: all that the data or the exchange has. */
  readonly symbols: readonly string[] | undefined;
  /** Which of the symbols may be entered: `priority`, or `top:20`; undefined: all. */
  readonly universe?: string | undefined;
  /** USDT, decimal text. */
  readonly balance: string;
};
