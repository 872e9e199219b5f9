import { describe, expect, it } from 'vitest';
import { InvariantError } from '../domain/index.ts';
import { Lanes } from './lanes.ts';

/** Jobs that end when the test says so. */
function gates() {
  const log: string[] = [];
  const open = new Map<string, () => void>();
  const job = (name: string) => async () => {
    log.push(`${name} begins`);
    await new Promise<void>((resolve) => open.set(name, resolve));
    log.push(`${name} ends`);
  };
  const finish = async (name: string) => {
    open.get(name)?.();
    for (let i = 0; i < 10; i++) await Promise.resolve();
  };
  return { log, job, finish };
}

describe('lanes', () => {
  it('run the jobs of one lane in order, lanes beside each other', async () => {
    const { log, job, finish } = gates();
    const lanes = new Lanes(() => {});
    for (const [lane, name] of [
      ['a', 'a1'],
      ['a', 'a2'],
      ['b', 'b1'],
    ] as const)
      lanes.run(lane, job(name));
    await finish('');
    expect(log).toEqual(['a1 begins', 'b1 begins']);
    await finish('b1');
    await finish('a1');
    expect(log).toEqual(['a1 begins', 'b1 begins', 'b1 ends', 'a1 ends', 'a2 begins']);
    expect(lanes.isIdle).toBe(false);
    await finish('a2');
    expect(lanes.isIdle).toBe(true);
  });

  it('are idle only when what was added meanwhile is done, too', async () => {
    const log: string[] = [];
    const lanes = new Lanes(() => {});
    lanes.run('a', async () => {
      await Promise.resolve();
      lanes.run('b', async () => {
        await Promise.resolve();
        log.push('b');
      });
      log.push('a');
    });
    await lanes.idle();
    expect([log, lanes.isIdle]).toEqual([['a', 'b'], true]);
  });

  it('tell of a job that fails, and go on with the next', async () => {
    const errors: unknown[] = [];
    const lanes = new Lanes((error) => errors.push(error));
    let isNextDone = false;
    lanes.run('a', () => Promise.reject(new Error('broken')));
    lanes.run('a', async () => {
      isNextDone = true;
    });
    await lanes.idle();
    expect([errors, isNextDone]).toEqual([[new Error('broken')], true]);
  });

  it('are bounded', () => {
    const lanes = new Lanes(() => {});
    const endless = () => new Promise<void>(() => {});
    for (let i = 0; i < 1_000; i++) lanes.run('a', endless);
    expect(() => lanes.run('a', endless)).toThrow(InvariantError);
    expect(() => lanes.run('b', endless)).not.toThrow();
  });
});
