import { type StorageError, storageFailure } from '../errors/storage-error.js';
import { memoryStorage } from '../storage/memory.js';
import type { PassStorage } from '../storage/storage.js';
import { abortable, within } from './abort.js';

/** Milliseconds that a function of the app's storage may take. */
const PATIENCE = 5_000;

/** Milliseconds to wait for another window or process that works under the same name. */
const LOCK_PATIENCE = 20_000;

/** What stands in the place of an item that could not be removed: it says nothing of anybody. */
const REMOVED = '';

/** The app's storage, so that a client can rely on it: what fails there is told once, and the client goes on. */
export interface Items {
  /** What is stored, parsed; `undefined` where there is nothing that can be used. Rejects for the signal alone. */
  read(key: string, signal?: AbortSignal): Promise<unknown>;
  /** Stores JSON. Where the storage fails, it is remembered for this run. Never rejects. */
  write(key: string, value: object): Promise<void>;
  /** @throws StorageError where the item is still there: it is tried again before anything is read. */
  remove(key: string): Promise<void>;
  /**
   * Runs work while no other window or process runs work under the same name, where that can be had.
   *
   * @param work Is told whether there is a lock.
   */
  exclusively<T>(
    name: string,
    work: (isLocked: boolean) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T>;
}

// By storage: another client of this process must not find what should be gone.
const toRemove = new WeakMap<PassStorage, Set<string>>();

export function createItems(
  given: PassStorage | null | undefined,
  onStorageError: ((error: StorageError) => void) | undefined,
): Items {
  const told = new Set<string>();
  const storage = given ?? memoryStorage();
  const leftovers = toRemove.get(storage) ?? new Set<string>();
  toRemove.set(storage, leftovers);
  /** What could not be stored, or, once the storage can't be read, all that was. */
  const unsaved = new Map<string, string>();
  let isReadable = true;

  function failed(name: 'getItem' | 'setItem' | 'removeItem', cause?: unknown): StorageError {
    const error = storageFailure(`storage.${name}`, cause);
    if (!told.has(name)) {
      told.add(name);
      try {
        onStorageError?.(error);
      } catch {
        // An observer breaks no call.
      }
    }
    return error;
  }
  if (given === null) failed('getItem');

  const call = <T>(
    name: 'getItem' | 'setItem' | 'removeItem',
    work: () => T | PromiseLike<T>,
    signal?: AbortSignal,
  ) => within(`storage.${name}`, PATIENCE, work, signal);

  /** What was wanted last of each item, for a write that ends late: `undefined` where it should be gone. */
  const wanted = new Map<string, string | undefined>();

  /** Stores an item, or takes it away. One that ends after its time has no say any more. */
  async function put(key: string, item: string | undefined, isLate = false): Promise<void> {
    if (!isLate) wanted.set(key, item);
    let hasFailed = false;
    const name = item === undefined ? 'removeItem' : 'setItem';
    const work = async () => {
      await (item === undefined ? storage.removeItem(key) : storage.setItem(key, item));
      if (hasFailed && wanted.get(key) !== item) await put(key, wanted.get(key), true);
    };
    try {
      await call(name, work);
    } catch (cause) {
      hasFailed = true;
      throw failed(name, cause);
    }
  }

  async function remove(key: string): Promise<void> {
    unsaved.delete(key);
    try {
      await put(key, undefined);
      leftovers.delete(key);
    } catch (error) {
      leftovers.add(key);
      try {
        await call('setItem', () => storage.setItem(key, REMOVED));
      } catch {
        throw error;
      }
    }
  }

  async function stored(key: string, signal?: AbortSignal): Promise<unknown> {
    for (const leftover of leftovers) await remove(leftover).catch(() => {});
    if (leftovers.has(key)) return undefined;
    const get = () => call('getItem', () => storage.getItem(key), signal);
    try {
      return await get().catch(get);
    } catch (cause) {
      if (signal?.aborted) throw cause;
      isReadable = false;
      failed('getItem', cause);
      return undefined;
    }
  }

  return {
    async read(key, signal) {
      const item = unsaved.get(key) ?? (isReadable ? await stored(key, signal) : undefined);
      if (typeof item !== 'string') return item ?? undefined;
      if (item === REMOVED) leftovers.add(key);
      try {
        return (JSON.parse(item) as unknown) ?? undefined;
      } catch {
        return undefined;
      }
    },
    async write(key, value) {
      const item = JSON.stringify(value);
      leftovers.delete(key);
      unsaved.set(key, item);
      if (!isReadable) return;
      try {
        await put(key, item);
        if (unsaved.get(key) === item) unsaved.delete(key);
      } catch {
        // It was told, and is remembered.
      }
    },
    remove,
    exclusively(name, work, signal) {
      const lock = storage.lock
        ? (run: () => Promise<void>) => storage.lock!(name, run)
        : given && typeof navigator === 'object' && navigator.locks
          ? (run: () => Promise<void>) => navigator.locks.request(name, run)
          : undefined;
      return lock ? whileLocked(lock, () => work(true), signal) : work(false);
    },
  };
}

/** Runs work under a lock; without it, where the lock fails or whoever holds it does not let go. */
function whileLocked<T>(
  lock: (run: () => Promise<void>) => PromiseLike<unknown>,
  work: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let begun: Promise<unknown> | undefined;
  return abortable<T>(
    signal,
    (resolve, fail) => {
      const begin = async () => {
        if (signal?.aborted) return;
        clearTimeout(timer);
        begun ??= work().then(resolve, fail);
        await begun;
      };
      timer = setTimeout(() => void begin(), LOCK_PATIENCE);
      new Promise((settle) => settle(lock(begin))).then(undefined, () => void begin());
    },
    () => clearTimeout(timer),
  );
}
