import { createRequire } from 'node:module';
import type { Database } from 'libsql';
import { type FlowError, flowError } from '../flow-error.js';

type Libsql = new (file: string, options?: { readonly timeout?: number }) => Database;

/** What marks a file as ours: "tveF". */
const APPLICATION = 0x74766546;

const SCHEMA_VERSION = 1;

// Rowid tables: an index over a long text key costs less than a tree whose inner nodes hold whole rows.
const SCHEMA = `
CREATE TABLE host (owner INTEGER NOT NULL);
INSERT INTO host VALUES (0);
CREATE TABLE flow (
  key TEXT NOT NULL PRIMARY KEY,
  seq INTEGER NOT NULL,
  wake_at INTEGER,
  is_busy INTEGER NOT NULL,
  text TEXT NOT NULL
);
CREATE INDEX flow_wake ON flow (wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX flow_busy ON flow (is_busy) WHERE is_busy = 1;
CREATE TABLE item (
  device TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  expires_at INTEGER,
  PRIMARY KEY (device, name)
);
CREATE INDEX item_end ON item (expires_at) WHERE expires_at IS NOT NULL;
PRAGMA application_id = ${APPLICATION};
PRAGMA user_version = ${SCHEMA_VERSION};
`;

/** An open file that no other process uses. */
export interface OpenFile {
  readonly database: Database;
  /** What an error of SQLite means. */
  readonly explain: (error: unknown) => FlowError;
  close(): void;
}

const codeOf = (error: unknown): string => {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
};

/** @throws FlowError `package_missing` */
function loadLibsql(): Libsql {
  try {
    return createRequire(import.meta.url)('libsql') as Libsql;
  } catch (error) {
    throw flowError(
      'package_missing',
      'sqliteStore needs the package libsql: npm install libsql',
      error,
    );
  }
}

const explainFor =
  (file: string) =>
  (error: unknown): FlowError => {
    const code = codeOf(error);
    if (/^SQLITE_(CORRUPT|NOTADB)/.test(code))
      return flowError('store_unreadable', `${file} is damaged, or no SQLite file`, error);
    const why =
      code === 'SQLITE_FULL' ? 'the disk is full' : error instanceof Error ? error.message : code;
    return flowError('store_failed', `${file} can't be used: ${why}`, error);
  };

/**
 * Takes the lock beside the file. It is one of SQLite's own, in a file that stays empty: the system lets go of it
 * when the process ends, however that comes. The file itself stays open to backups and to `sqlite3`.
 */
function lock(Libsql: Libsql, file: string): () => void {
  const database = new Libsql(`${file}-lock`);
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (codeOf(error).startsWith('SQLITE_BUSY'))
      throw flowError('store_in_use', `Another process hosts the flows of ${file}`, error);
    throw error;
  }
  return () => {
    database.exec('ROLLBACK');
    database.close();
  };
}

const numberOf = (database: Database, pragma: 'application_id' | 'user_version'): unknown => {
  const row = database.prepare(`PRAGMA ${pragma}`).get() as Record<string, unknown>;
  return row[pragma];
};

function prepare(database: Database, file: string): void {
  const { count } = database.prepare('SELECT count(*) AS count FROM sqlite_schema').get() as {
    count: number;
  };
  if (count === 0)
    // Records of a kilobyte leave a quarter of a page of 4 kB empty.
    database.exec(`PRAGMA page_size = 16384; BEGIN IMMEDIATE; ${SCHEMA} COMMIT;`);
  const version = numberOf(database, 'user_version');
  if (numberOf(database, 'application_id') !== APPLICATION || version !== SCHEMA_VERSION)
    throw flowError('store_unreadable', `${file} is no store of flows that this version can read`);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
}

/**
 * Opens a file, and makes it where it is missing.
 *
 * @throws FlowError `package_missing`, `store_in_use`, `store_unreadable` or `store_failed`
 */
export function openFile(file: string): OpenFile {
  const Libsql = loadLibsql();
  const explain = explainFor(file);
  let unlock: (() => void) | undefined;
  try {
    unlock = lock(Libsql, file);
    // Milliseconds to wait for whoever else reads the file, such as a backup.
    const database = new Libsql(file, { timeout: 5000 });
    prepare(database, file);
    const release = unlock;
    return {
      database,
      explain,
      close() {
        try {
          database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
        } finally {
          database.close();
          release();
        }
      },
    };
  } catch (error) {
    unlock?.();
    throw error instanceof Error && error.name === 'FlowError' ? error : explain(error);
  }
}
