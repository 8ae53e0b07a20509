import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/platforms/*.test.ts'],
    globalSetup: 'test/platforms/setup.ts',
    testTimeout: 120_000,
    // One process more than cores would only make each row slower.
    maxWorkers: 2,
  },
});
