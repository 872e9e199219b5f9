/**
 * The daily summary: when it is due, and how often what happened.
 * Invariant: one a day at most, at its hour in UTC; each alert is counted in one digest.
 */
import type { Alert } from './alert.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export class Digest {
  readonly #hour: number;
  readonly #counts = new Map<string, number>();
  #dueAt: number;

  /** @param hour 0 to 23, UTC. @param now of the wall clock. */
  constructor(hour: number, now: number) {
    this.#hour = hour;
    this.#dueAt = nextAt(hour, now);
  }

  note({ title }: Alert): void {
    this.#counts.set(title, (this.#counts.get(title) ?? 0) + 1);
  }

  /** The counts since the last digest, most frequent first; undefined while none is due. */
  take(now: number): string[] | undefined {
    if (now < this.#dueAt) return undefined;
    this.#dueAt = nextAt(this.#hour, now);
    const rows = [...this.#counts].sort(([, a], [, b]) => b - a);
    this.#counts.clear();
    return rows.map(([title, count]) => `${count} × ${title}`);
  }
}

function nextAt(hour: number, now: number): number {
  const today = now - (now % DAY_MS) + hour * HOUR_MS;
  return today > now ? today : today + DAY_MS;
}
