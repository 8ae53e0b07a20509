import type { MediaTokenStore } from '../storage/media-token-store.js';
import type { PassStorage } from '../storage/storage.js';
import { turns } from './turns.js';
import { bytesOf, type Place, sealers } from './sealing.js';

/** What one device has stored on the server: credentials, tokens, permits, media tokens. */
export interface ItemStore {
  read(device: string, name: string): Promise<string | null>;
  /** `expiresAt`: epoch milliseconds, after which the item is gone. */
  write(device: string, name: string, value: string, expiresAt?: number): Promise<void>;
  remove(device: string, name: string): Promise<void>;
  /** Reads and removes in one step: one caller alone gets it. */
  take(device: string, name: string): Promise<string | null>;
  /** One at a time per device and name, among all processes on this store. */
  lock<T>(device: string, name: string, work: () => Promise<T>): Promise<T>;
}

/** Milliseconds between two looks for items whose time is over. */
const SWEEP = 60_000;

/** Keeps items as long as the process lives: for tests, and for trying things out. */
export function memoryItems(): ItemStore {
  const items = new Map<string, { readonly value: string; readonly expiresAt: number }>();
  const inTurn = turns();
  let sweptAt = 0;

  function sweep(): void {
    const now = Date.now();
    if (Math.abs(now - sweptAt) < SWEEP) return;
    sweptAt = now;
    for (const [id, { expiresAt }] of items) if (expiresAt <= now) items.delete(id);
  }

  const idOf = (device: string, name: string): string => JSON.stringify([device, name]);
  const get = (id: string): string | null => {
    const item = items.get(id);
    return item && item.expiresAt > Date.now() ? item.value : null;
  };

  return {
    async read(device, name) {
      return get(idOf(device, name));
    },
    async write(device, name, value, expiresAt = Infinity) {
      sweep();
      items.set(idOf(device, name), { value, expiresAt });
    },
    async remove(device, name) {
      items.delete(idOf(device, name));
    },
    async take(device, name) {
      const id = idOf(device, name);
      const value = get(id);
      items.delete(id);
      return value;
    },
    lock: (device, name, work) => inTurn(idOf(device, name), work),
  };
}

/**
 * What `createPassClient` takes of an item store for one device: give both to the client, and any process can go
 * on where another has stopped.
 *
 * @example
 * ```ts
 * import { createPassClient } from 'tve-auth-flow';
 * import { deviceItems, memoryItems } from 'tve-auth-flow/durable';
 *
 * const items = memoryItems();
 * export const clientOf = (id: string) =>
 *   createPassClient({
 *     environment: 'release-staging',
 *     serviceProvider: 'REF30',
 *     softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
 *     device: { id },
 *     ...deviceItems(items, id),
 *   });
 * ```
 */
export function deviceItems(
  items: ItemStore,
  device: string,
): { readonly storage: PassStorage; readonly mediaTokens: MediaTokenStore } {
  const secretOf = (key: string): string => `secret:${key}`;
  return {
    storage: {
      getItem: (key) => items.read(device, key),
      setItem: (key, value) => items.write(device, key, value),
      removeItem: (key) => items.remove(device, key),
      lock: (name, work) => items.lock(device, name, work),
    },
    mediaTokens: {
      put: (key, secret, expiresAt) => items.write(device, secretOf(key), secret, expiresAt),
      take: (key) => items.take(device, secretOf(key)),
    },
  };
}

/**
 * Encrypts what lies in an item store. Values are encrypted with AES-256-GCM, with a key of its own for each
 * device; devices and names are hashed with HMAC-SHA-256, so that whoever has the database learns neither. When
 * an item expires, and how long it is, can be seen.
 *
 * @param keys Random, of 32 bytes or more each. The first encrypts, all decrypt. To change a key without a
 *   break, add the new one at the end of the list in every process; then move it to the front; remove the old
 *   one when everything it has encrypted is replaced or expired.
 * @throws FlowError `key_unusable`; reading rejects with `unreadable_item` where an item was changed.
 *
 * @example
 * ```ts
 * import { encryptedItems, memoryItems } from 'tve-auth-flow/durable';
 *
 * const key = crypto.getRandomValues(new Uint8Array(32)); // keep it where your other secrets are
 * export const items = encryptedItems(memoryItems(), [key]);
 * ```
 */
export function encryptedItems(items: ItemStore, keys: readonly Uint8Array[]): ItemStore {
  const placesOf = sealers(keys);
  const open = async (place: Place, sealed: string) =>
    new TextDecoder().decode(await place.open(sealed));

  return {
    async read(device, name) {
      for (const place of await placesOf(device, name)) {
        const sealed = await items.read(place.device, place.name);
        if (sealed !== null) return open(place, sealed);
      }
      return null;
    },
    async write(device, name, value, expiresAt) {
      const [first, ...older] = await placesOf(device, name);
      await items.write(first!.device, first!.name, await first!.seal(bytesOf(value)), expiresAt);
      for (const place of older) await items.remove(place.device, place.name);
    },
    async remove(device, name) {
      for (const place of await placesOf(device, name))
        await items.remove(place.device, place.name);
    },
    async take(device, name) {
      let taken: string | null = null;
      for (const place of await placesOf(device, name)) {
        const sealed = await items.take(place.device, place.name);
        if (sealed !== null) taken ??= await open(place, sealed);
      }
      return taken;
    },
    async lock(device, name, work) {
      // By every key, always in the same order: a process that has not got the new key yet is excluded too.
      const places = new Map((await placesOf(device, name)).map((place) => [place.name, place]));
      const locked = [...places.keys()]
        .sort()
        .reduceRight((inner, id) => () => items.lock(places.get(id)!.device, id, inner), work);
      return locked();
    },
  };
}
