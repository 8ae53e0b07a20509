import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { fromPromise, setup } from 'xstate';
import { createHost } from '../../src/durable/index.js';
import { sqliteStore } from '../../src/durable/sqlite/index.js';
import { simulateTime } from '../support/world.js';
import { pass } from './support/stores.js';

simulateTime();

const folder = mkdtempSync(join(tmpdir(), 'tve-auth-flow-disk-'));

/** A disk of two megabytes; nothing where this user may make none. */
function mount(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
const isMounted = mount();

afterAll(() => {
  // Lazily: the driver lets go of its files when it is collected.
  if (isMounted) execFileSync('umount', ['-l', folder]);
  rmSync(folder, { recursive: true, force: true });
});

let answer = () => {};
const machine = setup({
  types: {} as { context: { text: string }; input: { text?: string } },
  actors: {
    ask: fromPromise(
      () =>
        new Promise<void>((resolve) => {
          answer = resolve;
        }),
    ),
  },
}).createMachine({
  id: 'notes',
  context: ({ input }) => ({ text: input?.text ?? '' }),
  initial: 'idle',
  states: {
    idle: { on: { ask: 'asking' } },
    asking: { invoke: { id: 'ask', src: 'ask', onDone: 'answered' } },
    answered: { type: 'final' },
  },
});
const machines = {
  notes: { machine, view: ({ value }: { readonly value: unknown }) => value },
};

it.runIf(isMounted)(
  'a disk that is full: nothing that was stored is lost, and the flows go on when there is room',
  async () => {
    const file = join(folder, 'flows.db');
    const filler = join(folder, 'filler');
    const store = sqliteStore(file);
    const errors: unknown[] = [];
    const host = await createHost({ store, machines, onError: (error) => errors.push(error) });
    await host.start('first', 'notes');
    await host.send('first', { type: 'ask' });
    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(filler, Buffer.alloc(bavail * bsize));

    const full = { code: 'store_failed', message: expect.stringContaining('the disk is full') };
    const text = 'x'.repeat(200_000);
    await expect(host.start('second', 'notes', { text })).rejects.toMatchObject(full);
    await expect(host.view('second')).rejects.toMatchObject({ code: 'flow_unknown' });
    expect(await host.view('first')).toMatchObject({ seq: 2, view: 'asking' });
    // The answer to a request comes meanwhile: it is stored later.
    answer();
    await pass(0);
    expect(errors).toContainEqual(expect.objectContaining(full));
    expect(await host.view('first')).toMatchObject({ seq: 2, view: 'asking' });

    rmSync(filler);
    await pass(5_000);
    expect(await host.view('first')).toMatchObject({ seq: 3, view: 'answered' });
    await host.start('second', 'notes', { text });
    await host.close();
    await store.close();

    const again = sqliteStore(file);
    const next = await createHost({ store: again, machines });
    expect((await next.list()).map(({ key }) => key).sort()).toEqual(['first', 'second']);
    await next.close();
    await again.close();
  },
);
