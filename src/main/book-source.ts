/**
 * Order books for the live streams: one upstream subscription a symbol, open while somebody reads it.
 * Invariant: what is told as synced has missed nothing; after a lost connection a book has no levels until its next snapshot.
 */
import { publicFeedsOf } from '../bitget/index.ts';
import { formatPrice, formatSize, type Level } from '../domain/index.ts';
import type { BookSource, OpenBook } from '../services/index.ts';
import { type ConnectOptions, random } from './connect.ts';

const RETRY_MS = 5_000;
const NO_BOOK = { isSynced: false, at: 0, bids: [], asks: [] };

export type BookParts = Pick<ConnectOptions, 'rest' | 'family' | 'socketOrigin'>;

export type CountedBooks = BookSource & {
  /** Books that somebody reads, and those of them that miss nothing. */
  count(): { readonly open: number; readonly synced: number };
};

/** Nothing connects before a book is opened. */
export function bookSource(parts: BookParts): CountedBooks {
  const shared = new Map<string, SharedBook>();
  return {
    count: () => ({ open: shared.size, synced: [...shared.values()].filter(({ isSynced }) => isSynced).length }),
    open(symbol, onChange) {
      const book = shared.get(symbol) ?? new SharedBook(parts, symbol);
      shared.set(symbol, book);
      book.readers.add(onChange);
      return {
        read: (depth) => book.read(depth),
        close: () => {
          book.readers.delete(onChange);
          if (book.readers.size > 0 || shared.get(symbol) !== book) return;
          shared.delete(symbol);
          book.close();
        },
      };
    },
  };
}

class SharedBook {
  readonly readers = new Set<() => void>();
  readonly #parts: BookParts;
  readonly #symbol: string;
  readonly #closing = new AbortController();
  #feeds: ReturnType<typeof publicFeedsOf> | undefined;
  #retrying: NodeJS.Timeout | undefined;
  #isWhole = false;
  #at = 0;

  constructor(parts: BookParts, symbol: string) {
    this.#parts = parts;
    this.#symbol = symbol;
    void this.#listen();
  }

  get isSynced(): boolean {
    return this.#isWhole && this.#feeds?.books.book(this.#symbol)?.isSynced === true;
  }

  read(depth: number): ReturnType<OpenBook['read']> {
    const book = this.#feeds?.books.book(this.#symbol);
    const instrument = this.#feeds?.instruments.steps(this.#symbol);
    if (!this.#isWhole || !book?.isSynced || !instrument) return { ...NO_BOOK, at: this.#at };
    const text = ([price, size]: Level): [string, string] => [
      formatPrice(instrument, price),
      formatSize(instrument, size),
    ];
    return { isSynced: true, at: this.#at, bids: book.bids(depth).map(text), asks: book.asks(depth).map(text) };
  }

  close(): void {
    clearTimeout(this.#retrying);
    this.#closing.abort();
    void this.#feeds?.books.close();
  }

  async #listen(): Promise<void> {
    const { signal } = this.#closing;
    const feeds = publicFeedsOf(this.#parts.family, { ...this.#parts, random });
    this.#feeds = feeds;
    try {
      const listener = {
        onBook: ({ at, isSnapshot }: { at: number; isSnapshot: boolean }) =>
          this.#change(at, this.#isWhole || isSnapshot),
        onGap: () => this.#change(this.#at, false),
      };
      await feeds.books.listen([this.#symbol], listener, signal);
    } catch {
      // Prices for readers alone: trading needs none of them, and the readers see that the book is not synced.
      void feeds.books.close();
      if (!signal.aborted) this.#retrying = setTimeout(() => void this.#listen(), RETRY_MS).unref();
    }
    if (signal.aborted) void feeds.books.close();
  }

  #change(at: number, isWhole: boolean): void {
    this.#at = at;
    this.#isWhole = isWhole;
    for (const tell of this.readers) tell();
  }
}
