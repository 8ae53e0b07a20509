import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildTo } from '../../../docs/playground/build.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The playground that was built, and its content security policy. */
    playground: { readonly folder: string; readonly policy: string };
  }
}

/** Builds the playground for all files: it takes longer than many a test. */
export async function setup({ provide }: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'tve-auth-flow-playground-'));
  const { policy } = await buildTo(folder);
  provide('playground', { folder, policy });
  return () => rmSync(folder, { recursive: true });
}
