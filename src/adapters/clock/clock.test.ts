/** Clocks and alarms: scaled time, driven time, and alarms that fire in order and once. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDrivenAlarms, createDrivenClock, createScaledClock, createSystemAlarms, systemClock } from './index.ts';

describe('scaled clock', () => {
  it('shows the anchor at the anchor and runs at its pace', () => {
    let wall = 1_000;
    const clock = createScaledClock({ anchorWallMs: 1_000, anchorMs: 50_000, factor: 60 }, { now: () => wall });
    expect(clock.now()).toBe(50_000);
    wall += 1_000;
    expect(clock.now()).toBe(110_000);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 100_001])('refuses the factor %d', (factor) => {
    expect(() => createScaledClock({ anchorWallMs: 0, anchorMs: 0, factor })).toThrow(/speed/);
  });
});

describe('driven clock', () => {
  it('stands still until advanced, and never goes back', () => {
    const clock = createDrivenClock(100);
    clock.advanceTo(100);
    clock.advanceTo(250);
    expect(clock.now()).toBe(250);
    expect(() => clock.advanceTo(249)).toThrow(/cannot go back/);
  });

  it('fires alarms in order of time, each at its own time, across all owners', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: 1_000 }), fc.boolean()), { maxLength: 30 }),
        fc.array(fc.nat({ max: 300 })),
        (alarms, steps) => {
          const clock = createDrivenClock(0);
          const owners = [createDrivenAlarms(clock), createDrivenAlarms(clock)] as const;
          const fired: number[] = [];
          for (const owner of owners) {
            owner.listen((_name, at) => {
              expect(clock.now()).toBe(at);
              fired.push(at);
            });
          }
          for (const [i, [at, isFirst]] of alarms.entries()) owners[isFirst ? 0 : 1].set(`alarm ${i}`, at);
          for (const step of steps) clock.advanceTo(clock.now() + step);
          const due = alarms.map(([at]) => at).filter((at) => steps.length > 0 && at <= clock.now());
          expect(fired).toEqual(due.sort((a, b) => a - b));
        },
      ),
    );
  });

  it('keeps the order in which alarms of one instant were set; a name set again moves', () => {
    const clock = createDrivenClock(0);
    const alarms = createDrivenAlarms(clock);
    const fired: string[] = [];
    alarms.listen((name) => fired.push(name));
    for (const name of ['a', 'b', 'c', 'a', 'gone']) alarms.set(name, 10);
    alarms.clear('gone');
    alarms.clear('never set');
    clock.advanceTo(10);
    clock.advanceTo(20);
    expect(fired).toEqual(['b', 'c', 'a']);
  });

  it('fires alarms that an alarm sets on the way, and late ones with the next advance', () => {
    const clock = createDrivenClock(0);
    const alarms = createDrivenAlarms(clock);
    const fired: number[] = [];
    alarms.listen((name, at) => {
      fired.push(at);
      if (at < 50) alarms.set(name, at + 20);
    });
    alarms.set('tick', 10);
    clock.advanceTo(100);
    alarms.set('late', 60);
    expect(fired).toEqual([10, 30, 50]);
    clock.advanceTo(100);
    expect(fired).toEqual([10, 30, 50, 60]);
  });

  it('stops when alarms set each other without end', () => {
    const clock = createDrivenClock(0);
    const alarms = createDrivenAlarms(clock);
    alarms.listen((name, at) => alarms.set(name, at));
    alarms.set('loop', 5);
    expect(() => clock.advanceTo(10)).toThrow(/without end/);
  });

  it('is silent once closed, and has one owner', () => {
    const clock = createDrivenClock(0);
    const alarms = createDrivenAlarms(clock);
    const listener = vi.fn();
    alarms.listen(listener);
    expect(() => alarms.listen(listener)).toThrow(/one owner/);
    alarms.set('a', 5);
    alarms.close();
    clock.advanceTo(10);
    expect(listener).not.toHaveBeenCalled();
  });
});

describe('system alarms', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('fire at their time, in order, and not before', () => {
    const alarms = createSystemAlarms(systemClock);
    const fired: string[] = [];
    alarms.listen((name, at) => fired.push(`${name}@${at - 1_000_000}`));
    alarms.set('b', 1_000_200);
    alarms.set('a', 1_000_100);
    alarms.set('cleared', 1_000_150);
    alarms.set('past', 999_000);
    alarms.clear('cleared');
    vi.advanceTimersByTime(99);
    expect(fired).toEqual(['past@-1000']);
    vi.advanceTimersByTime(1_000);
    expect(fired).toEqual(['past@-1000', 'a@100', 'b@200']);
  });

  it('follow the pace of their clock', () => {
    const clock = createScaledClock({ anchorWallMs: 1_000_000, anchorMs: 0, factor: 100 });
    const alarms = createSystemAlarms(clock);
    const listener = vi.fn();
    alarms.listen(listener);
    alarms.set('hour', 3_600_000);
    vi.advanceTimersByTime(35_999);
    expect(listener).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(listener).toHaveBeenCalledWith('hour', 3_600_000);
  });

  it('survive waits longer than a timer can hold and a wall clock that is set forward', () => {
    const alarms = createSystemAlarms(systemClock);
    const listener = vi.fn();
    alarms.listen(listener);
    alarms.set('next year', 1_000_000 + 365 * 86_400_000);
    vi.advanceTimersByTime(60_000);
    expect(listener).not.toHaveBeenCalled();
    vi.setSystemTime(1_000_000 + 366 * 86_400_000);
    vi.advanceTimersByTime(30_000);
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('go on after a listener that threw, and end with close', () => {
    const alarms = createSystemAlarms(systemClock);
    const fired: string[] = [];
    alarms.listen((name) => {
      fired.push(name);
      if (name === 'bad') throw new Error('listener');
    });
    alarms.set('bad', 1_000_010);
    alarms.set('good', 1_000_020);
    alarms.set('never', 1_000_030);
    expect(() => vi.advanceTimersByTime(10)).toThrow('listener');
    vi.advanceTimersByTime(10);
    alarms.close();
    vi.advanceTimersByTime(100);
    expect(fired).toEqual(['bad', 'good']);
    expect(vi.getTimerCount()).toBe(0);
  });
});
