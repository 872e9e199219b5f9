/**
 * One thing that a trader wants, as each client is asked for it.
 */
import type { Clients } from './clients.ts';

type Ask = (clients: Clients) => Promise<unknown>;

export type Intent = {
  readonly name: string;
  readonly ours: Ask;
  /** Absent: the peer has no call for it. */
  readonly ccxt?: Ask;
  readonly bitgetApi?: Ask;
};

export const PEERS = ['ccxt', 'bitgetApi'] as const;
export type Peer = (typeof PEERS)[number];
