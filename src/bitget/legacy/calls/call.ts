/**
 * What a V1 path is: who may ask it, and how it is answered.
 * Invariant: a private one is answered after its signature was verified.
 */
import type { Calls } from '../../api/calls.ts';
import type { endpoints } from '../../protocol/index.ts';
import type { Desk } from '../desk/desk.ts';
import type { Params } from '../params.ts';

/** An engine that trades the same account. */
export type Beside = {
  /** The contracts that it trades, such as BTCUSDT. */
  readonly symbols: ReadonlySet<string>;
  /** It does not run, or a person has paused or killed it: nothing is opened on the account until it trades again. */
  readonly isPaused: () => boolean;
};

export type Asked = {
  readonly params: Params;
  readonly desk: Desk;
  /** The public calls of the Classic family answer for accounts of both. */
  readonly market: Calls<typeof endpoints>;
  /** Undefined where no engine trades on the account. */
  readonly beside: Beside | undefined;
  /** A name for an order that the program has left without one. */
  readonly nextName: () => string;
};

/** `data` in V1's envelope; of a bare one the whole answer. */
export type LegacyCall = {
  readonly auth: 'public' | 'private';
  readonly isBare?: true;
  readonly answer: (asked: Asked) => Promise<unknown>;
};

/** By method and path, such as `GET /api/mix/v1/market/ticker`. */
export type LegacyCalls = Readonly<Record<string, LegacyCall>>;

export const mix = (path: string): string => `/api/mix/v1/${path}`;
