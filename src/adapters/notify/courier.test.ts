/** Delivery: again with growing waits, as late as asked, never for ever, critical ones to the end. */
import { describe, expect, it } from 'vitest';
import { handTime } from '../../../test/support/hand-time.ts';
import type { AlertLevel, Delivery, Message, Sending } from '../../ports/index.ts';
import { Courier } from './courier.ts';

const message = (id: string, level: AlertLevel = 'warning'): Message => ({
  id,
  code: 'candle-gap',
  subject: 'BTCUSDT',
  level,
  at: 1,
  title: id,
  lines: [],
  details: {},
  more: 0,
});

/** A channel that answers from a list, then always delivers. `'hang'` never answers. */
function started(answers: (Sending | 'hang' | 'throw')[], queueMax = 10) {
  const time = handTime();
  const begun = time.clock.now();
  const attempts: { id: string; afterMs: number }[] = [];
  const deliveries: Delivery[] = [];
  let kept: readonly Message[] = [];
  const courier = new Courier({
    channel: {
      name: 'test',
      close: () => {},
      send: async ({ id }) => {
        attempts.push({ id, afterMs: time.clock.now() - begun });
        const answer = answers.shift() ?? { outcome: 'delivered' };
        if (answer === 'throw') throw new Error('https://secret.example/token');
        return answer === 'hang' ? new Promise<Sending>(() => {}) : answer;
      },
    },
    clock: time.clock,
    wait: time.wait,
    timeoutMs: 10_000,
    queueMax,
    onDelivery: (delivery) => void deliveries.push(delivery),
    keep: (critical) => {
      kept = critical;
    },
  });
  const statuses = () => deliveries.map(({ status, attempt }) => `${status} ${attempt}`);
  return { courier, time, attempts, deliveries, statuses, kept: () => kept.map(({ id }) => id) };
}

const again: Sending = { outcome: 'again', reason: 'HTTP 502' };
const refused: Sending = { outcome: 'refused', reason: 'HTTP 401' };

describe('a courier', () => {
  it('sends nothing before the step of its caller is over', async () => {
    const { courier, time, attempts } = started([]);
    courier.add(message('a'));
    expect(attempts).toEqual([]);
    await time.advance(0);
    expect(attempts).toEqual([{ id: 'a', afterMs: 0 }]);
  });

  it('tries again with growing waits, and gives up what is not critical', async () => {
    const { courier, time, attempts, statuses } = started([again, again, again, again, again, again]);
    courier.add(message('a'));
    await time.advance(3_600_000);
    expect(attempts.map(({ afterMs }) => afterMs)).toEqual([0, 1_000, 3_000, 8_000, 23_000]);
    expect(statuses()).toEqual(['again 1', 'again 2', 'again 3', 'again 4', 'dropped 5']);
    expect(courier.waiting).toBe(0);
  });

  it('never gives up a critical message, and keeps it until it has arrived', async () => {
    const { courier, time, attempts, statuses, kept } = started(Array.from({ length: 20 }, () => again));
    courier.add(message('a', 'critical'));
    expect(kept()).toEqual(['a']);
    await time.advance(4_000_000);
    expect(kept()).toEqual(['a']);
    await time.advance(4_000_000);
    expect(attempts).toHaveLength(21);
    expect(statuses().at(-1)).toBe('delivered 21');
    expect(kept()).toEqual([]);
  });

  it('waits as long as the receiver asks', async () => {
    const { courier, time, attempts } = started([{ outcome: 'again', reason: 'HTTP 429', afterMs: 37_000 }]);
    courier.add(message('a'));
    courier.add(message('b', 'critical'));
    await time.advance(36_999);
    expect(attempts).toHaveLength(1);
    await time.advance(1);
    expect(attempts.map(({ id }) => id)).toEqual(['b', 'b', 'a']);
  });

  it('bounds a channel that never answers or fails unforeseen, and repeats nothing of what it says', async () => {
    const { courier, time, deliveries } = started(['hang', 'throw']);
    courier.add(message('a'));
    await time.advance(12_000);
    expect(deliveries.map(({ reason }) => reason)).toEqual([
      'no answer within 10000 ms',
      'the channel failed in a way that it does not know',
    ]);
    await time.advance(10_000);
    expect(deliveries.at(-1)?.status).toBe('delivered');
  });

  it('goes on with the next one after a refusal', async () => {
    const { courier, time, statuses, attempts } = started([refused]);
    courier.add(message('a'));
    courier.add(message('b'));
    await time.advance(0);
    expect(statuses()).toEqual(['refused 1', 'delivered 1']);
    expect(attempts.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('keeps a refused critical message for one more run, and no longer', async () => {
    const first = started([refused]);
    first.courier.add(message('a', 'critical'));
    await first.time.advance(0);
    expect(first.kept()).toEqual(['a']);
    const second = started([refused]);
    second.courier.addLate(message('a', 'critical'));
    await second.time.advance(0);
    expect(second.kept()).toEqual([]);
  });

  it('tells what it drops when too many wait', async () => {
    const { courier, time, deliveries } = started(['hang'], 2);
    for (const [id, level] of [
      ['a', 'critical'],
      ['b', 'info'],
      ['c', 'critical'],
      ['d', 'critical'],
    ] as const)
      courier.add(message(id, level));
    await time.advance(0);
    expect(deliveries.map(({ status, level }) => `${status} ${level}`)).toEqual(['dropped info', 'dropped critical']);
    expect(courier.waiting).toBe(2);
  });

  it('ends within its grace, drops what is not critical and keeps the rest', async () => {
    const { courier, time, deliveries, kept } = started(['hang']);
    courier.add(message('a', 'critical'));
    courier.add(message('b'));
    const closed = courier.close(3_000);
    await time.advance(3_000);
    await closed;
    expect(deliveries.map(({ status, reason }) => `${status}: ${reason}`)).toEqual([
      'again: kept for the next start',
      'dropped: the run has ended',
    ]);
    expect(kept()).toEqual(['a']);
  });

  it('delivers what waits before it ends', async () => {
    const { courier, time, statuses } = started([again]);
    courier.add(message('a'));
    const closed = courier.close(3_000);
    await time.advance(1_000);
    await closed;
    expect(statuses()).toEqual(['again 1', 'delivered 2']);
  });
});
