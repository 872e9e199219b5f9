import { expect, it } from 'vitest';
import { ServerTime, type TimeAnswer } from './server-time.ts';

const HOUR_MS = 3_600_000;

/** A machine at 10,000 and an exchange that is ahead by `aheadMs`; each way takes 50 ms. */
function setUp({ aheadMs = HOUR_MS, failures = 0 } = {}) {
  let now = 10_000;
  let asked = 0;
  let left = failures;
  const ask = async (): Promise<TimeAnswer> => {
    asked += 1;
    if (left-- > 0) throw new Error('no answer');
    const before = now;
    now += 100;
    return { serverTime: before + 50 + aheadMs, before, after: now };
  };
  return { time: new ServerTime({ now: () => now }, ask), asked: () => asked };
}

it('is that of the machine before a measurement, and that of the exchange after one', async () => {
  const { time } = setUp();
  expect([time.now(), time.offsetMs]).toEqual([10_000, 0]);
  await time.measure();
  expect([time.now(), time.offsetMs]).toEqual([10_100 + HOUR_MS, HOUR_MS]);
});

it('is asked for once by all who need it, and again by the next one when there was no answer', async () => {
  const { time, asked } = setUp({ failures: 1 });
  const first = [time.known(), time.known()];
  for (const one of first) await expect(one).rejects.toThrow('no answer');
  expect(asked()).toBe(1);
  await Promise.all([time.known(), time.known()]);
  await time.known();
  expect(asked()).toBe(2);
});

it('keeps what it knows when a new measurement fails', async () => {
  let isDown = false;
  const ask = async (): Promise<TimeAnswer> => {
    if (isDown) throw new Error('no answer');
    return { serverTime: 500, before: 0, after: 0 };
  };
  const time = new ServerTime({ now: () => 0 }, ask);
  await time.measure();
  isDown = true;
  await expect(time.measure()).rejects.toThrow('no answer');
  expect(time.now()).toBe(500);
});

it('that is young is not renewed', async () => {
  const { time, asked } = setUp();
  await time.measure();
  time.followDrift();
  expect(asked()).toBe(1);
});
