import { internalsOf } from '../client/internals.js';
import type { PassClient } from '../client/pass-client.js';
import { storageKey } from '../client/storage-key.js';
import { StorageError } from '../errors/storage-error.js';
import type { StoredViewer } from '../../machines/entitlement/index.js';
import { isObject } from '../protocol/enhanced-error.js';
import { readProfiles } from '../protocol/profile.js';
import { map, maybeText, reader, text } from '../protocol/wire.js';

const readMvpd = /* @__PURE__ */ reader(() => ({
  id: text(),
  displayName: maybeText(),
  logoUrl: maybeText(),
}));

const readAccess = /* @__PURE__ */ reader(() => ({ reason: text(), profile: map() }));

/** What was stored, by this version or another one, as far as it can be read and has not ended. */
function readViewer(stored: unknown, now: number): StoredViewer {
  let viewer: StoredViewer = { mvpd: null, access: null };
  try {
    const parsed: unknown = typeof stored === 'string' ? JSON.parse(stored) : stored;
    if (!isObject(parsed)) return viewer;
    const mvpd = readMvpd(parsed['mvpd']);
    if (!mvpd.id) return viewer;
    viewer = { mvpd, access: null };
    const { reason, profile: kept } = readAccess(parsed['access']);
    const profile = readProfiles({ profiles: { kept } }).profiles['kept']!;
    if (profile.notAfter > now) viewer = { mvpd, access: { mvpd, reason, profile } };
  } catch {
    // Nobody, or nobody who is signed in.
  }
  return viewer;
}

/** Where the viewer of a client is kept: the MVPD until they sign out, the profile until it ends. */
export function viewerStorage(client: PassClient) {
  const { options, now, storage } = internalsOf(client);
  const key = `${storageKey(client, options)}:viewer`;
  let known: string | undefined;
  // One after the other: what a sign-out deletes is not written again by a slow write before it.
  let last: Promise<unknown> = Promise.resolve();

  return {
    async read(): Promise<StoredViewer> {
      try {
        return readViewer(await storage.getItem(key), now());
      } catch (cause) {
        throw new StorageError(
          'The storage is unreadable',
          { code: 'storage_failure', remedy: 'retry' },
          { cause },
        );
      }
    },
    /** Keeps a viewer, or forgets whoever was kept. */
    write(viewer: StoredViewer): Promise<void> {
      const item = JSON.stringify(viewer);
      const done = last.then(async () => {
        if (item === known) return;
        await (viewer.mvpd ? storage.setItem(key, item) : storage.removeItem(key));
        known = item;
      });
      last = done.catch(() => {});
      return done;
    },
  };
}
