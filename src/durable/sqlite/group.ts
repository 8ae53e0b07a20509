import type { Database } from 'libsql';
import type { FlowError } from '../flow-error.js';

/** A change of the file, and who waits for it. */
interface Change {
  readonly run: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

// Kept: a test may replace the global one, and would wait for ever.
const soon = setImmediate;

/** Commits what is asked for in one turn of the event loop together: each commit waits for the disk. */
export interface Group {
  /** Resolves with what the change gives, once it is on the disk. Rejects where nothing was changed. */
  add<T>(run: () => T): Promise<T>;
  /** Commits what is left, and takes nothing any more. */
  end(): void;
}

/** @param refuse What a change is rejected with after the end. */
export function createGroup(
  database: Database,
  explain: (error: unknown) => FlowError,
  refuse: () => FlowError,
): Group {
  let waiting: Change[] = [];
  let isOver = false;

  function transaction(changes: readonly Change[]): readonly unknown[] {
    database.exec('BEGIN IMMEDIATE');
    try {
      const results = changes.map(({ run }) => run());
      database.exec('COMMIT');
      return results;
    } catch (error) {
      try {
        database.exec('ROLLBACK');
      } catch {
        // SQLite has rolled back by itself.
      }
      throw error;
    }
  }

  function commit(changes: readonly Change[]): void {
    try {
      const results = transaction(changes);
      changes.forEach(({ resolve }, index) => resolve(results[index]));
    } catch (error) {
      // One that can't be stored takes no other along.
      if (changes.length > 1) for (const change of changes) commit([change]);
      else changes[0]!.reject(explain(error));
    }
  }

  function flush(): void {
    const changes = waiting;
    waiting = [];
    if (changes.length > 0) commit(changes);
  }

  return {
    add: <T>(run: () => T) =>
      new Promise<T>((resolve, reject) => {
        if (isOver) return reject(refuse());
        if (waiting.length === 0) soon(flush);
        waiting.push({ run, resolve: resolve as (value: unknown) => void, reject });
      }),
    end() {
      flush();
      isOver = true;
    },
  };
}
