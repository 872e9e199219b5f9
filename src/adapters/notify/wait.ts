/**
 * Waits that an abort ends.
 * Invariant: keeps the process alive until it ends, so that what is awaited at the end of a run is not cut off; never rejects.
 */
import type { Wait } from './courier.ts';

export const wait: Wait = (delayMs, signal) =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, delayMs);
    signal.addEventListener('abort', end, { once: true });
  });
