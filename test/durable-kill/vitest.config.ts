import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/durable-kill/*.test.ts'],
    globalSetup: 'test/durable-kill/support/setup.ts',
    testTimeout: 600_000,
    maxWorkers: 2,
  },
});
