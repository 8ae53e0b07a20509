import { flowError } from '../flow-error.js';
import type { ItemStore } from '../items.js';
import type { FlowStore, StoredRecord } from '../store.js';
import { openFile } from './database.js';
import { createGroup } from './group.js';
import { sqliteItems } from './sqlite-items.js';

/** Flows and items in one file. */
export interface SqliteStore extends FlowStore {
  /** What devices keep. They are stored as they are given: see `encryptedItems`. */
  readonly items: ItemStore;
  /** Stores what is under way, and lets go of the file. Close the host before. */
  close(): Promise<void>;
}

interface Row {
  readonly text: string;
  readonly seq: number;
  readonly wake_at: number | null;
  readonly is_busy: number;
}

/**
 * Keeps flows in an SQLite file, which is made where it is missing. What was stored survives a kill of the process
 * and a power cut. One process has the file at a time; one that was killed leaves nothing locked.
 *
 * @param file Its path; `file-wal`, `file-shm` and `file-lock` are made beside it. On a disk of this machine, not
 *   on a network's.
 * @throws FlowError `package_missing` without the package `libsql`; `store_in_use` where another process has the
 *   file; `store_unreadable` where it is no store of flows, or damaged; `store_failed` where it can't be used.
 *
 * @example
 * ```ts
 * import { authenticationMachine, authenticationView } from 'tve-auth-flow';
 * import { createHost } from 'tve-auth-flow/durable';
 * import { sqliteStore } from 'tve-auth-flow/durable/sqlite';
 *
 * export async function begin() {
 *   const store = sqliteStore('flows.db');
 *   const host = await createHost({
 *     store,
 *     machines: { authentication: { machine: authenticationMachine, view: authenticationView } },
 *   });
 *   return { host, close: () => host.close().then(() => store.close()) };
 * }
 * ```
 */
export function sqliteStore(file: string): SqliteStore {
  const open = openFile(file);
  const { database, explain } = open;
  let isClosed = false;
  const closed = () => flowError('store_closed', `${file} was closed`);
  const group = createGroup(database, explain, closed);

  async function read<T>(work: () => T): Promise<T> {
    if (isClosed) throw closed();
    try {
      return work();
    } catch (error) {
      throw explain(error);
    }
  }

  const ownerNow = database.prepare('SELECT owner FROM host');
  const claim = database.prepare('UPDATE host SET owner = owner + 1');
  const select = database.prepare('SELECT text, seq, wake_at, is_busy FROM flow WHERE key = ?');
  const insert = database.prepare(
    'INSERT INTO flow (key, seq, wake_at, is_busy, text) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const update = database.prepare(
    'UPDATE flow SET seq = ?, wake_at = ?, is_busy = ?, text = ? WHERE key = ? AND seq = ?',
  );
  const remove = database.prepare('DELETE FROM flow WHERE key = ? AND seq = ?');
  const allKeys = database.prepare('SELECT key FROM flow');
  const allBusy = database.prepare('SELECT key FROM flow WHERE is_busy = 1');
  const soonest = database.prepare(
    'SELECT key, wake_at AS wakeAt FROM flow WHERE wake_at IS NOT NULL ORDER BY wake_at LIMIT ?',
  );

  const owner = (): number => (ownerNow.get() as { owner: number }).owner;
  const keysOf = (rows: unknown[]): readonly string[] =>
    (rows as Array<{ key: string }>).map(({ key }) => key);

  /** @returns how many records it has changed. */
  function change(
    key: string,
    expected: number | undefined,
    record: StoredRecord | undefined,
  ): number {
    if (!record) return expected === undefined ? 1 : remove.run(key, expected).changes;
    const { seq, wakeAt = null, isBusy, text } = record;
    const busy = isBusy ? 1 : 0;
    return expected === undefined
      ? insert.run(key, seq, wakeAt, busy, text).changes
      : update.run(seq, wakeAt, busy, text, key, expected).changes;
  }

  return {
    items: sqliteItems(database, group, read),
    claim: () =>
      group.add(() => {
        claim.run();
        return owner();
      }),
    read: (key) =>
      read(() => {
        const row = select.get(key) as Row | undefined;
        if (!row) return undefined;
        const { text, seq, wake_at, is_busy } = row;
        return { text, seq, wakeAt: wake_at ?? undefined, isBusy: is_busy === 1 };
      }),
    write: (by, key, expected, record) =>
      group.add(() => {
        if (owner() !== by) return 'replaced';
        return change(key, expected, record) === 1 ? 'written' : 'changed';
      }),
    keys: () => read(() => keysOf(allKeys.all())),
    busy: () => read(() => keysOf(allBusy.all())),
    waiting: (limit) =>
      read(() => soonest.all(limit) as Array<{ readonly key: string; readonly wakeAt: number }>),
    async close() {
      if (isClosed) return;
      group.end();
      isClosed = true;
      open.close();
    },
  };
}
