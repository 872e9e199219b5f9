/**
 * Wall time that a test moves by hand: a clock, and waits that end when it gets there.
 * Invariant: nothing ends by itself.
 */
import type { Clock } from '../../src/ports/index.ts';

type Wait = { readonly at: number; readonly end: () => void };

export type HandTime = {
  readonly clock: Clock;
  readonly wait: (delayMs: number, signal: AbortSignal) => Promise<void>;
  /** Ends each wait on the way at its time, and lets what it woke do its work. */
  advance(ms: number): Promise<void>;
};

export function handTime(start = Date.UTC(2025, 0, 15, 12)): HandTime {
  let now = start;
  let waits: Wait[] = [];
  const wait = (delayMs: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const one: Wait = {
        at: now + delayMs,
        end: () => {
          waits = waits.filter((other) => other !== one);
          resolve();
        },
      };
      waits.push(one);
      signal.addEventListener('abort', one.end, { once: true });
    });
  const advance = async (ms: number): Promise<void> => {
    const until = now + ms;
    await settled();
    for (let next = earliest(waits); next && next.at <= until; next = earliest(waits)) {
      now = Math.max(now, next.at);
      next.end();
      await settled();
    }
    now = until;
  };
  return { clock: { now: () => now }, wait, advance };
}

const earliest = (waits: readonly Wait[]): Wait | undefined => waits.toSorted((a, b) => a.at - b.at)[0];

/** Everything that is ready to go on has gone on. */
async function settled(): Promise<void> {
  for (let round = 0; round < 3; round++) await new Promise((resolve) => setImmediate(resolve));
}
