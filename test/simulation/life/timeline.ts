/**
 * Driven time: what is to happen, in the order of its time, one turn after another.
 * Invariant: after each turn everything that it woke has gone on before the next one; nothing waits for real time.
 */
import { type AlarmClock, createDrivenClock } from '../../../src/adapters/clock/index.ts';

type Turn = { readonly at: number; readonly run: () => void };

export class Timeline {
  readonly clock: AlarmClock;
  readonly #turns: Turn[] = [];
  steps = 0;

  constructor(startAt: number) {
    this.clock = createDrivenClock(startAt);
  }

  get now(): number {
    return this.clock.now();
  }

  /** Of turns at one time the one set first comes first. */
  after(delayMs: number, run: () => void): void {
    const at = this.now + Math.max(0, delayMs);
    let index = this.#turns.length;
    while (index > 0 && (this.#turns[index - 1]?.at ?? 0) > at) index -= 1;
    this.#turns.splice(index, 0, { at, run });
  }

  sleep(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.after(delayMs, resolve));
  }

  /** @param onTurn called after each turn; what it throws ends the run. */
  async runUntil(until: number, onTurn: () => void): Promise<void> {
    for (;;) {
      const turnAt = this.#turns[0]?.at ?? Number.POSITIVE_INFINITY;
      const alarmAt = this.clock.nextAlarmAt ?? Number.POSITIVE_INFINITY;
      if (Math.min(turnAt, alarmAt) > until) break;
      this.clock.advanceTo(Math.max(this.now, Math.min(turnAt, alarmAt)));
      if (turnAt < alarmAt) this.#turns.shift()?.run();
      this.steps += 1;
      await new Promise((resolve) => setImmediate(resolve));
      onTurn();
    }
    this.clock.advanceTo(Math.max(this.now, until));
  }
}
