import { memoryStorage, type PassStorage } from '../../src/index.js';

/** A storage that tells each window what the others have changed. */
export function sharedStorage() {
  const items = memoryStorage();
  const windows = new Set<(key: string) => void>();
  return (): PassStorage => {
    let own: ((key: string) => void) | undefined;
    const tell = (key: string) => {
      for (const listener of windows) if (listener !== own) listener(key);
    };
    return {
      ...items,
      setItem(key, value) {
        void items.setItem(key, value);
        tell(key);
      },
      removeItem(key) {
        void items.removeItem(key);
        tell(key);
      },
      subscribe(onChange) {
        own = onChange;
        windows.add(onChange);
        return () => windows.delete(onChange);
      },
    };
  };
}
