import * as z from 'zod/mini';
import type { RestoredViewer, StoredViewer } from '../../machines/entitlement/index.js';
import { internalsOf } from '../client/internals.js';
import type { PassClient } from '../client/pass-client.js';
import { announceChange } from '../client/storage-changes.js';
import { storageKey } from '../client/storage-key.js';
import { profileMessage } from '../protocol/profile.js';
import { lazy, read, text } from '../protocol/wire.js';

/** What is stored of a viewer. */
export const viewerItem = /* @__PURE__ */ lazy(() =>
  z.object({
    mvpd: z.object({
      id: text(),
      displayName: z.optional(text()),
      logoUrl: z.optional(text()),
    }),
    access: z.optional(z.object({ reason: text(), profile: profileMessage() })),
  }),
);

/** What was stored, by this version or another one, as far as it can be read. */
function readViewer(stored: unknown, now: number): RestoredViewer {
  try {
    const { mvpd, access } = read(viewerItem, stored);
    if (!access) return { mvpd, access: null, isGood: false };
    return { mvpd, access: { mvpd, ...access }, isGood: access.profile.notAfter > now };
  } catch {
    return { mvpd: null, access: null, isGood: false };
  }
}

/** The name of the item. */
export const viewerKey = (client: PassClient): string =>
  `${storageKey(client, internalsOf(client).options)}:viewer`;

/** Where the viewer of a client is kept: the MVPD until they sign out, the profile until it ends. */
export function viewerStorage(client: PassClient) {
  const { clock, items } = internalsOf(client);
  const key = viewerKey(client);
  let known: string | undefined;
  // One after the other: what a sign-out deletes is not written again by a slow write before it.
  let last: Promise<unknown> = Promise.resolve();

  return {
    read: async (signal: AbortSignal): Promise<RestoredViewer> =>
      readViewer(await items.read(key, signal), clock.now()),
    /** Keeps a viewer, or forgets whoever was kept. @throws StorageError where nobody could be forgotten. */
    write(viewer: StoredViewer): Promise<void> {
      const item = JSON.stringify(viewer);
      const done = last.then(async () => {
        if (item === known) return;
        await (viewer.mvpd ? items.write(key, viewer) : items.remove(key));
        known = item;
        announceChange(key);
      });
      last = done.catch(() => {});
      return done;
    },
  };
}
