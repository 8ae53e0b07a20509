import {
  closeSync,
  fstatSync,
  futimesSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { hostname, uptime } from 'node:os';

/** Milliseconds between two signs of life of a holder. */
const REFRESH = 10_000;

/** Milliseconds without one, after which a lock is left over. */
const LEFT_OVER = 30_000;

/** The same for one that doesn't say yet whose it is, which takes a moment. */
const HALF_MADE = 1_000;

/** Milliseconds to wait for a lock. */
const PATIENCE = 60_000;

/** Milliseconds between two tries; the first is doubled until the last. */
const DELAYS = { first: 2, last: 50 };

/** Who made a lock file, and when they last gave a sign of life (epoch milliseconds). */
interface Holder {
  readonly host?: string;
  readonly pid?: number;
  readonly start?: number;
  readonly time: number;
}

/**
 * Runs work while no other process runs work under the same lock file. A lock whose process has ended, or
 * has given no sign of life for half a minute, is taken over.
 *
 * @param work Is given the path of a file of its own, which is removed with the lock.
 * @throws Error where the lock was not to be had within a minute.
 */
export async function whileLocked<T>(
  path: string,
  work: (aside: string) => Promise<T>,
): Promise<T> {
  const lock = await acquire(path);
  const timer = setInterval(() => {
    try {
      refresh(lock);
    } catch {
      // Others will take it over.
    }
  }, REFRESH);
  timer.unref();
  try {
    return await work(asideOf(path, process.pid));
  } finally {
    clearInterval(timer);
    release(path, lock);
  }
}

async function acquire(path: string): Promise<number> {
  let delay = DELAYS.first;
  for (let waited = 0; waited < PATIENCE;) {
    const lock = take(path);
    if (lock !== undefined) return lock;
    if (clear(path)) continue;
    await sleep(delay);
    waited += delay;
    delay = Math.min(delay * 2, DELAYS.last);
  }
  throw new Error(`${path} is held by another process`);
}

const sleep = (milliseconds: number) =>
  new Promise<void>((resolve) => void setTimeout(resolve, milliseconds));

// From here on, all is synchronous: nothing of this process comes between two steps.

const asideOf = (path: string, pid: number) => `${path}.${pid}`;

const isCode = (error: unknown, code: string) => (error as NodeJS.ErrnoException).code === code;

/** What a call gives; `undefined` where it fails with this code. */
function unless<T>(code: string, call: () => T): T | undefined {
  try {
    return call();
  } catch (error) {
    if (isCode(error, code)) return undefined;
    throw error;
  }
}

/** Makes the lock file, unless it is there. */
function take(path: string): number | undefined {
  const lock = unless('EEXIST', () => openSync(path, 'wx', 0o600));
  if (lock === undefined) return undefined;
  try {
    writeSync(lock, JSON.stringify({ host: hostname(), pid: process.pid, start: processStart() }));
    refresh(lock);
    if (isLinked(lock)) return lock;
  } catch (error) {
    release(path, lock);
    throw error;
  }
  closeSync(lock);
  return undefined;
}

/** The time of the file is that of the last sign of life. */
function refresh(lock: number): void {
  const seconds = Date.now() / 1000;
  futimesSync(lock, seconds, seconds);
}

/** Without a link, it was removed meanwhile; what is at its path then is another one's. */
const isLinked = (lock: number) => fstatSync(lock).nlink > 0;

function release(path: string, lock: number): void {
  try {
    if (!isLinked(lock)) return;
    rmSync(asideOf(path, process.pid), { force: true });
    rmSync(path, { force: true });
  } finally {
    closeSync(lock);
  }
}

/**
 * Removes a lock that is left over: one process at a time, as two would remove each other's new lock.
 *
 * @returns whether it was removed.
 */
function clear(path: string): boolean {
  if (!leftOver(path)) return false;
  const guard = `${path}.clear`;
  const isMine = unless('EEXIST', () => mkdirSync(guard) ?? true);
  if (!isMine) {
    const since = statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (isOlder(since, LEFT_OVER)) unless('ENOENT', () => rmdirSync(guard));
    return false;
  }
  try {
    const holder = leftOver(path);
    if (!holder) return false;
    if (holder.pid !== undefined) rmSync(asideOf(path, holder.pid), { force: true });
    rmSync(path, { force: true });
    return true;
  } finally {
    rmdirSync(guard);
  }
}

/** Who has left a lock over; nothing where nobody has. */
function leftOver(path: string): Holder | undefined {
  const lock = unless('ENOENT', () => openSync(path, 'r'));
  if (lock === undefined) return undefined;
  try {
    const holder = holderOf(lock);
    const limit = holder.pid === undefined ? HALF_MADE : LEFT_OVER;
    const isOver = isOlder(holder.time, limit) || hasEnded(holder);
    // Looked at last: who has let go of it meanwhile may have ended since.
    return isOver && isLinked(lock) ? holder : undefined;
  } finally {
    closeSync(lock);
  }
}

function holderOf(lock: number): Holder {
  const time = fstatSync(lock).mtimeMs;
  try {
    return { ...(JSON.parse(readFileSync(lock, 'utf8')) as Omit<Holder, 'time'>), time };
  } catch {
    return { time };
  }
}

// A time to come is that of a clock that was set since.
const isOlder = (time: number, limit: number) => Math.abs(Date.now() - time) > limit;

/** Seconds after the start of the machine; no matter what becomes of its clock. */
const processStart = () => uptime() - process.uptime();

function hasEnded({ host, pid, start = 0 }: Holder): boolean {
  // The ids of another machine or container say nothing here.
  if (pid === undefined || host !== hostname()) return false;
  // A container that is started again gives the same id.
  if (pid === process.pid) return Math.abs(start - processStart()) > 1;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return isCode(error, 'ESRCH');
  }
}
