import { build } from 'esbuild';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The bundled program of a host. */
    hostProgram: string;
    /** For files. */
    folder: string;
  }
}

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Bundles the program once: it is started hundreds of times. */
export async function setup({ provide }: TestProject): Promise<() => void> {
  // Below node_modules, so that the packages are found from there.
  const cache = join(root, 'node_modules/.cache/tve-auth-flow');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'kill-'));
  const outfile = join(folder, 'host.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['test/durable-kill/support/host-process.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  provide('hostProgram', outfile);
  provide('folder', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
