/**
 * The feeds of both APIs as one: what happens is told to each.
 * Invariant: each feed hears everything, in the same order.
 */
import type { Instrument } from '../../../domain/index.ts';
import type { CoreOutput, MarketUpdate } from '../../core/index.ts';

/** Market data on its way out; each method tells whether a frame left. */
export type MarketTeller = {
  /** The exchange trades one more symbol. */
  list(instrument: Instrument): void;
  /** Notes what an update changed, then sends what is due. */
  note(update: MarketUpdate): boolean;
  /** An account's order changed the book of the symbol. */
  touch(symbol: string): void;
  /** Sends what has changed and is due at market time `at`. */
  flush(at: number): boolean;
  /** Sends what has changed, due or not. */
  flushAll(at: number): boolean;
};

/** What happens on accounts, on its way out. */
export type AccountTeller = {
  /** Sends what happened. @returns whether a frame left. */
  publish(outputs: readonly CoreOutput[]): boolean;
};

export const allMarket = (tellers: readonly MarketTeller[]): MarketTeller => ({
  list: (instrument) => {
    for (const teller of tellers) teller.list(instrument);
  },
  note: (update) => tellers.map((teller) => teller.note(update)).includes(true),
  touch: (symbol) => {
    for (const teller of tellers) teller.touch(symbol);
  },
  flush: (at) => tellers.map((teller) => teller.flush(at)).includes(true),
  flushAll: (at) => tellers.map((teller) => teller.flushAll(at)).includes(true),
});

export const allAccounts = (tellers: readonly AccountTeller[]): AccountTeller => ({
  publish: (outputs) => tellers.map((teller) => teller.publish(outputs)).includes(true),
});
