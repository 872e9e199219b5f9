/**
 * The fast suite: everything that stands beside the code and in test/, but for what is named `*.slow.test.ts`.
 */
import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    exclude: [...configDefaults.exclude, '**/*.slow.test.ts'],
    // No test replaces a module, so that files share what they have loaded: half the time.
    isolate: false,
    // Much of what they do is waiting for sockets and timers: one process less than there are processors leaves time unused.
    maxWorkers: '100%',
    testTimeout: 20_000,
  },
});
