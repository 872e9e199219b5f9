/**
 * What may be seen of a REST client from outside: each exchange of request and answer, and how full it is.
 * Invariant: names of endpoints and kinds of outcomes only; no parameter, header or answer is ever told.
 */
import { BitgetError, type BitgetErrorKind } from '../errors/index.ts';

export type CallOutcome = 'ok' | 'invalid' | BitgetErrorKind;

/** Called on the way of every call: it must be fast and must not throw. */
export type RestObserver = {
  /** From handing a request to the network until its whole answer was read, or until it was given up. */
  onExchange(endpoint: string, tookMs: number, isAnswered: boolean): void;
  /** What an attempt came to; `isSigned`: it carried a signature. */
  onOutcome(endpoint: string, outcome: CallOutcome, isSigned: boolean): void;
};

export type RestVitals = {
  /** Calls that wait for their rate limits. */
  readonly waiting: number;
  /** Requests left in their second, by path, as the last answer told. */
  readonly remaining: ReadonlyMap<string, number>;
  /** The exchange's clock against ours, as last measured. */
  readonly clockOffsetMs: number;
};

export const outcomeOf = (error: unknown): CallOutcome => (error instanceof BitgetError ? error.kind : 'invalid');
