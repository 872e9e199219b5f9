/**
 * What a run trades on, in whatever mode: a venue and a feed on a clock, and whose account it is.
 * Invariant: until `open` nothing listens and no file is made; a market that could not be opened leaves nothing open.
 */
import type { AlarmClock, PacedClock } from '../../adapters/clock/index.ts';
import type { BitgetRest } from '../../bitget/index.ts';
import type { AccountFacts, ExchangeAddress } from '../../cli/index.ts';
import type { AccountIdentity, Details } from '../../domain/index.ts';
import type { MarketSource } from '../../paper-exchange/core/index.ts';
import type { PaperServer } from '../../paper-exchange/server/index.ts';
import type { Connection } from '../connect.ts';
import type { StartPlan } from '../plan-start.ts';

type Common = {
  /** Of the venue, for people. */
  readonly name: string;
  /** Where the prices come from, for people. */
  readonly feed: string;
  readonly account: AccountIdentity;
  readonly connection: Connection;
  /** Of the exchange whose prices it plays, where that is another one. */
  readonly pricesRest?: BitgetRest;
  /** Of an embedded exchange. */
  readonly address?: ExchangeAddress;
  /** Of an account that is not made for the run: what it holds before anything is sent. */
  readonly facts?: AccountFacts;
  /**
   * Makes it trade a symbol that was asked for by hand; absent where it trades what it trades.
   * @throws InvalidInput for one that cannot be had; TradingError when nobody answers.
   */
  list?(symbol: string): Promise<void>;
  /** Closes the connection too. */
  close(): Promise<void>;
};

export type OpenMarket = Common &
  (
    | {
        readonly pace: 'driven';
        readonly clock: AlarmClock;
        readonly server: PaperServer;
        readonly source: MarketSource;
      }
    /** `run` lets the market go; it resolves at its end, or at the signal. */
    | { readonly pace: 'paced'; readonly clock: PacedClock; run(signal: AbortSignal, pollMs: number): Promise<void> }
  );

export type OpenContext = {
  /** Closed minutes that the strategies want before they decide. */
  readonly historyCandles: number;
  /** Something that a person should know. */
  readonly warn: (code: string, details: Details) => void;
};

export type PreparedMarket = {
  readonly plan: StartPlan;
  readonly symbols: readonly string[];
  /** Undefined where only the exchange can tell. */
  readonly account: AccountIdentity | undefined;
  open(context: OpenContext): Promise<OpenMarket>;
};

/** Where no symbols are named and the market does not say which: two that every network lists. */
export const USUAL_SYMBOLS: readonly string[] = ['BTCUSDT', 'ETHUSDT'];

/** Resolves when `isDone`, or soon after the signal. */
export async function until(isDone: () => boolean, signal: AbortSignal, pollMs: number): Promise<void> {
  while (!isDone() && !signal.aborted) await new Promise((resolve) => setTimeout(resolve, pollMs));
}
