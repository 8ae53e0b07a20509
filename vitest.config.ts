import { defineConfig } from 'vitest/config';
import { patience } from './test/support/patience.js';
import { SlowFirst } from './test/support/slow-first.js';

export default defineConfig({
  // The examples import the package by its name.
  resolve: { tsconfigPaths: true },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [
      'test/browser/**',
      'test/bench/**',
      'test/platforms/**',
      'test/restate/**',
      'test/durable-kill/**',
      'test/frameworks/**',
      'node_modules/**',
    ],
    // The files of a worker share their modules, which halves the time: a test leaves nothing behind.
    isolate: false,
    setupFiles: 'test/setup.ts',
    // Vitest leaves one core idle.
    maxWorkers: '100%',
    sequence: { sequencer: SlowFirst },
    ...patience,
  },
});
