import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Milliseconds that an example may take. */
const limit = 10_000;

const guard = new URL('./loopback-only.mjs', import.meta.url).href;

/** How a module ended. */
export interface Ended {
  /** Empty where it ended well; else why not. */
  readonly failure: string;
  readonly output: string;
}

/** Runs a module in a process and a folder of its own, without a network beyond loopback. */
export async function runModule(file: string): Promise<Ended> {
  const folder = await mkdtemp(join(tmpdir(), 'example-'));
  const started = ['--enable-source-maps', '--import', guard, file];
  try {
    return await new Promise((resolve) => {
      execFile(
        process.execPath,
        started,
        { cwd: folder, timeout: limit, killSignal: 'SIGKILL', env: { PATH: process.env['PATH'] } },
        (error, stdout, stderr) => {
          const why = error?.killed ? `did not end within ${limit} ms` : (error && stderr) || '';
          resolve({ failure: why, output: stdout + stderr });
        },
      );
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

/** The promises of a module's `// → …` comments that its output doesn't keep; `…` stands for anything. */
export function brokenPromises(code: string, output: string): string[] {
  const printed = oneLine(output);
  return [...code.matchAll(/\/\/ → (.+)$/gm)]
    .map(([, promise = '']) => promise)
    .filter((promise) => {
      let from = 0;
      return promise.split('…').some((part) => {
        const at = printed.indexOf(oneLine(part), from);
        from = at + oneLine(part).length;
        return at < 0;
      });
    });
}

/** Does all the work, at most so much at a time. @returns a promise for each, in order */
export function inParallel<T, R>(
  atOnce: number,
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Array<Promise<R>> {
  const lanes: Array<Promise<unknown>> = Array.from({ length: atOnce }, () => Promise.resolve());
  return items.map((item, index) => {
    const lane = index % atOnce;
    const result = (lanes[lane] ?? Promise.resolve()).then(() => work(item));
    lanes[lane] = result.catch(() => {});
    return result;
  });
}
