/**
 * Saves the kernel's state from time to time, so that a start has little to replay.
 * Invariant: a snapshot stands at the entry whose step it holds, and that entry is durable before it.
 */
import type { Event } from '../domain/index.ts';
import type { Kernel } from '../kernel/index.ts';
import type { Journal } from '../ports/index.ts';
import type { Step } from './inbox.ts';

/** Entries between two snapshots. */
const EVERY = 20_000;

export type SnapshotsOptions = {
  readonly kernel: Pick<Kernel, 'save' | 'unsaved'>;
  readonly journal: Pick<Journal, 'lastSeq' | 'saveSnapshot' | 'flush'>;
  /** Makes the entries so far durable. */
  readonly flush: () => void;
  readonly push: (event: Event) => void;
};

export class Snapshots {
  readonly #options: SnapshotsOptions;
  #lastSeq = 0;

  constructor(options: SnapshotsOptions) {
    this.#options = options;
  }

  /** Counts on from where the journal ends. */
  resume(): void {
    this.#lastSeq = this.#options.journal.lastSeq;
  }

  onStep({ seq, event: { at } }: Step): void {
    if (seq - this.#lastSeq < EVERY) return;
    const { kernel, journal, flush } = this.#options;
    flush();
    const snapshot = kernel.save();
    const unsaved = kernel.unsaved();
    if (unsaved.length === 0) {
      this.#lastSeq = seq;
      journal.saveSnapshot(seq, snapshot);
      return;
    }
    // A strategy that cannot say its state is stopped; the snapshot is taken at the next step, without it.
    for (const failed of unsaved) this.#options.push({ type: 'strategy-failed', at, ...failed });
  }

  /** At the end: the next start has nothing to replay. */
  saveLast(): void {
    const { kernel, journal } = this.#options;
    journal.saveSnapshot(journal.lastSeq, kernel.save());
    journal.flush();
  }
}
