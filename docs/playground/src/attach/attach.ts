import type { EventObject } from 'xstate';
import { createHistory, type History } from '../session/history.js';
import { placeInstead } from '../session/session.js';
import { copyTest } from '../record/copy-test.js';
import { saveAs } from '../record/save-as.js';
import { page } from '../session/state.js';
import { startAgain } from '../share/open.js';
import { createStore } from '../store/store.js';
import { pause, wallTime } from '../time/real-time.js';
import { type AttachedApps, attachedApps } from './attached-app.js';
import type { ShownDevice } from './devices.js';
import { DEVICE_VERSION, readMessage } from './messages.js';

/** How the connection to apps is. */
export interface Attachment {
  readonly url: string;
  readonly status: 'off' | 'connecting' | 'connected' | 'waiting';
  /** Messages that nobody understood. */
  readonly garbage: number;
  readonly problem: string;
  readonly devices: readonly ShownDevice[];
  /** How many actors there is no room for, by their names. */
  readonly unshown: ReadonlyMap<string, number>;
}

const nobody = { devices: [], unshown: new Map<string, number>() };

export const attachment = createStore<Attachment>({
  url: '',
  status: 'off',
  garbage: 0,
  problem: '',
  ...nobody,
});

/** What an address ends with whose page attaches at once. */
export const ATTACH_HASH = '#attach';

/** Real milliseconds until the next try. */
const RETRY = 1000;

let socket: WebSocket | undefined;
let current = 0;
let shown: History | undefined;
let apps: AttachedApps | undefined;

/** The relay of the server that this page came from. */
export function usualUrl(): string {
  const { protocol, host } = location;
  if (!protocol.startsWith('http')) return 'ws://127.0.0.1:4173/inspect/inspector';
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/inspect/inspector`;
}

/** @returns why it has ended, in words */
function listen(url: string, begin: () => void, take: (data: unknown) => void): Promise<string> {
  return new Promise((resolve) => {
    const opened = new WebSocket(url);
    let isOpen = false;
    socket = opened;
    opened.addEventListener('open', () => {
      isOpen = true;
      begin();
      attachment.set({ status: 'connected', problem: '' });
      const hello = { type: '@statelyai.connected', deviceVersion: DEVICE_VERSION };
      opened.send(JSON.stringify(hello));
    });
    opened.addEventListener('message', ({ data }) => take(data));
    opened.addEventListener('close', ({ code, reason }) =>
      resolve(endOf({ code, reason, isOpen })),
    );
  });
}

function endOf({
  code,
  reason,
  isOpen,
}: {
  code: number;
  reason: string;
  isOpen: boolean;
}): string {
  // A server of this library says so why it lets nobody in.
  if (code >= 4400 && code < 4600) return `The server refuses this page. ${reason}`;
  if (isOpen) return 'The connection has ended.';
  return 'No server answers at this address. Is it running? Start one with: npx tve-auth-flow inspect';
}

/** Shows the apps at a url in place of the scenario, and connects again whenever the connection ends. */
export async function attach(url: string): Promise<void> {
  try {
    void new URL(url);
    if (!/^wss?:/.test(url)) throw new Error('ws');
  } catch {
    attachment.set({
      url,
      problem: 'That is no address of a WebSocket: it begins with ws: or wss:.',
    });
    return;
  }
  placeInstead(detach);
  if (url === usualUrl()) window.history.replaceState(null, '', ATTACH_HASH);
  const turn = ++current;
  const history: History = createHistory(wallTime, () => {
    attachment.set({ devices: attached.devices(), unshown: attached.unshown() });
    return {
      television: undefined,
      phone: undefined,
      page: undefined,
      actors: attached.actors(),
    };
  });
  shown = history;
  const attached = attachedApps(() => history);
  apps = attached;
  const start = wallTime();
  page.set({ mode: 'attached', telling: 'none', caption: '', rows: [], frames: [], past: null });
  page.set({ start, now: start, next: Infinity, selected: undefined, notice: '' });
  history.touch();
  attachment.set({ url, status: 'connecting', garbage: 0, problem: '', ...nobody });
  while (turn === current) {
    let problem = 'A page that came by https: can attach to wss: only.';
    try {
      problem = await listen(url, attached.begin, (data) => {
        if (turn !== current) return;
        const message = readMessage(data);
        if (message) attached.take(message);
        else attachment.set({ garbage: attachment.get().garbage + 1 });
      });
    } catch {
      // What can't even be tried is tried again, too: the viewer may mend it meanwhile.
    }
    if (turn !== current) return;
    attached.lost();
    attachment.set({ status: 'waiting', problem });
    await pause(RETRY);
  }
}

function detach(): void {
  current += 1;
  shown?.close();
  socket?.close();
  socket = undefined;
  apps = undefined;
  attachment.set({ status: 'off', problem: '', ...nobody });
}

/** Lets go of the apps, and goes back to the scenario, from its start. */
export function disconnect(): void {
  if (page.get().mode === 'attached') startAgain();
}

/** Saves what a device has done so far, as a flight record. */
export function saveDeviceRecord({ id, name }: ShownDevice): void {
  const record = apps?.record(id);
  if (record) saveAs(`flight-${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.json`, record);
}

/** Puts what a device has done so far into the clipboard, as a Vitest test. */
export function copyDeviceAsTest({ id }: ShownDevice): void {
  const record = apps?.record(id);
  if (record) void copyTest(record);
}

/** Asks an app to send an event to one of its actors. */
export function sendToApp(sessionId: string, event: EventObject): void {
  socket?.send(JSON.stringify({ type: '@xstate.send', sessionId, event }));
  page.set({ notice: `Asked the app for ${event.type}.` });
}
