/**
 * One reader on a socket: what it has subscribed to, and the bounds it is held to.
 * Invariant: never more than `sendBufferMax` bytes wait for it; a reader that is too slow, too loud or silent is cut with a reason.
 */
import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import type { Caller } from '../http/authenticate.ts';
import type { SocketBounds } from './bounds.ts';
import type { Push } from './push.ts';

const CUT_GRACE_MS = 1_000;
const SECONDS_PER_HOUR = 3_600;

export type ConnectionOptions = {
  readonly id: string;
  /** What the WebSocket itself writes to: frames that are made already go there as they are. */
  readonly raw: Duplex;
  readonly bounds: SocketBounds;
  readonly onCut: (reason: string) => void;
};

export class Connection {
  readonly id: string;
  /** Topic keys; the hub keeps the other direction. */
  readonly topics = new Set<string>();
  /** Who it is, once logged in. */
  caller: Caller | undefined;

  readonly #socket: WebSocket;
  readonly #options: ConnectionOptions;
  readonly #silence: NodeJS.Timeout;
  readonly #session: NodeJS.Timeout;
  readonly #relief: NodeJS.Timeout;
  #messages = 0;
  #subscribes = 0;
  #seconds = 0;
  #isCut = false;

  constructor(socket: WebSocket, options: ConnectionOptions) {
    this.id = options.id;
    this.#socket = socket;
    this.#options = options;
    const { silenceMaxMs, sessionMaxMs } = options.bounds;
    this.#silence = setTimeout(() => this.cut('no ping for too long'), silenceMaxMs);
    this.#session = setTimeout(() => this.cut('open for too long'), sessionMaxMs);
    this.#relief = setInterval(() => this.#relieve(), 1_000);
    for (const timer of [this.#silence, this.#session, this.#relief]) timer.unref();
  }

  get account(): string | undefined {
    return this.caller?.account;
  }

  /** Only a ping is a sign of life. */
  pinged(): void {
    this.#silence.refresh();
  }

  /** Counts a message, pings among them. @returns whether it is one too many for this second. */
  isTooLoud(): boolean {
    this.#messages++;
    return this.#messages > this.#options.bounds.messagesPerSecondMax;
  }

  /** Counts a request to subscribe. @returns whether it is one too many for this hour. */
  isTooEager(): boolean {
    this.#subscribes++;
    return this.#subscribes > this.#options.bounds.subscribesPerHourMax;
  }

  send(text: string): void {
    if (this.#mayWrite()) this.#socket.send(text);
  }

  /** The same for what many read: without compression a frame is the same for all. */
  push(push: Push): void {
    if (this.#mayWrite()) this.#options.raw.write(push.bytes);
  }

  #mayWrite(): boolean {
    if (this.#isCut || this.#socket.readyState !== WebSocket.OPEN) return false;
    if (this.#options.raw.writableLength <= this.#options.bounds.sendBufferMax) return true;
    this.cut('reads too slowly');
    return false;
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

  /** Ends the connection without a word. */
  drop(reason: string): void {
    if (this.#isCut) return;
    this.#isCut = true;
    this.release();
    this.#options.onCut(reason);
    this.#socket.terminate();
  }

  /** Stops the timers, once the socket is gone. */
  release(): void {
    clearTimeout(this.#silence);
    clearTimeout(this.#session);
    clearInterval(this.#relief);
  }

  #relieve(): void {
    this.#messages = 0;
    this.#seconds++;
    if (this.#seconds % SECONDS_PER_HOUR === 0) this.#subscribes = 0;
  }
}
