/**
 * Opens sockets to Bitget that stay up, in the frames of either family.
 * Invariant: a key leaves this machine only over an encrypted connection.
 */
import { CLASSIC } from '../protocol/index.ts';
import { ReconnectingSocket } from './reconnecting-socket.ts';
import type { BitgetSocket, BitgetSocketOptions, DialectOptions } from './socket-options.ts';

export type { BitgetSocket, BitgetSocketOptions } from './socket-options.ts';

/** A socket of the Classic API. @throws InvalidInput for a URL that is plain text to another machine. */
export const createBitgetSocket = (options: BitgetSocketOptions): BitgetSocket =>
  new ReconnectingSocket({ ...options, dialect: CLASSIC });

/** A socket of the family that writes its subscriptions in `dialect`. */
export const createSocket = <Arg>(options: DialectOptions<Arg>): BitgetSocket<Arg> => new ReconnectingSocket(options);
