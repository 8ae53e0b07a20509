import { defineConfig } from 'vitest/config';
import { patience } from '../support/patience.js';

export default defineConfig({
  test: {
    include: ['test/platforms/*.test.ts'],
    globalSetup: 'test/platforms/setup.ts',
    ...patience,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // One process more than cores would only make each row slower.
    maxWorkers: 2,
  },
});
