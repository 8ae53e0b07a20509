import type { TestProject } from 'vitest/node';
import { installEngine } from './support/install.js';
import { VERSION } from './version.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The engine itself, not its wrapper. */
    binary: string;
  }
}

export async function setup({ provide }: TestProject): Promise<void> {
  provide('binary', await installEngine(VERSION));
}
