import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, vi } from 'vitest';
import { type FlowStore, type ItemStore, memoryStore } from '../../../src/durable/index.js';
import { type SqliteStore, sqliteStore } from '../../../src/durable/sqlite/index.js';

// The real one: what a disk takes is no simulated time.
const soon = setImmediate;

/** Turns of the event loop that a step with all that follows from it takes at most. */
const TURNS = 12;

/** Lets what was asked of a store come to its end. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1)
    await new Promise<void>((resolve) => void soon(resolve));
}

/** Lets milliseconds go by, with what the stores do meanwhile. */
export async function pass(milliseconds = 0): Promise<void> {
  await settle();
  await vi.advanceTimersByTimeAsync(milliseconds);
  await settle();
}

/** A folder for the files of a test file, which goes with it. */
export function testFolder(): () => string {
  let folder: string | undefined;
  let files = 0;
  afterAll(() => {
    if (folder) rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    folder ??= mkdtempSync(join(tmpdir(), 'tve-auth-flow-'));
    files += 1;
    return join(folder, `${files}.db`);
  };
}

/** The kinds of stores, each with a function that makes an empty one. Call it in a test file. */
export function kindsOfStores(): ReadonlyArray<
  readonly [name: string, make: () => FlowStore & { readonly items: ItemStore }]
> {
  const nextFile = testFolder();
  const open: SqliteStore[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((store) => store.close()));
  });
  return [
    ['memory', memoryStore],
    [
      'SQLite',
      () => {
        const store = sqliteStore(nextFile());
        open.push(store);
        return store;
      },
    ],
  ];
}
