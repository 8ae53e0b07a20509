import type { Database } from 'libsql';
import type { ItemStore } from '../items.js';
import { turns } from '../turns.js';
import type { Group } from './group.js';

/** Milliseconds between two looks for items whose time is over. */
const SWEEP = 60_000;

/** Items in the same file as the flows, as they are given: encrypt them with `encryptedItems`. */
export function sqliteItems(
  database: Database,
  group: Group,
  read: <T>(work: () => T) => Promise<T>,
): ItemStore {
  const select = database.prepare(
    'SELECT value FROM item WHERE device = ? AND name = ? AND (expires_at IS NULL OR expires_at > ?)',
  );
  const put = database.prepare(
    'INSERT INTO item (device, name, value, expires_at) VALUES (?, ?, ?, ?) ' +
      'ON CONFLICT (device, name) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at',
  );
  const drop = database.prepare('DELETE FROM item WHERE device = ? AND name = ?');
  const sweep = database.prepare('DELETE FROM item WHERE expires_at <= ?');
  const inTurn = turns();
  let sweptAt = 0;

  const valueOf = (device: string, name: string): string | null => {
    const row = select.get(device, name, Date.now()) as { value: string } | undefined;
    return row?.value ?? null;
  };

  return {
    read: (device, name) => read(() => valueOf(device, name)),
    write: (device, name, value, expiresAt) =>
      group.add(() => {
        const now = Date.now();
        if (Math.abs(now - sweptAt) > SWEEP) {
          sweptAt = now;
          sweep.run(now);
        }
        put.run(device, name, value, expiresAt ?? null);
      }),
    remove: (device, name) => group.add(() => void drop.run(device, name)),
    take: (device, name) =>
      group.add(() => {
        const value = valueOf(device, name);
        drop.run(device, name);
        return value;
      }),
    // No other process has the file.
    lock: (device, name, work) => inTurn(JSON.stringify([device, name]), work),
  };
}
