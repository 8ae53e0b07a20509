import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll } from 'vitest';

/** A process that shares a file of credentials. */
export interface Sharer {
  /** What it has reported. */
  readonly reports: readonly string[];
  /** Resolves when it has reported so often. Rejects where it ends before. */
  reported(times: number): Promise<void>;
  /** Resolves to its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  kill(): void;
}

function watch(child: ChildProcess): Sharer {
  const reports: string[] = [];
  child.on('message', (message) => reports.push(message as string));
  const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string);
  return {
    reports,
    ended,
    async reported(times) {
      const early = ended.then((code) => {
        if (reports.length < times) throw new Error(`It ended with ${code}`);
      });
      while (reports.length < times) await Promise.race([once(child, 'message'), early]);
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

/** Gives a function that starts a process with `program.ts`; all are ended after the tests. */
export function sharers(): (...parameters: string[]) => Sharer {
  let folder = '';
  const started: Sharer[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sharers-'));
    await build({
      entryPoints: [fileURLToPath(new URL('program.ts', import.meta.url))],
      bundle: true,
      platform: 'node',
      format: 'esm',
      external: ['ws'],
      outfile: join(folder, 'program.mjs'),
    });
  });
  afterAll(async () => {
    for (const sharer of started) sharer.kill();
    await Promise.all(started.map(({ ended }) => ended));
    await rm(folder, { recursive: true, force: true });
  });
  return (...parameters) => {
    const sharer = watch(fork(join(folder, 'program.mjs'), parameters, { execArgv: [] }));
    started.push(sharer);
    return sharer;
  };
}
