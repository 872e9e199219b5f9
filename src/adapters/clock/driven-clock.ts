/**
 * Time that stands still until it is advanced, and alarms that fire on the way.
 * Invariant: alarms fire in order of time, each while the clock shows its time, before the clock goes past it.
 */
import { assert } from '../../domain/index.ts';
import type { Alarms, DrivenClock } from '../../ports/index.ts';
import { AlarmList } from './alarm-list.ts';

/** More alarms at one instant are alarms that set each other without end. */
const FIRED_AT_ONCE_MAX = 100_000;

/** A driven clock that wakes the alarms that were made on it. */
export class AlarmClock implements DrivenClock {
  readonly #lists: AlarmList[] = [];
  #now: number;
  #isAdvancing = false;

  constructor(startAt: number) {
    this.#now = startAt;
  }

  now(): number {
    return this.#now;
  }

  advanceTo(at: number): void {
    assert(at >= this.#now, `the clock shows ${this.#now} and cannot go back to ${at}`);
    assert(!this.#isAdvancing, 'an alarm advances the clock that wakes it');
    this.#isAdvancing = true;
    try {
      let firedAtOnce = 0;
      for (let list = this.#due(at); list !== undefined; list = this.#due(at)) {
        const dueAt = list.first?.at ?? 0;
        firedAtOnce = dueAt > this.#now ? 1 : firedAtOnce + 1;
        assert(firedAtOnce <= FIRED_AT_ONCE_MAX, `alarms set each other without end at ${this.#now}`);
        this.#now = Math.max(this.#now, dueAt);
        list.fire();
      }
      this.#now = at;
    } finally {
      this.#isAdvancing = false;
    }
  }

  /** When the earliest alarm on this clock is due; undefined when none is set. */
  get nextAlarmAt(): number | undefined {
    return this.#due(Number.POSITIVE_INFINITY)?.first?.at;
  }

  attach(list: AlarmList): void {
    this.#lists.push(list);
  }

  detach(list: AlarmList): void {
    const index = this.#lists.indexOf(list);
    if (index >= 0) this.#lists.splice(index, 1);
  }

  /** The list with the earliest alarm up to `at`; of equal ones the first attached. */
  #due(at: number): AlarmList | undefined {
    let due: AlarmList | undefined;
    let dueAt = at;
    for (const list of this.#lists) {
      const first = list.first;
      if (first === undefined || first.at > at || (due !== undefined && first.at >= dueAt)) continue;
      due = list;
      dueAt = first.at;
    }
    return due;
  }
}

export const createDrivenClock = (startAt: number): AlarmClock => new AlarmClock(startAt);

/** Alarms that fire from inside `clock.advanceTo`; one set for the past fires with the next advance. */
export function createDrivenAlarms(clock: AlarmClock): Alarms {
  const list = new AlarmList();
  clock.attach(list);
  return {
    set: (name, at) => list.set(name, at),
    clear: (name) => list.clear(name),
    listen: (listener) => list.listen(listener),
    close() {
      list.clearAll();
      clock.detach(list);
    },
  };
}
