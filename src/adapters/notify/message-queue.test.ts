/** The queue: bounded, and what matters most is dropped last and goes first. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlertLevel, Message } from '../../ports/index.ts';
import { LEVEL_RANK, MessageQueue } from './message-queue.ts';

let count = 0;
const message = (level: AlertLevel): Message => ({
  id: String(++count),
  code: 'fill',
  subject: '',
  level,
  at: count,
  title: 'a title',
  lines: [],
  details: {},
  more: 0,
});

describe('a full queue', () => {
  it('drops the oldest of the lowest level, and never what is under way', () => {
    const levels = fc.array(fc.constantFrom<AlertLevel>('info', 'warning', 'critical'), { maxLength: 40 });
    fc.assert(
      fc.property(levels, fc.integer({ min: 2, max: 8 }), (all, sizeMax) => {
        const queue = new MessageQueue(sizeMax);
        let waiting: Message[] = [];
        for (const level of all) {
          const [added, underWay] = [message(level), waiting[0]];
          const dropped = queue.add(added, (other) => other === underWay);
          waiting.push(added);
          if (dropped) {
            expect(dropped).not.toBe(underWay);
            const others = waiting.filter((other) => other !== underWay);
            expect(LEVEL_RANK[dropped.level]).toBe(Math.min(...others.map((other) => LEVEL_RANK[other.level])));
            expect(others.find((other) => other.level === dropped.level)).toBe(dropped);
            waiting = waiting.filter((other) => other !== dropped);
          }
          expect(queue.size).toBe(waiting.length);
          expect(queue.size).toBeLessThanOrEqual(sizeMax);
        }
        expect(queue.takeAll()).toEqual(waiting);
      }),
      { numRuns: 200 },
    );
  });

  it('gives the oldest critical message first', () => {
    const queue = new MessageQueue(5);
    const all = (['info', 'critical', 'warning', 'critical'] as const).map(message);
    for (const one of all) queue.add(one);
    expect(queue.next()).toBe(all[1]);
    expect(queue.critical()).toEqual([all[1], all[3]]);
    for (const one of all) queue.remove(one);
    expect(queue.next()).toBeUndefined();
  });
});
