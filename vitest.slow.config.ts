/**
 * The slow suites, one after another: whole runs, kills, parity of backtest and wire, long simulations.
 */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{e2e,parity,simulation}/**/*.slow.test.ts'],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
