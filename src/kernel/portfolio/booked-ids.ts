/**
 * Which fills and bills are in the books, so that each counts once.
 * Invariant: an id is forgotten only when the venue is never asked for its time again.
 */
export type BookedId = readonly [id: string, at: number];

/** Questions to the venue reach this far behind the time up to which the books are known to be complete. */
export const OVERLAP_MS = 60_000;

export class BookedIds {
  readonly #at: Map<string, number>;

  constructor(saved: readonly BookedId[] = []) {
    this.#at = new Map(saved);
  }

  /** False when the id is known. */
  add(id: string, at: number): boolean {
    if (this.#at.has(id)) return false;
    this.#at.set(id, at);
    return true;
  }

  has(id: string): boolean {
    return this.#at.has(id);
  }

  /** Forgets what came first, as long as it is older than any question that starts at `since` can reach, twice over. */
  forgetBefore(since: number): void {
    for (const [id, at] of this.#at) {
      if (at >= since - 2 * OVERLAP_MS) return;
      this.#at.delete(id);
    }
  }

  save(): BookedId[] {
    return [...this.#at];
  }
}
