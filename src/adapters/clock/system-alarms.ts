/**
 * Alarms on timers of the process.
 * Invariant: an alarm never fires before its time by the clock; a wall clock that jumps is noticed within RECHECK_MS.
 */
import type { Alarms } from '../../ports/index.ts';
import { AlarmList } from './alarm-list.ts';
import type { PacedClock } from './system-clock.ts';

const RECHECK_MS = 30_000;

export function createSystemAlarms(clock: PacedClock): Alarms {
  const list = new AlarmList();
  let timer: NodeJS.Timeout | undefined;

  function arm(): void {
    clearTimeout(timer);
    const first = list.first;
    if (first === undefined) return;
    const waitMs = Math.ceil((first.at - clock.now()) / clock.factor);
    timer = setTimeout(wake, Math.max(0, Math.min(RECHECK_MS, waitMs)));
  }

  /** One alarm a turn, so that alarms which set each other never starve the process. */
  function wake(): void {
    try {
      if (list.first !== undefined && list.first.at <= clock.now()) list.fire();
    } finally {
      arm();
    }
  }

  return {
    set(name, at) {
      list.set(name, at);
      arm();
    },
    clear(name) {
      list.clear(name);
      arm();
    },
    listen: (listener) => list.listen(listener),
    close() {
      list.clearAll();
      clearTimeout(timer);
    },
  };
}
