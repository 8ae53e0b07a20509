import { defineConfig } from 'vitest/config';
import { patience } from '../support/patience.js';

export default defineConfig({
  // The examples import the package by its name.
  resolve: { tsconfigPaths: true },
  test: {
    include: ['test/browser/**/*.test.ts'],
    globalSetup: 'test/browser/playground/build-once.ts',
    ...patience,
    // More than Playwright's own, which says what it waits for.
    testTimeout: 90_000,
    hookTimeout: 90_000,
    // One browser at a time.
    fileParallelism: false,
  },
});
