import type { PassStorage } from './storage.js';

/** Storage for the life of the process; the default. */
export function memoryStorage(): PassStorage {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}
