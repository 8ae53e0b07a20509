import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir, uptime } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fileStorage } from '../../src/node.js';
import { simulateTime } from '../support/world.js';

simulateTime();

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tve-auth-flow-'));
  path = join(folder, 'credentials.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Another process, as far as files can tell. */
const another = () => fileStorage(path);
const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

/** Takes the lock and holds it until it is let go. */
async function hold(storage = another()) {
  let letGo = () => {};
  const until = new Promise<void>((resolve) => (letGo = resolve));
  let done: Promise<unknown> = until;
  await new Promise<void>((begun) => {
    done = storage.lock!('name', () => {
      begun();
      return until;
    });
  });
  return { letGo, done };
}

/** Asks for the lock. */
function ask(storage = another()) {
  const asked = { has: false, error: undefined as unknown };
  const done = storage.lock!('name', async () => void (asked.has = true)).catch(
    (error: unknown) => (asked.error = error),
  );
  return Object.assign(asked, { done });
}

describe('a lock', () => {
  it('is waited for, and gives what the work gives', async () => {
    const holder = await hold();
    const waiter = ask();
    await pass(1);
    expect(waiter.has).toBe(false);
    holder.letGo();
    await holder.done;
    await pass(1);
    expect(waiter.has).toBe(true);
    await expect(another().lock!('name', async () => 7)).resolves.toBe(7);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is let go of when the work fails', async () => {
    const failed = another().lock!('name', () => Promise.reject(new Error('no good')));
    await expect(failed).rejects.toThrow('no good');
    const waiter = ask();
    await waiter.done;
    expect(waiter.has).toBe(true);
  });

  it('excludes nobody with another name', async () => {
    const { letGo } = await hold();
    const other = another().lock!('a/'.repeat(500), async () => 'other');
    await expect(other).resolves.toBe('other');
    letGo();
  });

  it('is held for as long as the work takes', async () => {
    const holder = await hold();
    await pass(3600);
    const waiter = ask();
    await pass(59);
    expect(waiter).toMatchObject({ has: false, error: undefined });
    holder.letGo();
    await holder.done;
    await pass(1);
    expect(waiter.has).toBe(true);
  });

  it('is not waited for longer than a minute', async () => {
    await hold();
    const waiter = ask();
    await pass(61);
    expect(String(waiter.error)).toContain('is held by another process');
    expect(waiter.has).toBe(false);
  });

  it('that was taken over from somebody who was asleep stays with its new holder', async () => {
    const sleeper = await hold();
    vi.setSystemTime(Date.now() + 31_000);
    const holder = await hold();
    sleeper.letGo();
    await sleeper.done;
    const waiter = ask();
    await pass(1);
    expect(waiter.has).toBe(false);
    holder.letGo();
    await pass(1);
    expect(waiter.has).toBe(true);
  });
});

describe('a lock file that somebody else has left', () => {
  const gone = { host: hostname(), pid: 2 ** 30, start: 1 };
  const living = { host: hostname(), pid: process.ppid, start: 1 };
  const own = { ...living, pid: process.pid, start: uptime() - process.uptime() };

  /** A lock file with this content, `age` seconds old, and what its holder was writing. */
  async function leave(holder: Partial<typeof own> | string, age: number) {
    const { letGo, done } = await hold();
    const [name = ''] = await readdir(folder);
    letGo();
    await done;
    const lock = join(folder, name);
    await writeFile(lock, typeof holder === 'string' ? holder : JSON.stringify(holder));
    if (typeof holder === 'object') await writeFile(`${lock}.${holder.pid}`, '{"half":');
    const time = Date.now() / 1000 - age;
    await utimes(lock, time, time);
  }

  it.each([
    ['of a process that has ended', gone, 1],
    ['of a process that has given no sign of life for half a minute', living, 31],
    ['of another machine, as old', { ...gone, host: 'elsewhere' }, 31],
    ['of an earlier process with the id of this one', { ...own, start: own.start - 5 }, 1],
    ['of a time to come', living, -3600],
    ['without content', '', 2],
    ['of nobody we know', '{"half":', 2],
  ])('%s is taken over at once, with nothing left of it', async (_what, holder, age) => {
    await leave(holder, age);
    const waiter = ask();
    await waiter.done;
    expect(waiter.has).toBe(true);
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ['of a living process', living],
    ['of another machine', { ...gone, host: 'elsewhere' }],
    ['of this process', own],
  ])('%s is waited for, for half a minute', async (_what, holder) => {
    await leave(holder, 5);
    const waiter = ask();
    await pass(24);
    expect(waiter.has).toBe(false);
    await pass(2);
    expect(waiter.has).toBe(true);
  });

  it('is waited for a second where it was just made', async () => {
    await leave('', 0);
    const waiter = ask();
    await pass(0.9);
    expect(waiter.has).toBe(false);
    await pass(0.2);
    expect(waiter.has).toBe(true);
  });
});
