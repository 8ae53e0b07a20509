import { type ItemStore, memoryItems } from './items.js';
import type { FlowStore, StoredRecord } from './store.js';

/** Keeps flows and items as long as the process lives: for tests, and for trying things out. */
export function memoryStore(): FlowStore & { readonly items: ItemStore } {
  const records = new Map<string, StoredRecord>();
  let owners = 0;
  return {
    items: memoryItems(),
    async claim() {
      owners += 1;
      return owners;
    },
    async read(key) {
      return records.get(key);
    },
    async write(owner, key, expected, record) {
      if (owner !== owners) return 'replaced';
      if (records.get(key)?.seq !== expected) return 'changed';
      if (record) records.set(key, record);
      else records.delete(key);
      return 'written';
    },
    async keys() {
      return [...records.keys()];
    },
    async busy() {
      return [...records].flatMap(([key, { isBusy }]) => (isBusy ? [key] : []));
    },
    async waiting(limit) {
      return [...records]
        .flatMap(([key, { wakeAt }]) => (wakeAt === undefined ? [] : [{ key, wakeAt }]))
        .sort((one, other) => one.wakeAt - other.wakeAt)
        .slice(0, limit);
    },
  };
}
