import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileStorage } from '../../src/node.js';
import { sharers } from './support/processes.js';

const start = sharers();
let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tve-auth-flow-'));
  path = join(folder, 'credentials.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const read = async () => JSON.parse(await readFile(path, 'utf8')) as Record<string, string>;
const names = ['a', 'b', 'c', 'd'];

describe('a file that several processes share', () => {
  it('loses none of their writes, and is whole at every moment', async () => {
    const writers = names.map((name) => start(path, 'write', name, '25'));
    let areWriting = true;
    const ends = Promise.all(writers.map(({ ended }) => ended)).finally(() => (areWriting = false));
    await writers[0]?.reported(1);
    while (areWriting) expect(await read()).toBeTypeOf('object');
    expect(await ends).toEqual([0, 0, 0, 0]);
    const written = names.flatMap((name) => Array.from({ length: 25 }, (_, at) => `${name}${at}`));
    expect(new Set(Object.keys(await read()))).toEqual(new Set(written));
    expect(await readdir(folder)).toEqual(['credentials.json']);
  });

  it('excludes them from each other by a lock, inside of which they write', async () => {
    const counters = names.map(() => start(path, 'count', '25'));
    expect(await Promise.all(counters.map(({ ended }) => ended))).toEqual([0, 0, 0, 0]);
    expect(await read()).toEqual({ count: '100' });
    expect(await readdir(folder)).toEqual(['credentials.json']);
  });

  it('has a lock for others at once when the process that held it was killed', async () => {
    const holder = start(path, 'hold');
    await holder.reported(1);
    const counters = [start(path, 'count', '5'), start(path, 'count', '5')];
    holder.kill();
    expect(await holder.ended).toBe('SIGKILL');
    expect(await Promise.all(counters.map(({ ended }) => ended))).toEqual([0, 0]);
    expect(await read()).toEqual({ count: '10' });
    expect(await readdir(folder)).toEqual(['credentials.json']);
  });

  it('keeps what a process wrote that was killed while it wrote more, and takes writes at once', async () => {
    for (const name of ['a', 'b']) {
      const writer = start(path, 'write', name, '100000');
      await writer.reported(5);
      writer.kill();
      expect(await writer.ended).toBe('SIGKILL');
      await fileStorage(path).setItem('after', name);
      expect(await read()).toMatchObject({
        ...Object.fromEntries(writer.reports.map((key, at) => [key, String(at)])),
        after: name,
      });
      expect(await readdir(folder)).toEqual(['credentials.json']);
    }
  });
});
