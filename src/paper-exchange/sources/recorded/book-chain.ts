/**
 * Puts depth updates into their chain: which belong to the snapshot, which come too early, where one is missing.
 * Invariant: what it lets through is one snapshot and updates that follow each other without a hole.
 */
import type { DepthFrame, SnapshotFrame } from './frames.ts';

/** More updates than a recorder takes in while it waits for a snapshot. */
const WAITING_MAX = 100_000;

export type ChainResult = 'pass' | 'drop' | 'wait';

export class BookChain {
  /** Updates that wait for a snapshot, oldest first. */
  #waiting: DepthFrame[] = [];
  #state: 'no-snapshot' | 'snapshot' | 'following' = 'no-snapshot';
  #lastId = 0;
  /** How often an update was missing. */
  gaps = 0;

  get hasBook(): boolean {
    return this.#state !== 'no-snapshot';
  }

  get isFull(): boolean {
    return this.#waiting.length >= WAITING_MAX;
  }

  /** What to do with an update now; `wait` keeps it until a snapshot comes. */
  update(frame: DepthFrame): ChainResult {
    if (this.#state === 'snapshot' && frame.u < this.#lastId) return 'drop';
    if (this.#follows(frame)) {
      this.#state = 'following';
      this.#lastId = frame.u;
      return 'pass';
    }
    if (this.#state !== 'no-snapshot') this.gaps++;
    this.#state = 'no-snapshot';
    this.#waiting.push(frame);
    return 'wait';
  }

  /** Starts the chain anew; returns the waiting updates that belong after this snapshot. */
  snapshot(frame: SnapshotFrame): readonly DepthFrame[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#state = 'snapshot';
    this.#lastId = frame.lastUpdateId;
    return waiting.filter((update) => this.update(update) === 'pass');
  }

  #follows(frame: DepthFrame): boolean {
    if (this.#state === 'following') return frame.pu === this.#lastId;
    return this.#state === 'snapshot' && frame.U <= this.#lastId && frame.u >= this.#lastId;
  }
}
