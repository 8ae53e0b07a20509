type Awaitable<T> = T | PromiseLike<T>;

/**
 * Where client credentials, the access token and the viewer are stored. `localStorage`, React Native's
 * AsyncStorage and an `unstorage` instance fit as they are. Make it durable: losing the credentials signs
 * the viewer out. One that fails is told by the client's `onStorageError`, and the client goes on in memory.
 */
export interface PassStorage {
  /** The stored text, or nothing. Text that was parsed on the way (as `unstorage` does) is understood too. */
  getItem(key: string): Awaitable<unknown>;
  setItem(key: string, value: string): unknown;
  removeItem(key: string): unknown;
  /**
   * Runs work while nobody else who shares this storage (another window, tab or process) runs work under
   * the same name, and gives what it gives. Where it is missing, Web Locks are used where there are some.
   */
  lock?<T>(name: string, work: () => Promise<T>): Promise<T>;
  /**
   * Calls back with the key of each item that another window, tab or process has changed, until what it
   * gives is called. Browsers need none: `storage` events and a `BroadcastChannel` tell there.
   */
  subscribe?(onChange: (key: string) => void): () => void;
}
