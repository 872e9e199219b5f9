/**
 * A strategy to begin with.
 * Invariant: types only.
 */

/** An example that a new strategy can begin with. */
export type StrategyExample = 'ema-cross' | 'donchian-breakout' | 'bollinger-reversion';

export type NewStrategyRequest = {
  readonly name: string;
  /** Undefined: a folder of its name in the working directory. */
  readonly dir: string | undefined;
  readonly like: StrategyExample;
};

/** Absolute paths. */
export type NewStrategy = {
  readonly folder: string;
  readonly files: readonly string[];
  readonly strategy: string;
};

export type NewStrategyRoots = {
  /** Writes a strategy to begin with. */
  newStrategy(request: NewStrategyRequest): Promise<NewStrategy>;
};
