/**
 * Which fills and bills are in the books, so that each counts once.
 * Invariant: an id is forgotten only when the venue is never asked for its time again.
 */
export type BookedId = readonly [id: string, at: number];

/** Questions to the venue reach this far behind the time up to which the books are known to be complete. */
export const OVERLAP_MS = 60_000;
/** Forgetting is worth its walk only now and then. */
const FORGET_EVERY = 1_000;

export class BookedIds {
  readonly #at: Map<string, number>;
  #added = 0;

  constructor(saved: readonly BookedId[] = []) {
    this.#at = new Map(saved);
  }

  /** False when the id is known. */
  add(id: string, at: number): boolean {
    if (this.#at.has(id)) return false;
    this.#at.set(id, at);
    this.#added += 1;
    return true;
  }

  /** Forgets what is older than any question that starts at `since` can reach, twice over. */
  forgetBefore(since: number): void {
    if (this.#added < FORGET_EVERY) return;
    this.#added = 0;
    for (const [id, at] of this.#at) if (at < since - 2 * OVERLAP_MS) this.#at.delete(id);
  }

  save(): BookedId[] {
    return [...this.#at];
  }
}
