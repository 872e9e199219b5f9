/**
 * The slow suites, two files at a time: whole runs, kills, parity of backtest and wire, long simulations.
 * Invariant: a file has its own folders and free ports, so that any other may run beside it.
 */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,test}/**/*.slow.test.ts'],
    // Much of what they do is waiting for children, sockets and timers; more at once would only make each of them late.
    maxWorkers: 2,
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
