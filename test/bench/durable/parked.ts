import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { authenticationServices, createPassClient } from '../../../src/index.js';
import { createHost, memoryStore } from '../../../src/durable/index.js';
import { sqliteStore } from '../../../src/durable/sqlite/index.js';
import { createSimulator } from '../../../src/simulator/index.js';
import { info, softwareStatement } from '../support/info.js';
import { deviceId } from '../support/loopback-client.js';
import { median } from '../support/statistics.js';
import type { Answered } from '../parked-process.js';
import { input, machines } from './ways.js';

/** Flows that are written in one commit. */
const AT_ONCE = 1000;

/** The record of a sign-in that shows its code, and waits for the viewer. */
async function parkedRecord() {
  const store = memoryStore();
  const client = createPassClient({
    environment: 'release-staging',
    serviceProvider: 'REF30',
    softwareStatement,
    device: { id: deviceId(0), info },
    fetch: createSimulator().fetch,
  });
  const host = await createHost({
    store,
    machines,
    services: () => authenticationServices(client),
  });
  await host.start('flow', 'authentication', input);
  await host.waitFor('flow', ({ view }) => (view as { phase: string }).phase === 'authenticate');
  await host.close();
  const record = await store.read('flow');
  if (!record || record.isBusy) throw new Error('The flow does not wait');
  return record;
}

export interface Parked {
  /** Of the file, without what SQLite has beside it. */
  readonly bytes: number;
  /** Of the record. */
  readonly textBytes: number;
  /** Milliseconds from the start of a process to its first answer, after the one before was killed. */
  readonly firstAnswer: number;
  /** Bytes of heap that the process has, with none parked and with all. */
  readonly heap: { readonly none: number; readonly all: number };
}

async function answerOf(child: ChildProcess): Promise<Answered> {
  const [answer] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => {
      throw new Error('The process has ended early');
    }),
  ])) as [Answered];
  return answer;
}

/** Starts a host on the file, has it answer, and kills it. */
async function startAndKill(file: string): Promise<Answered & { readonly milliseconds: number }> {
  const start = performance.now();
  const program = fileURLToPath(new URL('parked-process.mjs', import.meta.url));
  const child = fork(program, [file], { execArgv: ['--expose-gc'] });
  const answer = await answerOf(child);
  const milliseconds = performance.now() - start;
  const { heap } = await answerOf(child);
  child.kill('SIGKILL');
  await once(child, 'exit');
  return { ...answer, heap, milliseconds };
}

/** What so many parked flows cost on disk, in memory, and at a start. */
export async function measureParked(count: number, starts: number): Promise<Parked> {
  const folder = mkdtempSync(join(tmpdir(), 'tve-auth-flow-bench-'));
  try {
    const none = join(folder, 'none.db');
    const file = join(folder, 'flows.db');
    const record = await parkedRecord();
    for (const [path, flows] of [
      [none, 1],
      [file, count],
    ] as const) {
      const store = sqliteStore(path);
      const owner = await store.claim();
      const keys = Array.from({ length: flows }, (_, number) => deviceId(number));
      for (let at = 0; at < flows; at += AT_ONCE)
        await Promise.all(
          keys.slice(at, at + AT_ONCE).map((key, index) => {
            // Each has a deadline of its own.
            const wakeAt = record.wakeAt === undefined ? undefined : record.wakeAt + at + index;
            return store.write(owner, key, undefined, { ...record, wakeAt });
          }),
        );
      await store.close();
    }
    const bytes = statSync(file).size / count;
    const times: number[] = [];
    let all = 0;
    for (let run = 0; run < starts + 1; run += 1) {
      const { milliseconds, heap } = await startAndKill(file);
      // The first one had no killed process before it.
      if (run > 0) times.push(milliseconds);
      all = heap;
    }
    const { heap } = await startAndKill(none);
    return {
      bytes,
      textBytes: Buffer.byteLength(record.text),
      firstAnswer: median(times),
      heap: { none: heap, all },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
