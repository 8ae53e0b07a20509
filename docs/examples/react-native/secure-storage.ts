import type { PassStorage } from 'tve-auth-flow';

/** What is used of `expo-secure-store`. */
export interface SecureStore {
  getItemAsync(key: string): Promise<string | null>;
  setItemAsync(key: string, value: string): Promise<void>;
  deleteItemAsync(key: string): Promise<void>;
}

const size = 2000; // It takes 2048 bytes; the text is ASCII here.

/** Its keys are made of letters, digits, `.`, `-` and `_`. */
const safeKey = (key: string) => key.replace(/[^\w.-]|_/g, (other) => `_${other.charCodeAt(0)}_`);

/**
 * The keychain as storage. It takes short values only, so there are parts, and a head that names them. A
 * new value is written beside the old one before the head changes: a crash leaves one or the other.
 */
export function secureStorage(store: SecureStore): PassStorage {
  const partKey = (key: string, side: string, index: number) => `${safeKey(key)}_${side}${index}`;

  async function readHead(key: string) {
    const head = await store.getItemAsync(safeKey(key));
    return head === null ? undefined : { side: head[0] ?? '', count: Number(head.slice(1)) };
  }

  let last: Promise<unknown> = Promise.resolve();
  /** One change after the other. */
  const next = (change: () => Promise<void>): Promise<void> => {
    const done = last.then(change);
    last = done.catch(() => {});
    return done;
  };

  return {
    async getItem(key) {
      await last;
      const head = await readHead(key);
      if (!head) return null;
      const keys = Array.from({ length: head.count }, (_, index) => partKey(key, head.side, index));
      const parts = await Promise.all(keys.map((one) => store.getItemAsync(one)));
      return parts.includes(null) ? null : decodeURIComponent(parts.join(''));
    },
    setItem: (key, value) =>
      next(async () => {
        const side = (await readHead(key))?.side === 'a' ? 'b' : 'a';
        const parts = encodeURIComponent(value).match(new RegExp(`.{1,${size}}`, 'g')) ?? [];
        for (const [index, part] of parts.entries())
          await store.setItemAsync(partKey(key, side, index), part);
        await store.setItemAsync(safeKey(key), `${side}${parts.length}`);
      }),
    removeItem: (key) =>
      next(async () => {
        await store.deleteItemAsync(safeKey(key));
        for (const side of ['a', 'b'])
          for (let index = 0; await store.getItemAsync(partKey(key, side, index)); index += 1)
            await store.deleteItemAsync(partKey(key, side, index));
      }),
  };
}
