import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

/** A Node program that uses the sources; `import … from './src/…'` means the top of the repository. */
export function program(contents: string) {
  let folder = '';
  let file = '';
  beforeAll(async () => {
    // Inside, so that packages are found.
    folder = await mkdtemp(join(process.cwd(), 'node_modules', '.cache', 'inspect-'));
    file = join(folder, 'program.mjs');
    await build({
      stdin: { contents, resolveDir: process.cwd(), loader: 'ts' },
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      outfile: file,
    });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Runs it until it ends by itself; `onLine` hears what it prints. */
  return async (args: readonly string[], onLine: (line: string) => void = () => undefined) => {
    const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    const guard = setTimeout(() => child.kill('SIGKILL'), 50_000);
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      chunk.toString().trim().split('\n').forEach(onLine);
    });
    let complaints = '';
    child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    clearTimeout(guard);
    return { code, signal, complaints, lines: printed.trim().split('\n') };
  };
}
