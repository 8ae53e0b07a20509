import { execFile, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Milliseconds that an example may take, on a machine that has a lot to do. */
const limit = 60_000;

const guard = new URL('./loopback-only.mjs', import.meta.url).href;
const inTurn = fileURLToPath(new URL('./in-turn.mjs', import.meta.url));
const execArgv = ['--enable-source-maps', '--import', guard];
const env = { PATH: process.env['PATH'] };

/** How a module ended. */
export interface Ended {
  /** Empty where it ended well; else why not. */
  readonly failure: string;
  readonly output: string;
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'example-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs a module in a process and a folder of its own, without a network beyond loopback. */
const runModule = (file: string): Promise<Ended> =>
  inFolder(
    (cwd) =>
      new Promise((resolve) => {
        const options = { cwd, env, timeout: limit, killSignal: 'SIGKILL' } as const;
        execFile(process.execPath, [...execArgv, file], options, (error, stdout, stderr) => {
          const failure = error ? stderr || `ended with ${error.code ?? error.signal}` : '';
          const why = error?.killed ? `did not end within ${limit} ms` : failure;
          resolve({ failure: why, output: stdout + stderr });
        });
      }),
  );

/** Runs modules in one process, as far as all goes well. @returns what each printed */
const runTogether = (files: readonly string[]): Promise<readonly string[]> =>
  inFolder(
    (cwd) =>
      new Promise((resolve) => {
        const outputs: string[] = [];
        const child = fork(inTurn, files, { cwd, env, execArgv, stdio: 'ignore' });
        const kill = () => child.kill('SIGKILL');
        let timer = setTimeout(kill, limit);
        child.on('message', (output) => {
          outputs.push(output as string);
          clearTimeout(timer);
          timer = setTimeout(kill, limit);
        });
        child.on('close', () => {
          clearTimeout(timer);
          resolve(outputs);
        });
      }),
  );

/**
 * Runs modules one after the other, each in a folder of its own. They share a process, which is several
 * times faster; one that does not end well there is judged by how it ends alone.
 */
export async function runModules(files: readonly string[]): Promise<readonly Ended[]> {
  const ended: Ended[] = [];
  while (ended.length < files.length) {
    const outputs = await runTogether(files.slice(ended.length));
    ended.push(...outputs.map((output) => ({ failure: '', output })));
    const next = files[ended.length];
    if (next !== undefined) ended.push(await runModule(next));
  }
  return ended;
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
