import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSession, type StorageError } from '../../src/client/index.js';
import { fileStorage } from '../../src/node.js';
import { world } from '../support/world.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tve-auth-flow-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a file of credentials', () => {
  it('gives back what was set, also to a new process', async () => {
    const path = join(folder, 'made', 'credentials.json');
    const storage = fileStorage(path);
    await expect(storage.getItem('a')).resolves.toBeNull();
    await storage.setItem('a', '1');
    await storage.setItem('__proto__', '2');
    await expect(fileStorage(path).getItem('a')).resolves.toBe('1');
    await storage.removeItem('a');
    await expect(fileStorage(path).getItem('a')).resolves.toBeNull();
    await expect(storage.getItem('toString')).resolves.toBeNull();
  });

  it('is for its owner alone, and leaves nothing beside it (R275)', async () => {
    const path = join(folder, 'made', 'credentials.json');
    await fileStorage(path).setItem('a', '1');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'made'))).mode & 0o777).toBe(0o700);
    await expect(readdir(join(folder, 'made'))).resolves.toEqual(['credentials.json']);
  });

  it('loses nothing of many changes at once', async () => {
    const storage = fileStorage(join(folder, 'c.json'));
    await Promise.all(
      Array.from({ length: 50 }, (_, index) => storage.setItem(`k${index}`, String(index))),
    );
    expect(
      Object.keys(JSON.parse(await readFile(join(folder, 'c.json'), 'utf8')) as object),
    ).toHaveLength(50);
  });

  it.each(['', 'garbage', '[]', 'null', '{"half":'])(
    'that holds %j is neither read nor overwritten',
    async (text) => {
      const path = join(folder, 'c.json');
      await writeFile(path, text);
      const storage = fileStorage(path);
      await expect(storage.getItem('a')).rejects.toThrow('not a credentials file');
      await expect(storage.setItem('a', '1')).rejects.toThrow('not a credentials file');
      await expect(readFile(path, 'utf8')).resolves.toBe(text);
      await expect(readdir(folder)).resolves.toEqual(['c.json']);
    },
  );

  it('that cannot be read is left as it is: the client is told, and goes on in memory', async () => {
    const path = join(folder, 'c.json');
    await writeFile(path, 'secret garbage');
    const { clientWith, seen } = world();
    const errors: StorageError[] = [];
    const onStorageError = (error: StorageError) => errors.push(error);
    const client = clientWith({ storage: fileStorage(path), onStorageError });
    await createSession(client);
    await createSession(client);
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E4']);
    expect(errors).toMatchObject([{ path: 'storage.getItem' }]);
    expect(String(errors[0]?.cause)).not.toContain('secret garbage');
    await expect(readFile(path, 'utf8')).resolves.toBe('secret garbage');
  });

  it('serves a client over restarts', async () => {
    const path = join(folder, 'c.json');
    const { clientWith, seen } = world();
    await createSession(clientWith({ storage: fileStorage(path) }));
    await createSession(clientWith({ storage: fileStorage(path) }));
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E4']);
  });
});
