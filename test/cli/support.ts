import { vi } from 'vitest';
import type { CliContext, Output } from '../../src/cli/context.js';
import { run } from '../../src/cli/run.js';
import type { Transition } from '../../src/cli/screen/index.js';

/** Somewhere to write that remembers. */
export interface Paper extends Output {
  readonly text: () => string;
}

export function paper(size?: { readonly columns: number; readonly rows?: number }): Paper {
  let written = '';
  return {
    write: (text) => {
      written += text;
    },
    text: () => written,
    isTerminal: size !== undefined,
    columns: size?.columns ?? 80,
    rows: size?.rows ?? 60,
  };
}

export interface TestContext extends CliContext {
  readonly stdout: Paper;
  readonly stderr: Paper;
  readonly stop: () => void;
}

export function context(
  overrides: Partial<Omit<CliContext, 'stdout' | 'stderr' | 'signal'>> & { stdout?: Paper } = {},
): TestContext {
  const controller = new AbortController();
  return {
    stdout: paper(),
    env: {},
    platform: 'linux',
    home: '/nowhere',
    readInput: async () => '',
    ...overrides,
    stderr: paper(),
    signal: controller.signal,
    stop: () => controller.abort(),
  };
}

/** Runs a command line to its end. */
export async function runIn(
  surroundings: TestContext,
  ...args: string[]
): Promise<{ code: number; out: string; err: string }> {
  const code = await run(args, surroundings);
  return { code, out: surroundings.stdout.text(), err: surroundings.stderr.text() };
}

const usesFile = () => process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq'));

/** Lets simulated time go by until this holds, and none while a file is read or written. */
export async function passUntil(holds: () => boolean, step = 0): Promise<void> {
  while (!holds()) await vi.advanceTimersByTimeAsync(usesFile() ? 0 : step);
}

/** What a person sees in the end: without colours, and without what was overdrawn. */
export function seen(text: string): string {
  // oxlint-disable-next-line no-control-regex -- It is about control sequences.
  return text.replaceAll(/[^\n]*\r\u001B\[2K/g, '').replaceAll(/\u001B\[[\d;?]*[A-Za-z]/g, '');
}

export const transitions = (text: string): Transition[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line): Transition => JSON.parse(line));
