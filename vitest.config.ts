/**
 * The fast suite: everything that stands beside the code and in test/, but for what is named `*.slow.test.ts`.
 */
import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    exclude: [...configDefaults.exclude, '**/*.slow.test.ts'],
    // No test replaces a module, so that files share what they have loaded: half the time.
    isolate: false,
    testTimeout: 20_000,
  },
});
