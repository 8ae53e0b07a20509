import { nanoid } from 'nanoid';
import { flowError } from '../flow-error.js';
import type { ItemStore } from '../items.js';
import type { DeviceWire, StoredItem } from './device-object.js';
import { type IngressOptions, ingressOf } from './ingress.js';

/** Milliseconds that a lock is kept for a process that says nothing any more. */
const LEASE = 2_000;
/** Milliseconds between two words of the holder of a lock. */
const BEAT = 500;
/** Milliseconds between two tries to get a lock, at first and at most. */
const FIRST_PAUSE = 30;
const LONGEST_PAUSE = 300;
/** Milliseconds after which nobody waits for a lock any more. */
const LONGEST_WAIT = 60_000;

/** What `restateItems` takes. */
export interface RestateItemsOptions extends IngressOptions {
  /** The name of the device object, as in `restateEndpoint`. Default: `tveDevice`. */
  readonly deviceObject?: string;
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

const isItem = (value: unknown): value is StoredItem =>
  typeof value === 'object' && value !== null && 'value' in value;

/** What an item holds, if its time is not over. */
function valueOf(item: unknown): string | null {
  if (!isItem(item)) return null;
  const { value, expiresAt = Infinity } = item;
  return expiresAt > Date.now() ? value : null;
}

/**
 * Keeps what devices have stored on the server in Restate, in an object for each device. Any process that
 * reaches the ingress may use it. Wrap it in `encryptedItems`: the engine stores what it is given.
 *
 * A lock is a lease of two seconds, which its holder renews. A process that dies holds up the next one no
 * longer than that. Keep the clocks of the processes together: they say when a lease is over.
 *
 * @throws FlowError `host_unavailable` where Restate gives no answer in time, `lock_taken` where a lock is not
 *   free within a minute.
 *
 * @example
 * ```ts
 * import { deviceItems, encryptedItems } from 'tve-auth-flow/durable';
 * import { restateItems } from 'tve-auth-flow/durable/restate';
 *
 * const key = crypto.getRandomValues(new Uint8Array(32)); // keep it where your other secrets are
 * const items = encryptedItems(restateItems({ ingress: 'http://127.0.0.1:8080' }), [key]);
 * export const { storage } = deviceItems(items, 'ba23d141-d715-561c-94f4-e9e4c966b1eb');
 * ```
 */
export function restateItems({
  deviceObject = 'tveDevice',
  ...options
}: RestateItemsOptions): ItemStore {
  const ingress = ingressOf(options);
  const call = <Name extends keyof DeviceWire>(
    device: string,
    handler: Name,
    body: DeviceWire[Name],
    isOnce: boolean,
  ) => ingress(deviceObject, device, handler, body, { isOnce });

  /** Asks for a lock, or keeps it. */
  const ask = (device: string, name: string, token: string): Promise<unknown> => {
    const now = Date.now();
    return call(device, 'acquire', { name, token, now, until: now + LEASE }, false);
  };

  async function acquire(device: string, name: string, token: string): Promise<void> {
    const until = Date.now() + LONGEST_WAIT;
    for (let wait = FIRST_PAUSE; ; wait = Math.min(wait * 2, LONGEST_PAUSE)) {
      if (await ask(device, name, token)) return;
      if (Date.now() > until) throw flowError('lock_taken', 'Another process keeps the lock');
      // Not all at the same moment.
      await pause(wait * (0.5 + Math.random()));
    }
  }

  return {
    read: async (device, name) => valueOf(await call(device, 'read', { name }, false)),

    async write(device, name, value, expiresAt) {
      const lasts = expiresAt !== undefined && Number.isFinite(expiresAt);
      const end = lasts ? { expiresAt, life: Math.max(expiresAt - Date.now(), 0) } : {};
      await call(device, 'write', { name, value, ...end }, true);
    },

    async remove(device, name) {
      await call(device, 'remove', { name }, true);
    },

    take: async (device, name) => valueOf(await call(device, 'take', { name }, true)),

    async lock(device, name, work) {
      const token = nanoid();
      await acquire(device, name, token);
      const beat = setInterval(() => {
        ask(device, name, token).catch(() => {});
      }, BEAT);
      try {
        return await work();
      } finally {
        clearInterval(beat);
        // Where this fails, the lease ends by itself.
        await call(device, 'release', { name, token }, false).catch(() => {});
      }
    },
  };
}
