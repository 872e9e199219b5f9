/**
 * What a venue at Bitget is made of, for an account of either family.
 * Invariant: types only.
 */
import type { Credentials } from '../signing/index.ts';
import type { InstrumentBook } from './instrument-book.ts';
import type { BitgetRest } from './rest.ts';
import type { SocketSettings } from './socket-options.ts';

/** How orders of a Unified account travel: `auto` takes the private socket where the account may, else REST. */
export type OrderPath = 'rest' | 'socket' | 'auto';

export type BitgetVenueOptions = SocketSettings & {
  /** Stays its owner's to close. */
  readonly rest: BitgetRest;
  readonly instruments: InstrumentBook;
  /** Such as wss://ws.bitget.com/v2/ws/private. */
  readonly socketUrl: string;
  readonly credentials: Credentials;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Unified accounts only: orders of Classic ones go by REST. Default `auto`. */
  readonly orderPath?: OrderPath;
};
