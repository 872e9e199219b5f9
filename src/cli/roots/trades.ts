/**
 * What `viper trades` asks of a journal.
 * Invariant: types only.
 */
import type { AccountFamily, Mode, Network } from '../../domain/index.ts';
import type { BooksRow, TradeRow, TradeSumsRow } from '../../engine/index.ts';

/** A moment by itself, or so long before now; where time is the market's, before the last entry. */
export type Moment = { readonly at: number } | { readonly agoMs: number };

export type TradesRequest = {
  /** Undefined: the one folder of a run that there is. */
  readonly dataDir: string | undefined;
  /** A file in the place of a folder. */
  readonly journal: string | undefined;
  /** Trades that ended at this moment or later, and before the other one. */
  readonly since: Moment | undefined;
  readonly until: Moment | undefined;
  readonly symbol: string | undefined;
};

/** Amounts are decimal texts in USDT, times epoch ms. */
export type PastTrades = {
  readonly journal: string;
  /** Null as long as the journal has no session. */
  readonly mode: Mode | null;
  readonly network: Network | null;
  readonly family: AccountFamily | null;
  readonly since: number | null;
  readonly until: number | null;
  readonly symbol: string | null;
  /** In the order in which they ended. */
  readonly trades: readonly TradeRow[];
  readonly summary: TradeSumsRow;
  readonly symbols: readonly (TradeSumsRow & { readonly symbol: string })[];
  /** By strategy or `manual`; null: the journal does not tell. */
  readonly owners: readonly (TradeSumsRow & { readonly owner: string | null })[];
  /** Positions that have not ended. */
  readonly open: number;
  /** Of the whole journal, whatever was asked for. */
  readonly books: BooksRow;
};

export type TradesRoots = { trades(request: TradesRequest): Promise<PastTrades> };
