/* Two windows on one storage: what the viewer does in one is seen in the other. */
import { expect, it, vi } from 'vitest';
import { memoryStorage, watchViewer } from '../../src/index.js';
import { codeOf, logIn, since } from '../support/app.js';
import { startApp } from '../support/flows.js';
import { sharedStorage } from '../support/windows.js';
import { simulateTime, world } from '../support/world.js';

simulateTime();

async function twoWindows() {
  const made = world();
  const storage = sharedStorage();
  const open = () => {
    const client = made.clientWith({ storage: storage() });
    const app = startApp(client);
    return Object.assign(app, { unwatch: watchViewer(app, client) });
  };
  const first = open();
  await made.pass(0);
  const second = open();
  await made.pass(0);
  return { made, first, second };
}

async function signIn({ made, first }: Awaited<ReturnType<typeof twoWindows>>) {
  first.send({ type: 'authenticate', mvpd: 'Cablevision' });
  await made.pass(0);
  await logIn(made, first);
}

it('a sign-in in one window is one in the other, without another code', async () => {
  const windows = await twoWindows();
  const { made, first, second } = windows;
  await signIn(windows);
  expect(first.view()).toMatchObject({
    phase: 'authenticated',
    access: { mvpd: { id: 'Cablevision' } },
  });
  expect(second.view()).toMatchObject({
    phase: 'authenticated',
    access: { mvpd: { id: 'Cablevision' } },
  });
  expect(made.seen().filter((endpoint) => endpoint === 'E1')).toHaveLength(1);
  expect(made.seen().filter((endpoint) => endpoint === 'E4')).toHaveLength(1);
});

it('a code that the other window shows is polled no more once the viewer is signed in', async () => {
  const windows = await twoWindows();
  const { made, second } = windows;
  second.send({ type: 'authenticate', mvpd: 'Cablevision' });
  await made.pass(0);
  expect(codeOf(second)).toMatch(/^\w+$/);
  second.send({ type: 'userAgent.returned' });
  await signIn(windows);
  expect(second.view().phase).toBe('authenticated');
  const from = made.seen().length;
  await made.pass(60_000);
  expect(since(made, from)).toEqual([]);
});

it('a sign-out in one window ends the access in the other, and stays', async () => {
  const windows = await twoWindows();
  const { made, first, second } = windows;
  await signIn(windows);
  second.send({ type: 'logout' });
  await made.pass(0);
  second.send({ type: 'userAgent.returned' });
  await made.pass(0);
  expect(second.view().phase).toBe('unauthenticated');
  expect(first.view().phase).toBe('unauthenticated');
  expect(first.view()).not.toHaveProperty('access');
  const next = startApp(made.clientWith());
  await made.pass(0);
  expect(next.view().phase).toBe('unauthenticated');
});

it('windows that agree ask nothing of each other', async () => {
  const windows = await twoWindows();
  await signIn(windows);
  const from = windows.made.seen().length;
  await windows.made.pass(600_000);
  expect(since(windows.made, from)).toEqual([]);
});

it('a window that looks no longer keeps what it has', async () => {
  const windows = await twoWindows();
  windows.second.unwatch();
  await signIn(windows);
  expect(windows.second.view().phase).toBe('unauthenticated');
});

it('windows of a browser tell each other by themselves', async () => {
  const channels = new Set<EventTarget>();
  vi.stubGlobal('document', {});
  vi.stubGlobal(
    'BroadcastChannel',
    class extends EventTarget {
      constructor(readonly name: string) {
        super();
        channels.add(this);
      }
      postMessage(data: unknown) {
        for (const other of channels)
          if (other !== this) other.dispatchEvent(Object.assign(new Event('message'), { data }));
      }
      close() {
        channels.delete(this);
      }
    },
  );
  const made = world({}, { storage: memoryStorage() });
  const open = () => {
    const client = made.clientWith();
    const app = startApp(client);
    return Object.assign(app, { unwatch: watchViewer(app, client) });
  };
  const first = open();
  await made.pass(0);
  const second = open();
  await made.pass(0);
  await signIn({ made, first, second });
  expect(second.view().phase).toBe('authenticated');
  first.unwatch();
  second.unwatch();
  expect(channels.size).toBe(0);
});
