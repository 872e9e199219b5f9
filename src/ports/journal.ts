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
