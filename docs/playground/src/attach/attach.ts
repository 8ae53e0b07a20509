import type { EventObject } from 'xstate';
import { createHistory, type History } from '../session/history.js';
import { placeInstead } from '../session/session.js';
import { page } from '../session/state.js';
import { startAgain } from '../share/open.js';
import { createStore } from '../store/store.js';
import { pause, wallTime } from '../time/real-time.js';
import { attachedActors } from './attached-app.js';
import { readMessage } from './messages.js';

/** How the connection to apps is. */
export interface Attachment {
  readonly url: string;
  readonly status: 'off' | 'connecting' | 'connected' | 'waiting';
  /** Messages that nobody understood. */
  readonly garbage: number;
  readonly problem: string;
}

export const attachment = createStore<Attachment>({
  url: '',
  status: 'off',
  garbage: 0,
  problem: '',
});

/** Real milliseconds until the next try. */
const RETRY = 1000;

let socket: WebSocket | undefined;
let current = 0;
let shown: History | undefined;

/** The relay of the server that this page came from. */
export function usualUrl(): string {
  const { protocol, host } = location;
  if (!protocol.startsWith('http')) return 'ws://127.0.0.1:4173/inspect/inspector';
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/inspect/inspector`;
}

function listen(url: string, begin: () => void, take: (data: unknown) => void): Promise<void> {
  return new Promise((resolve) => {
    const opened = new WebSocket(url);
    socket = opened;
    opened.addEventListener('open', () => {
      begin();
      attachment.set({ status: 'connected', problem: '' });
      opened.send(JSON.stringify({ type: '@statelyai.connected' }));
    });
    opened.addEventListener('message', ({ data }) => take(data));
    opened.addEventListener('close', () => resolve());
  });
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
  const turn = ++current;
  const history: History = createHistory(wallTime, () => ({
    television: undefined,
    phone: undefined,
    page: undefined,
    actors: actors.list(),
  }));
  shown = history;
  const actors = attachedActors(() => history);
  const start = wallTime();
  page.set({ mode: 'attached', telling: 'none', caption: '', rows: [], frames: [], past: null });
  page.set({ start, now: start, next: Infinity, selected: undefined, notice: '' });
  history.touch();
  attachment.set({ url, status: 'connecting', garbage: 0, problem: '' });
  while (turn === current) {
    try {
      await listen(url, actors.begin, (data) => {
        if (turn !== current) return;
        const message = readMessage(data);
        if (message) actors.take(message);
        else attachment.set({ garbage: attachment.get().garbage + 1 });
      });
    } catch {
      // What can't even be tried is tried again, too: the viewer may mend it meanwhile.
    }
    if (turn !== current) return;
    attachment.set({ status: 'waiting', problem: 'There is no answer. Trying again…' });
    await pause(RETRY);
  }
}

function detach(): void {
  current += 1;
  shown?.close();
  socket?.close();
  socket = undefined;
  attachment.set({ status: 'off', problem: '' });
}

/** Lets go of the apps, and goes back to the scenario, from its start. */
export function disconnect(): void {
  if (page.get().mode === 'attached') startAgain();
}

/** Asks an app to send an event to one of its actors. */
export function sendToApp(sessionId: string, event: EventObject): void {
  socket?.send(JSON.stringify({ type: '@xstate.send', sessionId, event }));
  page.set({ notice: `Asked the app for ${event.type}.` });
}
