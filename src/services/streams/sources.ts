/**
 * What a stream reads beside the engine's own messages: prices, books, scores.
 * Invariant: types only; a book or a score is asked for only while somebody reads it.
 */
import type { BookFrameRow, ScoreFrameRow } from '../contract/index.ts';

export type OpenBook = {
  /** At most `depth` levels a side. */
  read(depth: number): Omit<BookFrameRow, 'symbol'>;
  close(): void;
};

/** Order books that keep themselves by the exchange's sequence and checksum. */
export interface BookSource {
  /** Subscribes upstream unless somebody else has; `onChange` also when the book was lost. */
  open(symbol: string, onChange: () => void): OpenBook;
}

export interface ScoreSource {
  /** Rejects when the market cannot be read. */
  score(symbol: string): Promise<ScoreFrameRow>;
}
