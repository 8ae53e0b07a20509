import { codecOf } from './codec.js';
import { encryptedItems, type ItemStore } from './items.js';
import type { FlowStore } from './store.js';

const RECORD = 'record';

/**
 * Encrypts what lies in a store: records and items, as {@link encryptedItems} does, with the same keys. Records hold
 * what the provider says of a viewer, and the code of a sign-in. The keys of flows, how often a flow has taken a step
 * and when it is due can be seen.
 *
 * @param keys As for `encryptedItems`.
 * @throws FlowError `key_unusable`; a record that was changed, or was not encrypted, is `unreadable_record`.
 *
 * @example
 * ```ts
 * import { encryptedStore, memoryStore } from 'tve-auth-flow/durable';
 *
 * const key = crypto.getRandomValues(new Uint8Array(32)); // keep it where your other secrets are
 * export const store = encryptedStore(memoryStore(), [key]);
 * ```
 */
export function encryptedStore<T extends FlowStore & { readonly items: ItemStore }>(
  store: T,
  keys: readonly Uint8Array[],
): T {
  const codec = codecOf(keys);
  return {
    ...store,
    items: encryptedItems(store.items, keys),
    async read(key) {
      const stored = await store.read(key);
      return stored && { ...stored, text: await codec.open(key, RECORD, stored.text) };
    },
    async write(owner, key, expected, record) {
      const sealed = record && {
        ...record,
        text: await codec.seal(key, RECORD, record.text),
      };
      return store.write(owner, key, expected, sealed);
    },
  };
}
