/**
 * The fast suite: everything that stands beside the code and in test/, but for what is named `*.slow.test.ts`.
 */
import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    exclude: [...configDefaults.exclude, '**/*.slow.test.ts'],
    testTimeout: 20_000,
  },
});
