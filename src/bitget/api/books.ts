/**
 * Order books that keep themselves: snapshot, updates, and a new snapshot where one is missing.
 * Invariant: a book that is synced has missed nothing; one that is not has no levels.
 */
import { type AccountFamily, formatPrice, formatSize, type Level } from '../../domain/index.ts';
import type { BitgetBookFeed, BookUpdate, InstrumentBook } from '../client/index.ts';

/** [price, size] as exact decimal text, without trailing zeros. */
export type LevelText = readonly [price: string, size: string];

export type BookText = {
  /** False until the first snapshot, and between a gap and the snapshot that mends it. */
  readonly isSynced: boolean;
  /** Best first. */
  readonly bids: readonly LevelText[];
  readonly asks: readonly LevelText[];
};

export type BooksWanted = {
  /** One contract such as BTCUSDT, or several. */
  readonly symbol: string | readonly string[];
  /** After each change, in whole ticks and lots of the instrument. */
  readonly onBook?: ((update: BookUpdate) => void) | undefined;
  /** A book was lost, or the connection; the next update of it is a snapshot. */
  readonly onGap?: ((reason: string) => void) | undefined;
  /** Whose socket is used. Default: that of the account; without a key Unified. */
  readonly family?: AccountFamily | undefined;
};

export type Books = AsyncDisposable & {
  /** The best levels of a symbol as text. @param depth levels a side at most, default 10. */
  top(symbol: string, depth?: number): BookText;
  /** Resolves when all that the exchange had sent before this call has been applied. @throws BitgetError. */
  settle(): Promise<void>;
  close(): Promise<void>;
};

const NO_BOOK: BookText = { isSynced: false, bids: [], asks: [] };
const DEPTH = 10;

/** Subscribes; the books fill with the first snapshots. @throws BitgetError; InvalidInput for a symbol that is not listed. */
export async function listenToBooks(
  { feed, instruments }: { readonly feed: BitgetBookFeed; readonly instruments: InstrumentBook },
  { symbol, onBook, onGap }: BooksWanted,
): Promise<Books> {
  const symbols = (typeof symbol === 'string' ? [symbol] : symbol).map((each) => each.toUpperCase());
  const close = (): Promise<void> => feed.close();
  const listener = { onBook: onBook ?? (() => undefined), onGap: onGap ?? (() => undefined) };
  try {
    await feed.listen(symbols, listener, new AbortController().signal);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    top: (of, depth = DEPTH) => {
      const [book, instrument] = [feed.book(of.toUpperCase()), instruments.steps(of)];
      if (!book?.isSynced || !instrument) return NO_BOOK;
      const text = ([price, size]: Level): LevelText => [formatPrice(instrument, price), formatSize(instrument, size)];
      return { isSynced: true, bids: book.bids(depth).map(text), asks: book.asks(depth).map(text) };
    },
    settle: () => feed.settle(),
    close,
    [Symbol.asyncDispose]: close,
  };
}
