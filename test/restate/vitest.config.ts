import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ['test/restate/*.test.ts'],
    globalSetup: 'test/restate/setup.ts',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // An engine for each file: one process more than cores would only make each of them slower.
    maxWorkers: 2,
  },
});
