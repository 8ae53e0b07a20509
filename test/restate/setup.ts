import type { TestProject } from 'vitest/node';
import { installEngine } from './support/install.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The engine itself, not its wrapper. */
    binary: string;
  }
}

const VERSION = '1.7.12';

export async function setup({ provide }: TestProject): Promise<void> {
  provide('binary', await installEngine(VERSION));
}
