/**
 * One reader on a socket: what it has subscribed to, and the bounds it is held to.
 * Invariant: never more than `sendBufferMax` bytes wait for it; a reader that is too slow, too loud or silent is cut with a reason.
 */
import { WebSocket } from 'ws';
import { SOCKET_LIMITS } from '../../../bitget/protocol/index.ts';

const CUT_GRACE_MS = 1_000;

export type ConnectionOptions = {
  readonly id: string;
  readonly silenceMaxMs: number;
  readonly sendBufferMax: number;
  readonly onCut: (reason: string) => void;
};

export class Connection {
  readonly id: string;
  /** Topic keys; the hub keeps the other direction. */
  readonly topics = new Set<string>();
  /** Name of the account, once logged in. */
  account: string | undefined;

  readonly #socket: WebSocket;
  readonly #options: ConnectionOptions;
  readonly #silence: NodeJS.Timeout;
  readonly #relief: NodeJS.Timeout;
  #messages = 0;
  #isCut = false;

  constructor(socket: WebSocket, options: ConnectionOptions) {
    this.id = options.id;
    this.#socket = socket;
    this.#options = options;
    this.#silence = setTimeout(() => this.cut('no message for too long'), options.silenceMaxMs);
    this.#relief = setInterval(() => {
      this.#messages = 0;
    }, 1_000);
    this.#silence.unref();
    this.#relief.unref();
  }

  /** Notes a sign of life. */
  heard(): void {
    this.#silence.refresh();
  }

  /** Counts a request (a ping is none: it costs nothing and is a reader's means to know that it has all). */
  isTooLoud(): boolean {
    this.#messages++;
    return this.#messages > SOCKET_LIMITS.messagesPerSecond;
  }

  send(text: string): void {
    if (this.#isCut || this.#socket.readyState !== WebSocket.OPEN) return;
    if (this.#socket.bufferedAmount > this.#options.sendBufferMax) {
      this.cut('reads too slowly');
      return;
    }
    this.#socket.send(text);
  }

  /** Ends the connection, politely at first. */
  cut(reason: string): void {
    if (this.#isCut) return;
    this.#isCut = true;
    this.release();
    this.#options.onCut(reason);
    this.#socket.close(1008, reason);
    setTimeout(() => this.#socket.terminate(), CUT_GRACE_MS).unref();
  }

  /** Stops the timers, once the socket is gone. */
  release(): void {
    clearTimeout(this.#silence);
    clearInterval(this.#relief);
  }
}
