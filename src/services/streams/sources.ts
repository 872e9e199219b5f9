/**
 * What a stream reads: messages and rows of an engine, or the public part of them; books, scores.
 * Invariant: types only; a book or a score is asked for only while somebody reads it.
 */
import type { EngineApi, StatusRow } from '../../engine/api.ts';
import type { BookFrameRow, ScoreFrameRow } from '../contract/index.ts';

/** An engine; or, where there is none, the public market in its place: its status knows symbols alone, its `seq` stays 0. */
export type StreamEngine = Pick<EngineApi, 'ticker' | 'subscribe' | 'orders' | 'positions' | 'journal'> & {
  status(): StatusRow | Pick<StatusRow, 'symbols' | 'seq'>;
};

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
