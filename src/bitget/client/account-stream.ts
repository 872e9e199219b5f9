/**
 * The private stream of an account, in the frames of either family.
 * Invariant: after every connection but the first, a renewal included, the listener hears of a gap and asks for the
 * whole truth: the exchange may lose private messages around a cut.
 */
import type { Clock, VenueListener } from '../../ports/index.ts';
import type { Dialect, EventFrame, PushFrame } from '../protocol/index.ts';
import { type Credentials, masked } from '../signing/index.ts';
import type { SocketRequest } from './connection.ts';
import { createSocket } from './socket.ts';
import { type BitgetSocket, type SocketSettings, socketSettings } from './socket-options.ts';

export type AccountStreamOptions<Arg> = SocketSettings & {
  readonly dialect: Dialect<Arg>;
  /** What is subscribed. */
  readonly args: readonly Arg[];
  readonly socketUrl: string;
  readonly credentials: Credentials;
  /** The exchange's time, measured. */
  readonly clock: Clock;
  readonly random: () => number;
  readonly decode: (push: PushFrame<Arg>, listener: VenueListener) => void;
  /** Something may have been missed: what is kept of the account may be old. */
  readonly onGap: () => void;
};

export class AccountStream<Arg> {
  readonly #options: AccountStreamOptions<Arg>;
  #socket: BitgetSocket<Arg> | undefined;

  constructor(options: AccountStreamOptions<Arg>) {
    this.#options = options;
  }

  /** Resolves when subscribed. @throws BitgetError. */
  async listen(listener: VenueListener, signal: AbortSignal): Promise<void> {
    const { dialect, args, socketUrl, credentials, clock, random, decode } = this.#options;
    const onGap = (reason: string): void => {
      this.#options.onGap();
      listener.onGap(masked(reason, credentials));
    };
    const { onEvent } = listener;
    this.#socket = createSocket({
      dialect,
      url: socketUrl,
      credentials,
      clock,
      random,
      onPush: (push) => decode(push, { onEvent, onGap }),
      onGap,
      onRenewed: () => onGap('the connection was renewed'),
      ...socketSettings(this.#options),
    });
    await this.#socket.connect(signal);
    await this.#socket.subscribe(args);
  }

  /** As `BitgetSocket.request`; undefined before `listen`. */
  request(request: SocketRequest): Promise<EventFrame<Arg>> | undefined {
    return this.#socket?.request(request);
  }

  async settle(): Promise<void> {
    await this.#socket?.settle();
  }

  async close(): Promise<void> {
    await this.#socket?.close();
  }
}
