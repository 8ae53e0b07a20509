import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { nanoid } from 'nanoid';
import type { PassStorage } from './storage.js';

/**
 * Storage in one JSON file, for Node: written aside and renamed, so a crash leaves the old file or the
 * new one, and readable by its owner only (0600; its folder, where it has to be made, 0700).
 *
 * One process at a time: two that write the same file overwrite each other's items.
 *
 * @example
 * ```ts
 * import { fileStorage } from 'tve-auth-flow/node';
 *
 * const storage = fileStorage('./credentials.json');
 * ```
 *
 * Reading rejects where the file is there but is not this store's, so nothing is overwritten.
 */
export function fileStorage(path: string): PassStorage {
  const file = resolve(path);
  // One change after another: each reads what the one before it wrote.
  let last: Promise<unknown> = Promise.resolve();

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

  function change(apply: (items: Record<string, string>) => void): Promise<void> {
    const next = last.then(async () => {
      const items = await read();
      apply(items);
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      const aside = `${file}.${nanoid(8)}`;
      try {
        const handle = await open(aside, 'wx', 0o600);
        try {
          await handle.writeFile(`${JSON.stringify(items, null, 2)}\n`);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await rename(aside, file);
      } catch (error) {
        await rm(aside, { force: true });
        throw error;
      }
    });
    last = next.catch(() => {});
    return next;
  }

  return {
    getItem: async (key) => {
      await last;
      const items = await read();
      return Object.hasOwn(items, key) ? (items[key] ?? null) : null;
    },
    setItem: (key, value) => change((items) => Object.assign(items, { [key]: value })),
    removeItem: (key) => change((items) => void delete items[key]),
  };
}
