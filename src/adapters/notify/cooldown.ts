/**
 * Keeps the same alert from being told again and again, and counts what it keeps back.
 * Invariant: a critical alert always passes; two others of one code and subject pass at least their cooldown apart; each
 * alert is in exactly one emission or in the count that waits.
 */
import type { Alert } from './alert.ts';
import type { AlertGroup } from './alert-table.ts';

/** What is told: an alert, and how many others like it before. */
export type Emission = { readonly alert: Alert; readonly more: number; readonly sinceMs: number };

type Known = {
  /** When one passed last. */
  passedAt: number;
  readonly cooldownMs: number;
  /** The latest that was kept back, and how many were. */
  held: Alert | undefined;
  count: number;
};

export class Cooldown {
  readonly #known = new Map<string, Known>();
  readonly #cooldownMs: Readonly<Record<AlertGroup, number>>;

  /** @param cooldownMs 0: everything passes. */
  constructor(cooldownMs: Readonly<Record<AlertGroup, number>>) {
    this.#cooldownMs = cooldownMs;
  }

  /** Undefined when it is kept back. @param now of the wall clock. */
  offer(alert: Alert, now: number): Emission | undefined {
    const key = JSON.stringify([alert.code, alert.subject]);
    const known = this.#known.get(key);
    if (alert.level === 'critical' || !known || now - known.passedAt >= known.cooldownMs) {
      this.#known.set(key, { passedAt: now, cooldownMs: this.#cooldownMs[alert.group], held: undefined, count: 0 });
      return { alert, more: known?.count ?? 0, sinceMs: known ? now - known.passedAt : 0 };
    }
    known.held = alert;
    known.count += 1;
    return undefined;
  }

  /** What was kept back and may be told by now: the latest of each, standing for the others. */
  due(now: number): Emission[] {
    const emissions: Emission[] = [];
    for (const [key, known] of this.#known) {
      if (now - known.passedAt < known.cooldownMs) continue;
      const { held, count, passedAt } = known;
      if (!held) {
        this.#known.delete(key);
        continue;
      }
      emissions.push({ alert: held, more: count - 1, sinceMs: now - passedAt });
      Object.assign(known, { passedAt: now, held: undefined, count: 0 });
    }
    return emissions;
  }

  /** All that is kept back, at the end of a run. */
  flush(now: number): Emission[] {
    const emissions = [...this.#known.values()].flatMap(({ held, count, passedAt }) =>
      held ? [{ alert: held, more: count - 1, sinceMs: now - passedAt }] : [],
    );
    this.#known.clear();
    return emissions;
  }
}
