import type { PassStorage } from '../storage/storage.js';

const CHANNEL = 'tve-auth-flow';

/** Between the windows of a page's origin. Servers have the class too, and no windows. */
const channel = () =>
  typeof document === 'object' && typeof BroadcastChannel === 'function'
    ? new BroadcastChannel(CHANNEL)
    : undefined;

/** Tells the other windows that an item is another one now. */
export function announceChange(key: string): void {
  const opened = channel();
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has one origin
  opened?.postMessage(key);
  opened?.close();
}

/** Calls back where another window or process has changed an item, as far as the platform tells. */
export function onStorageChange(
  storage: PassStorage | null | undefined,
  key: string,
  onChange: () => void,
): () => void {
  const stops: Array<() => void> = [];
  const listener = (changed: unknown) => {
    // Nothing is named where the whole storage was cleared.
    if (changed === null || changed === undefined || changed === key) onChange();
  };
  if (storage?.subscribe) stops.push(storage.subscribe(listener));
  const opened = channel();
  if (opened) {
    opened.addEventListener('message', ({ data }) => listener(data));
    stops.push(() => opened.close());
  }
  if (typeof document === 'object' && typeof addEventListener === 'function') {
    const onStorage = (event: StorageEvent) => listener(event.key);
    addEventListener('storage', onStorage);
    stops.push(() => removeEventListener('storage', onStorage));
  }
  return () => {
    for (const stop of stops.splice(0)) stop();
  };
}
