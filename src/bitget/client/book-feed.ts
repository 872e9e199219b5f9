/**
 * Whole order books from Bitget's public socket, as changes to apply: what an exchange of one's own needs of the world.
 * Invariant: a change follows the one before it; after anything missed the next change is a snapshot.
 */
import { InvalidInput, type Level } from '../../domain/index.ts';
import { PRODUCT, timeOf } from '../mapper/index.ts';
import { type ChannelArg, channels, decodeRows, type PushFrame } from '../protocol/index.ts';
import { BookKeeper } from './book-keeper.ts';
import { type BitgetMarketFeedOptions, CLASSIC_WIRE, type PublicWire } from './market-feed.ts';
import { parseBookFrame } from './parse-frame.ts';
import type { BitgetSocket } from './socket.ts';
import { socketSettings } from './socket-options.ts';

export type BookUpdate = {
  readonly symbol: string;
  /** Epoch ms by the exchange. */
  readonly at: number;
  /** A snapshot replaces the book; else sizes are absolute and 0 deletes. */
  readonly isSnapshot: boolean;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
};

export type BookListener = {
  readonly onBook: (update: BookUpdate) => void;
  readonly onGap: (reason: string) => void;
};

export class BitgetBookFeed {
  readonly #options: BitgetMarketFeedOptions;
  readonly #wire: PublicWire;
  readonly #books = new Map<string, BookKeeper>();
  #socket: BitgetSocket | undefined;

  constructor(options: BitgetMarketFeedOptions, wire: PublicWire = CLASSIC_WIRE) {
    this.#options = options;
    this.#wire = wire;
  }

  /** The book of a symbol that is listened to. */
  book(symbol: string): BookKeeper | undefined {
    return this.#books.get(symbol);
  }

  /** Connects and subscribes. @throws BitgetError, InvalidInput. */
  async listen(symbols: readonly string[], listener: BookListener, signal: AbortSignal): Promise<void> {
    const { instruments, rest, socketUrl, random } = this.#options;
    for (const symbol of symbols) this.#books.set(symbol, new BookKeeper(await instruments.stepsOf(symbol)));
    this.#socket = this.#wire.openSocket({
      url: socketUrl,
      clock: rest.serverClock,
      random,
      readFrame: parseBookFrame,
      onPush: (push) => this.#receive(push, listener),
      onGap: listener.onGap,
      ...socketSettings(this.#options),
    });
    await this.#socket.connect(signal);
    await this.#socket.subscribe(symbols.map(argOf));
  }

  /** Takes more symbols in, once it listens. @throws BitgetError, InvalidInput. */
  async follow(symbols: readonly string[]): Promise<void> {
    for (const symbol of symbols)
      this.#books.set(symbol, new BookKeeper(await this.#options.instruments.stepsOf(symbol)));
    await this.#socket?.subscribe(symbols.map(argOf));
  }

  async settle(): Promise<void> {
    await this.#socket?.settle();
  }

  async close(): Promise<void> {
    await this.#socket?.close();
  }

  #receive(push: PushFrame, listener: BookListener): void {
    const symbol = push.arg.instId ?? '';
    const book = this.#books.get(symbol);
    if (!book) return;
    // Between a gap and the snapshot that mends it updates still arrive; they belong to no book.
    if (push.action === 'update' && !book.isSynced) return;
    try {
      for (const row of decodeRows(channels.books, push.data)) {
        const change = book.apply(push.action, row);
        if (change === 'gap') return this.#resync(symbol, listener, 'the sequence of the book is broken');
        listener.onBook({ symbol, at: timeOf(row.ts, 'ts'), isSnapshot: change === 'snapshot', ...book.changed });
      }
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      this.#resync(symbol, listener, error.message);
    }
  }

  /** A new subscription begins with a snapshot. */
  #resync(symbol: string, listener: BookListener, reason: string): void {
    listener.onGap(`${symbol}: ${reason}`);
    void this.#socket?.renew([argOf(symbol)]);
  }
}

const argOf = (symbol: string): ChannelArg => ({ instType: PRODUCT, channel: channels.books.name, instId: symbol });
