/**
 * Order books whose makings are loaded when the first book is opened: most runs are asked for none.
 * Invariant: a book that is closed before it is there is never opened.
 */
import type { BookSource, OpenBook } from '../../services/index.ts';

const NO_BOOK = { isSynced: false, at: 0, bids: [], asks: [] };

/** @param load tried again with the next book when it fails, which `onFailure` hears of. */
export function laterBooks(load: () => Promise<BookSource>, onFailure: (error: unknown) => void): BookSource {
  let loading: Promise<BookSource> | undefined;
  return {
    open(symbol, onChange) {
      let book: OpenBook | undefined;
      let isClosed = false;
      loading ??= load();
      loading.then(
        (books) => {
          if (!isClosed) book = books.open(symbol, onChange);
        },
        (error: unknown) => {
          loading = undefined;
          onFailure(error);
        },
      );
      return {
        read: (depth) => book?.read(depth) ?? NO_BOOK,
        close: () => {
          isClosed = true;
          book?.close();
        },
      };
    },
  };
}
