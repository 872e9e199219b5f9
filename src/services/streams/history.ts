/**
 * The latest rows of a stream, for readers who come back.
 * Invariant: `since(seq)` misses nothing where `seq` >= `from`; holds at most `2 × ROWS_MAX` rows.
 */
import { type Gap, ROW_TOPICS, type StreamTopic } from '../contract/index.ts';
import { Frame } from './frame.ts';
import type { StreamEngine } from './sources.ts';

const ROWS_MAX = 4_000;
/** More than the engine keeps for reading. */
const JOURNAL_ROWS_MAX = 5_000;

export class History {
  #frames: Frame[] = [];
  /** Everything after this sequence number is here. */
  #from: number;

  constructor(from: number) {
    this.#from = from;
  }

  add(frame: Frame): void {
    if (!ROW_TOPICS.has(frame.topic)) return;
    this.#frames.push(frame);
    if (this.#frames.length < 2 * ROWS_MAX) return;
    this.#from = this.#frames[ROWS_MAX - 1]?.seq ?? this.#from;
    this.#frames = this.#frames.slice(ROWS_MAX);
  }

  /** The rows after `after`, oldest first, and where some of them may be missing. */
  since(
    after: number,
    { engine, topics }: { engine: Pick<StreamEngine, 'journal'>; topics: ReadonlySet<StreamTopic> },
  ): Missed {
    const held = this.#frames.filter(({ seq }) => seq > after);
    if (after >= this.#from) return { gaps: [], frames: held };
    // Of what was before, the engine remembers the journal.
    const journal = engine.journal({ after, limit: JOURNAL_ROWS_MAX }).map((row) => new Frame('journal', row.seq, row));
    const others = held.filter(({ topic }) => topic !== 'journal');
    const lost = [...ROW_TOPICS].filter((topic) => topic !== 'journal' && topics.has(topic));
    const gaps: Gap[] = lost.map((topic) => ({ topic, after, until: this.#from }));
    const oldest = engine.journal({ limit: JOURNAL_ROWS_MAX })[0]?.seq ?? after;
    if (topics.has('journal') && oldest > after + 1) gaps.push({ topic: 'journal', after, until: oldest - 1 });
    // The journal's row is the last of its step.
    return { gaps, frames: [...others, ...journal].sort((a, b) => a.seq - b.seq) };
  }
}

export type Missed = { readonly gaps: readonly Gap[]; readonly frames: readonly Frame[] };
