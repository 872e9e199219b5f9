/**
 * What happened since the last flush: of a state only the latest, of a row every one, in the order in which they came.
 * Invariant: holds less than `ROWS_MAX` rows; what is dropped, points of the equity curve first, is counted and told.
 */
import { type Gap, ROW_TOPICS, type StreamTopic } from '../contract/index.ts';
import type { Frame } from './frame.ts';

const ROWS_MAX = 1_000;

export type Pending = { readonly gaps: readonly Gap[]; readonly frames: readonly Frame[] };

export class FrameQueue {
  readonly #latest = new Map<string, Frame>();
  readonly #dropped = new Map<StreamTopic, number>();
  #rows: Frame[] = [];

  add(frame: Frame): void {
    if (!ROW_TOPICS.has(frame.topic)) {
      this.#latest.set(frame.stateKey, frame);
      return;
    }
    this.#rows.push(frame);
    if (this.#rows.length >= ROWS_MAX) this.#thin();
  }

  /** Everything since the last call: rows first, then states. */
  take(): Pending {
    const gaps = [...this.#dropped].map(([topic, dropped]) => ({ topic, dropped }));
    const frames = [...this.#rows, ...this.#latest.values()];
    this.#rows = [];
    this.#latest.clear();
    this.#dropped.clear();
    return { gaps, frames };
  }

  /** Keeps the newer half, and of the older one what is no point of a curve; the newer half alone where that saves nothing. */
  #thin(): void {
    const half = this.#rows.length >> 1;
    const kept = this.#rows.filter(({ topic }, i) => i >= half || topic !== 'equity');
    const next = kept.length < this.#rows.length ? kept : this.#rows.slice(half);
    const left = new Set(next);
    for (const frame of this.#rows) {
      if (!left.has(frame)) this.#dropped.set(frame.topic, (this.#dropped.get(frame.topic) ?? 0) + 1);
    }
    this.#rows = next;
  }
}
