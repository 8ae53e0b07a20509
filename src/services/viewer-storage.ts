import { internalsOf } from '../client/internals.js';
import type { PassClient } from '../client/pass-client.js';
import type { Access, RememberedMvpd, StoredViewer } from '../../machines/entitlement/index.js';
import { StorageError } from '../errors/storage-error.js';
import { compact } from '../protocol/compact.js';
import { readProfiles } from '../protocol/profile.js';

const nobody: StoredViewer = { mvpd: null, access: null, temporary: null };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

function readMvpd(stored: unknown): RememberedMvpd | null {
  const { id, displayName, logoUrl } = isRecord(stored) ? stored : {};
  const known = textOf(id);
  if (known === undefined) return null;
  return compact({ id: known, displayName: textOf(displayName), logoUrl: textOf(logoUrl) });
}

/** What a stored profile still gives at a time; nothing once it has ended, or where it can't be read. */
function livingAccess(stored: unknown, mvpd: RememberedMvpd, now: number): Access | null {
  if (!isRecord(stored) || !stored['profile']) return null;
  try {
    const profile = readProfiles({ profiles: { it: stored['profile'] } }).profiles['it']!;
    const reason = textOf(stored['reason']) ?? 'authenticated';
    return profile.notAfter > now ? { mvpd, reason, profile } : null;
  } catch {
    return null;
  }
}

/** What was stored, by this version or another one; nobody where that can't be told. */
function readViewer(stored: unknown, now: number): StoredViewer {
  let viewer: unknown;
  try {
    viewer = typeof stored === 'string' ? JSON.parse(stored) : stored;
  } catch {
    // Nobody, as below.
  }
  if (!isRecord(viewer)) return nobody;
  const mvpd = readMvpd(viewer['mvpd']);
  return {
    mvpd,
    access: mvpd && livingAccess(viewer['access'], mvpd, now),
    temporary: textOf(viewer['temporary']) ?? null,
  };
}

/** Where the viewer of a client is kept: the MVPD until they sign out, the profile until it ends. */
export function viewerStorage(client: PassClient) {
  const { options, now, storage } = internalsOf(client);
  const key = `tve-auth-flow:${client.origin}:${client.serviceProvider}:${options.device.id}:viewer`;
  let known: string | undefined;
  // One after the other: what a sign-out deletes is not written again by a slow write before it.
  let last: Promise<unknown> = Promise.resolve();
  const next = (work: () => unknown): Promise<void> => {
    const done = last.then(async () => {
      await work();
    });
    last = done.catch(() => {});
    return done;
  };

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
    write: (viewer: StoredViewer) =>
      next(async () => {
        const text = JSON.stringify(viewer);
        if (text === known) return;
        await storage.setItem(key, text);
        known = text;
      }),
    clear: () =>
      next(async () => {
        known = undefined;
        await storage.removeItem(key);
      }),
  };
}
