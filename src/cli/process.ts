import { homedir } from 'node:os';
import { text } from 'node:stream/consumers';
import type { WriteStream } from 'node:tty';
import { ask } from './ask.js';
import type { Output } from './context.js';
import { run } from './run.js';
import { SHOW_CURSOR } from './screen/live-line.js';

/** Milliseconds that a stopped command has to clean up after itself. */
const GRACE = 1000;

/** Runs the command line of this process, and sees to its exit code. */
export async function runProcess(): Promise<void> {
  const controller = new AbortController();
  let stoppedWith: number | undefined;
  let grace = GRACE;
  const stop = (code: number) => {
    if (stoppedWith !== undefined) process.exit(stoppedWith);
    stoppedWith = code;
    controller.abort();
    setTimeout(() => process.exit(code), grace).unref();
  };
  process.on('SIGINT', () => stop(130));
  process.on('SIGTERM', () => stop(143));
  process.on('SIGHUP', () => stop(129));
  process.stdout.on('error', () => stop(141));
  process.stderr.on('error', () => {});
  const stdout = outputOf(process.stdout, process.env);
  process.on('exit', () => {
    if (stdout.isTerminal) process.stdout.write(SHOW_CURSOR);
  });

  const code = await run(process.argv.slice(2), {
    stdout,
    stderr: outputOf(process.stderr, process.env),
    env: process.env,
    platform: process.platform,
    home: homedir(),
    signal: controller.signal,
    stayFor: (milliseconds) => {
      grace = milliseconds;
    },
    readInput: () => readInput(controller.signal),
    // In a terminal that is asked, Ctrl-C is a key and no signal.
    ask:
      process.stdin.isTTY && stdout.isTerminal
        ? (question, signal) => ask(question, signal, () => stop(130))
        : undefined,
  });
  process.exitCode = stoppedWith ?? code;
  // A connection that is kept for another request must not keep the process.
  setTimeout(() => process.exit(), 100).unref();
}

function outputOf(stream: WriteStream, env: NodeJS.ProcessEnv): Output {
  return {
    write: (written) => void stream.write(written),
    isTerminal: stream.isTTY && env['TERM'] !== 'dumb',
    get columns() {
      return stream.columns || 80;
    },
    get rows() {
      return stream.rows || 24;
    },
  };
}

const closeInput = () => process.stdin.destroy();

async function readInput(signal: AbortSignal): Promise<string> {
  signal.addEventListener('abort', closeInput, { once: true });
  try {
    return await text(process.stdin);
  } finally {
    signal.removeEventListener('abort', closeInput);
  }
}
