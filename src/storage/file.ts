import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { open, readFile, rename } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { whileLocked } from './file-lock.js';
import { memoryStorage } from './memory.js';
import type { PassStorage } from './storage.js';

/**
 * Storage in one JSON file, for Node: written aside and renamed, so a crash leaves the old file or the
 * new one, and readable by its owner only (0600; its folder, where it has to be made, 0700).
 *
 * Processes of one machine may share the file: each change is made under a lock file beside it, and
 * `lock` excludes them from each other too. A lock whose process has ended, or has given no sign of life
 * for half a minute, is taken over.
 *
 * @example
 * ```ts
 * import { fileStorage } from 'tve-auth-flow/node';
 *
 * const storage = fileStorage('./credentials.json');
 * ```
 *
 * Reading rejects where the file is there but is not this store's, so nothing is overwritten; writing and
 * `lock` reject where another process has held the lock for a minute.
 */
export function fileStorage(path: string): PassStorage {
  const file = resolve(path);
  const ownLock = `${file}.lock`;
  const turns = memoryStorage();

  /** One after the other in this process, and then among processes. */
  const exclusively = <T>(lock: string, work: (aside: string) => Promise<T>): Promise<T> =>
    turns.lock!(lock, async () => {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      return whileLocked(lock, work);
    });

  async function read(): Promise<Record<string, string>> {
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
      throw error;
    }
    let items: unknown;
    try {
      items = JSON.parse(text);
    } catch {
      // The parser's message would quote the file, which holds secrets.
    }
    if (typeof items !== 'object' || items === null || Array.isArray(items)) {
      throw new Error(`${file} is not a credentials file of tve-auth-flow`);
    }
    return items as Record<string, string>;
  }

  const change = (apply: (items: Record<string, string>) => void): Promise<void> =>
    exclusively(ownLock, async (aside) => {
      const items = await read();
      apply(items);
      const handle = await open(aside, 'w', 0o600);
      try {
        await handle.writeFile(`${JSON.stringify(items, null, 2)}\n`);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(aside, file);
    });

  return {
    getItem: async (key) => {
      // After the changes that were asked for before.
      const items = await turns.lock!(ownLock, read);
      return Object.hasOwn(items, key) ? (items[key] ?? null) : null;
    },
    setItem: (key, value) => change((items) => Object.assign(items, { [key]: value })),
    removeItem: (key) => change((items) => void delete items[key]),
    lock(name, work) {
      // A name may be longer than that of a file, and has slashes.
      const id = createHash('sha256').update(name).digest('hex').slice(0, 16);
      return exclusively(`${file}.${id}.lock`, () => work());
    },
  };
}
