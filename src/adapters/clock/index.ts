/**
 * Clocks and alarms.
 * Invariant: nothing outside this folder reads the wall clock.
 */
export { AlarmClock, createDrivenAlarms, createDrivenClock } from './driven-clock.ts';
export { createFollowingClock, type FollowingClock } from './following-clock.ts';
export { createSystemAlarms } from './system-alarms.ts';
export { createScaledClock, type PacedClock, systemClock } from './system-clock.ts';
