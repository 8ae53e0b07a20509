import { defineConfig } from 'vitest/config';
import { patience } from '../support/patience.js';

export default defineConfig({
  test: {
    include: ['test/durable-kill/*.test.ts'],
    globalSetup: 'test/durable-kill/support/setup.ts',
    ...patience,
    testTimeout: 600_000,
    maxWorkers: 2,
  },
});
