/* A code that several windows on one storage show: one of them polls it. */
import { expect, it, vi } from 'vitest';
import { createActor } from 'xstate';
import { authenticationView, restoreActor } from '../../machines/index.js';
import { memoryStorage, type PassStorage } from '../../src/index.js';
import { authenticate } from '../support/flows.js';
import { simulateTime, world, type World } from '../support/world.js';

simulateTime();

type Input = NonNullable<Parameters<typeof authenticate>[1]>;
type Flow = ReturnType<typeof authenticate>;

interface Window {
  readonly flow: Flow;
  readonly client: World['client'];
  /** When it asked, in milliseconds since the start. */
  readonly checks: readonly number[];
  disconnect(): void;
}

/** As many windows as there are storages, each of which shows the code of the first one. */
async function windowsOn(storages: readonly PassStorage[], input: Partial<Input> = {}) {
  const made = world({ codeLife: 300_000 });
  const start = Date.now();

  function open(storage: PassStorage, more: Partial<Input> = {}): Window {
    const checks: number[] = [];
    let isOnline = true;
    const fetch: typeof globalThis.fetch = async (url, init) => {
      if (new Request(url).url.includes('/profiles/code/')) checks.push(Date.now() - start);
      if (!isOnline) throw new TypeError('offline');
      return made.simulator.fetch(url, init);
    };
    const client = made.clientWith({ storage, fetch });
    const flow = authenticate(client, { screen: 'secondary', ...input, ...more });
    return { flow, client, checks, disconnect: () => void (isOnline = false) };
  }

  const windows: Window[] = [];
  let shown: Partial<Input> = {};
  for (const storage of storages) {
    windows.push(open(storage, shown));
    await made.pass(700);
    shown = { session: windows[0]!.flow.getSnapshot().context.session! };
  }
  const all = () => windows.flatMap(({ checks }) => checks).sort((one, other) => one - other);
  return {
    made,
    windows,
    code: shown.session!.code!,
    all,
    /** The least time between two checks, of whatever window. */
    least: () => Math.min(...all().map((at, index) => at - (all()[index - 1] ?? -Infinity))),
    /** The windows that have asked since then. */
    askedSince: (from: number) =>
      windows.flatMap(({ checks }, index) => (checks.some((at) => at >= from) ? [index] : [])),
  };
}

const three = () => {
  const storage = memoryStorage();
  return [storage, storage, storage];
};

it('one window polls, as often as it would alone', async () => {
  const { made, all, least, askedSince } = await windowsOn(three());
  await made.pass(80_000);
  expect(askedSince(20_000)).toHaveLength(1);
  expect(all().filter((at) => at >= 20_000 && at < 80_000)).toHaveLength(12);
  expect(least()).toBeGreaterThanOrEqual(3000);
});

it('one window polls where they ask less often', async () => {
  const { made, all, askedSince } = await windowsOn(three(), { pollInterval: 20_000 });
  await made.pass(260_000);
  expect(askedSince(60_000)).toHaveLength(1);
  expect(all().filter((at) => at >= 60_000 && at < 260_000)).toHaveLength(10);
});

it('all of them sign in', async () => {
  const { made, windows, code } = await windowsOn(three());
  await made.pass(30_000);
  await made.simulator.viewer.signIn({ code });
  await made.pass(12_000);
  for (const { flow } of windows) expect(flow.view().phase).toBe('authorize');
});

it('another window takes over where the one that polls is closed', async () => {
  const { made, windows, least, askedSince } = await windowsOn(three());
  await made.pass(60_000);
  const [polling = -1] = askedSince(40_000);
  windows[polling]!.flow.stop();
  const closedAt = 62_100;
  await made.pass(60_000);
  expect(askedSince(closedAt)).not.toContain(polling);
  const taken = windows.flatMap(({ checks }) => checks).filter((at) => at > closedAt);
  expect(Math.min(...taken) - closedAt).toBeLessThanOrEqual(9000);
  expect(askedSince(90_000)).toHaveLength(1);
  expect(least()).toBeGreaterThanOrEqual(3000);
});

