type Awaitable<T> = T | PromiseLike<T>;

/**
 * Where client credentials and the access token are kept. `localStorage`, React Native's AsyncStorage
 * and an `unstorage` instance fit as they are. Make it durable: losing the credentials signs the
 * viewer out.
 */
export interface PassStorage {
  /** The stored text, or nothing. Text that was parsed on the way (as `unstorage` does) is understood too. */
  getItem(key: string): Awaitable<unknown>;
  setItem(key: string, value: string): unknown;
  removeItem(key: string): unknown;
}
