/**
 * The one record of what happened, in order. State is what the kernel makes of it.
 * Invariant: `seq` rises by one from 1; an entry that was flushed is never changed.
 */
import type { Event } from '../domain/index.ts';

export type JournalEntry = {
  readonly seq: number;
  readonly event: Event;
  /** Running hash over all effects so far, after this event; present where the event had effects. */
  readonly effectHash: string | undefined;
};

export interface Journal {
  /** Buffers; nothing is durable before `flush`. */
  append(entry: JournalEntry): void;
  /** Makes all that was appended durable. Called before any effect leaves the engine. */
  flush(): void;
  /** Entries with `seq` > `after`, in order. */
  read(after: number): Iterable<JournalEntry>;
  readonly lastSeq: number;
  saveSnapshot(seq: number, snapshot: string): void;
  latestSnapshot(): { readonly seq: number; readonly snapshot: string } | undefined;
  close(): void;
}

/** A journal that outlives its process. Market data that has become old may be let go; what was done stays. */
export interface StoredJournal extends Journal {
  /**
   * Entries with `seq` > `after`, in order.
   * @throws TradingError `journal-begins-later` where the market data after that entry was let go
   */
  read(after: number): Iterable<JournalEntry>;
  /** The state from which it can be read on; undefined: from its first entry. */
  beginning(): { readonly seq: number; readonly snapshot: string } | undefined;
  /** What was done since the first entry: every entry but market data, alarms, and comparisons that found nothing new. */
  history(): Iterable<JournalEntry>;
}