it('another window takes over where the one that polls has lost its network', async () => {
  const { made, windows, code, least, askedSince } = await windowsOn(three());
  await made.pass(60_000);
  const [polling = -1] = askedSince(40_000);
  windows[polling]!.disconnect();
  await made.simulator.viewer.signIn({ code });
  await made.pass(20_000);
  for (const [index, { flow }] of windows.entries())
    if (index !== polling) expect(flow.view().phase).toBe('authorize');
  expect(least()).toBeGreaterThanOrEqual(3000);
});

it('a check at the viewer’s word does not wait for the other window', async () => {
  const storage = memoryStorage();
  const { made, windows, code } = await windowsOn([storage, storage], { screen: 'primary' });
  const [first, second] = windows as [Window, Window];
  first.flow.send({ type: 'userAgent.returned' });
  await made.pass(3500);
  await made.simulator.viewer.signIn({ code });
  second.flow.send({ type: 'userAgent.returned' });
  await made.pass(0);
  expect(second.flow.view().phase).toBe('authorize');
});

it('nobody asks once the code has expired', async () => {
  const { made, all, windows } = await windowsOn(three());
  const { notAfter = 0 } = windows[0]!.flow.getSnapshot().context.session!;
  const life = notAfter - Date.now();
  await made.pass(life + 120_000);
  for (const { flow } of windows) expect(flow.view().phase).toBe('expired');
  expect(Math.max(...all())).toBeLessThan(2100 + life);
});

it('a window that wakes after the code has expired does not ask', async () => {
  const { made, all, windows } = await windowsOn(three());
  const { notAfter = 0 } = windows[0]!.flow.getSnapshot().context.session!;
  await made.pass(30_000);
  const before = all().length;
  vi.setSystemTime(notAfter + 1);
  await made.pass(60_000);
  expect(all()).toHaveLength(before);
});

it('a stored flow goes on in another process, while other windows are open', async () => {
  const { made, windows, code, least, askedSince } = await windowsOn(three());
  await made.pass(60_000);
  const [polling = -1] = askedSince(40_000);
  const { flow } = windows[polling]!;
  const stored = JSON.stringify(flow.getPersistedSnapshot());
  flow.stop();
  const next = restoreActor(flow.machine, stored);
  next.start();
  await made.pass(30_000);
  await made.simulator.viewer.signIn({ code });
  await made.pass(12_000);
  expect(authenticationView(next.getSnapshot()).phase).toBe('authorize');
  expect(least()).toBeGreaterThanOrEqual(3000);
});

it('a flow that is stopped and started, as in StrictMode, polls once', async () => {
  const storage = memoryStorage();
  const { made, windows, all, least } = await windowsOn([storage]);
  const { client } = windows[0]!;
  const other = authenticate(client, { screen: 'secondary' });
  other.stop();
  const again = createActor(other.machine, {
    input: { screen: 'secondary', session: windows[0]!.flow.getSnapshot().context.session! },
  });
  again.start();
  again.stop();
  await made.pass(60_000);
  expect(all().length).toBeLessThanOrEqual(13);
  expect(least()).toBeGreaterThanOrEqual(3000);
});

it('a clock that is set does not keep a window from asking', async () => {
  const { made, all } = await windowsOn(three());
  await made.pass(60_000);
  const before = all().length;
  vi.setSystemTime(Date.now() - 600_000);
  await made.pass(60_000);
  expect(all().length).toBeGreaterThan(before + 8);
});

it('each window polls where the storage has no lock', async () => {
  const items = memoryStorage();
  delete items.lock;
  const { made, askedSince } = await windowsOn([items, items]);
  await made.pass(60_000);
  expect(askedSince(40_000)).toEqual([0, 1]);
});

it('a storage that fails keeps nobody from asking', async () => {
  const fail = () => {
    throw new Error('no storage');
  };
  const storage = { ...memoryStorage(), getItem: fail, setItem: fail };
  const { made, windows } = await windowsOn([storage]);
  await made.pass(60_000);
  expect(windows[0]!.checks.length).toBeGreaterThanOrEqual(12);
});
