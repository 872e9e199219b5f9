/**
 * What `viper symbols` asks of the engine that runs.
 * Invariant: types only.
 */

export type SymbolLine = {
  readonly symbol: string;
  readonly followed: boolean;
  readonly enters: boolean;
  /** Who said so, last. */
  readonly by: 'start' | 'hand' | 'universe';
  readonly positions: readonly {
    readonly side: 'long' | 'short';
    readonly size: string;
    readonly stopLoss: string | undefined;
  }[];
};

export type SymbolAdded = { readonly symbol: string; readonly isChange: boolean };

export type SymbolRemoved = SymbolAdded & { readonly canceledEntries: number; readonly openPositions: number };

export type SymbolsRoots = {
  list(): Promise<{ readonly symbols: readonly SymbolLine[]; readonly max: number }>;
  /** @throws TradingError in the engine's words when the symbol cannot be had. */
  add(symbol: string): Promise<SymbolAdded>;
  remove(symbol: string): Promise<SymbolRemoved>;
};
