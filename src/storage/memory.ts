import type { PassStorage } from './storage.js';

/** Storage for the life of the process; the default. */
export function memoryStorage(): PassStorage {
  const items = new Map<string, string>();
  const locks = new Map<string, Promise<unknown>>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    lock(name, work) {
      const next = (locks.get(name) ?? Promise.resolve()).then(work);
      const done = next.then(
        () => {},
        () => {},
      );
      locks.set(name, done);
      void done.then(() => locks.get(name) === done && locks.delete(name));
      return next;
    },
  };
}
