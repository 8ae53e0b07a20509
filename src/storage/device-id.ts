import { nanoid } from 'nanoid';
import { nanoid as nonSecureNanoid } from 'nanoid/non-secure';
import { type StorageError, storageFailure } from '../errors/storage-error.js';
import type { PassStorage } from './storage.js';

type DeviceIdStorage = Pick<PassStorage, 'getItem' | 'setItem'>;

/** The options of {@link persistentDeviceId}. */
export interface DeviceIdOptions {
  /**
   * What the id is stored under; an id that the app has stored there itself is used. Default
   * `tve-auth-flow:device-id`.
   */
  readonly key?: string;
  /** Called where the storage fails, or is `null`. The id is then another one after a restart, and the viewer signed out. */
  readonly onStorageError?: (error: StorageError) => void;
}

interface Outcome {
  readonly id: string;
  readonly error?: StorageError;
}

/** Milliseconds that the storage may take, for everything. */
const PATIENCE = 5000;

/** By storage and key: what is under way, and what counts for this run because the storage has failed. */
const outcomes = new WeakMap<object, Map<string, Promise<Outcome>>>();
const noStorage = {};

/**
 * An id for `device.id` that is made once and stored: 21 characters of `A-Za-z0-9_-`, by nanoid. Where the
 * platform has an id of its own for the device, as smart TVs do, prefer that.
 *
 * What is stored but is no id (no text, `null`, `undefined`) is replaced. A storage that throws, or has not
 * answered after 5 seconds, gives an id for this run; the promise never rejects.
 *
 * Where there is no `crypto.getRandomValues`, as in React Native without a polyfill, the id comes from
 * `Math.random`: unique enough for a device, but no secret that nobody could guess.
 *
 * @example
 * ```ts
 * import { createPassClient, memoryStorage, persistentDeviceId } from 'tve-auth-flow/client';
 *
 * const storage = memoryStorage(); // an app: localStorage, AsyncStorage
 * export const client = createPassClient({
 *   environment: 'release-production',
 *   serviceProvider: 'REF30',
 *   softwareStatement: 'from-your-TVE-dashboard',
 *   device: { id: await persistentDeviceId(storage) },
 *   storage,
 * });
 * ```
 */
export async function persistentDeviceId(
  storage: DeviceIdStorage | null | undefined,
  { key = 'tve-auth-flow:device-id', onStorageError }: DeviceIdOptions = {},
): Promise<string> {
  const owner = storage ?? noStorage;
  const byKey = outcomes.get(owner) ?? new Map<string, Promise<Outcome>>();
  outcomes.set(owner, byKey);
  let outcome = byKey.get(key);
  if (!outcome) {
    outcome = obtain(storage, key);
    byKey.set(key, outcome);
  }
  const { id, error } = await outcome;
  if (!error) {
    if (byKey.get(key) === outcome) byKey.delete(key);
    return id;
  }
  try {
    onStorageError?.(error);
  } catch {
    // An observer breaks no call.
  }
  return id;
}

async function obtain(storage: DeviceIdStorage | null | undefined, key: string): Promise<Outcome> {
  const made = makeId();
  let step: 'getItem' | 'setItem' = 'getItem';

  async function read(from: DeviceIdStorage): Promise<string | undefined> {
    step = 'getItem';
    const stored = await from.getItem(key);
    // A number is text that was parsed on the way.
    const text = typeof stored === 'number' ? String(stored) : stored;
    return isId(text) ? text : undefined;
  }

  async function readOrStore(): Promise<string> {
    if (!storage) throw new Error('There is no storage');
    const stored = await read(storage);
    if (stored !== undefined) return stored;
    step = 'setItem';
    await storage.setItem(key, made);
    // Another window may have stored one too: the last one counts for both.
    const last = await read(storage);
    if (last === undefined) throw new Error('What was stored is not there');
    return last;
  }

  try {
    return { id: await inTime(readOrStore()) };
  } catch (cause) {
    return { id: made, error: storageFailure(`storage.${step}`, cause) };
  }
}

/** Printable ASCII, which every version of a client can send, and not what comes of storing nothing. */
const isId = (value: unknown): value is string =>
  typeof value === 'string' &&
  /^[ -~]*[!-~][ -~]*$/.test(value) &&
  !/^(?:null|undefined|NaN|\[object \w+\])$/.test(value);

function makeId(): string {
  try {
    return nanoid();
  } catch {
    return nonSecureNanoid();
  }
}

function inTime<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`No answer within ${PATIENCE} ms`)), PATIENCE);
    const settled = () => clearTimeout(timer);
    work.then(resolve, reject);
    work.then(settled, settled);
  });
}
