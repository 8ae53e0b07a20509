import { defineConfig } from 'vitest/config';
import { patience } from '../support/patience.js';

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ['test/restate/*.test.ts'],
    globalSetup: 'test/restate/setup.ts',
    ...patience,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // An engine for each file: one process more than cores would only make each of them slower.
    maxWorkers: 2,
  },
});
