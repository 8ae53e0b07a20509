import type { WebSocket } from '../../vendor/ws.js';
import { CONNECTED, DEVICE_VERSION, DISCONNECTED } from '../stately/messages.js';
import { BUFFER_LIMIT, messageIn, sendToAll, type SocketPeer, socketPeer } from '../socket-peer.js';
import { GoneDevices, goneMessage } from './gone-devices.js';
import { withIdsOf } from './relay-ids.js';
import { RelayMemory } from './relay-memory.js';
import type { InspectionServerOptions } from './options.js';
import { serve } from './serve.js';

/** Between apps and the pages that show them. */
export interface InspectionRelay {
  readonly port: number;
  /** What an app connects to: `ws://127.0.0.1:4000/app`. */
  readonly appUrl: string;
  /** What a page connects to: `ws://127.0.0.1:4000/inspector`. */
  readonly inspectorUrl: string;
  /** Resolves once nobody is connected. */
  readonly close: () => Promise<void>;
}

/**
 * Brings apps and pages together that can't reach each other: apps connect to `appUrl`, with
 * `webSocketTransport`, and pages to `inspectorUrl`. All pages see all apps; what a page sends, each app
 * gets. A page that comes later is shown the actors that are alive; the playground also what happened
 * before, and the last devices that went. When an app goes, pages are sent
 * `{ type: '@statelyai.disconnected', sessionIds }`, with those of its actors that were alive.
 *
 * `createWebSocketInspector` of `@statelyai/inspect` can connect to `/`: its ids are made unique.
 *
 * It lets in whom `listenForInspectors` lets in; for a television give `host: '0.0.0.0'`. It keeps the
 * process alive, unless `keepAlive` is false.
 *
 * @throws Error with the `code` of the system where the port cannot be had: `EADDRINUSE`
 *
 * @example
 * ```ts
 * import { relayInspection } from 'tve-auth-flow/node';
 *
 * const relay = await relayInspection({ port: 0 });
 * console.log(relay.appUrl); // → ws://127.0.0.1:
 * await relay.close();
 * ```
 */
export async function relayInspection(
  options: InspectionServerOptions = {},
): Promise<InspectionRelay> {
  const base = (options.path ?? '').replace(/\/$/, '');
  const apps = new Map<SocketPeer, RelayMemory>();
  const pages = new Map<SocketPeer, { wantsPast: boolean }>();
  const gone = new GoneDevices();
  let foreign = 0;

  function onPage(socket: WebSocket): void {
    const page = socketPeer(socket, show);
    pages.set(page, { wantsPast: false });
    page.start();
    hear(socket, {
      peer: page,
      heard(message) {
        const { type, deviceVersion } = message as Readonly<Record<string, unknown>>;
        if (type === CONNECTED) {
          pages.set(page, { wantsPast: deviceVersion !== undefined });
          page.start();
        } else if (type !== DISCONNECTED) sendToAll(apps.keys(), message);
      },
      closed: () => pages.delete(page),
    });
  }

  function show(page: SocketPeer): void {
    const wantsPast = pages.get(page)?.wantsPast === true;
    if (wantsPast) gone.list().forEach(page.sendText);
    for (const memory of apps.values())
      (wantsPast ? memory.past : memory.alive).forEach(page.sendText);
  }

  function onApp(socket: WebSocket, rename?: (message: object) => object): void {
    const memory = new RelayMemory();
    const app = socketPeer(socket, () => undefined);
    apps.set(app, memory);

    function lost(): void {
      const { sessionIds: mine, device } = memory;
      // An app that has come back is known by the same ids.
      const others = [...apps].filter(([peer]) => peer !== app).map(([, other]) => other);
      const known = new Set(others.flatMap(({ sessionIds }) => sessionIds));
      const sessionIds = mine.filter((id) => !known.has(id));
      const isGone =
        device !== undefined && !others.some((other) => other.device?.device === device.device);
      if (isGone) gone.add({ device: device.device, name: device.name, told: memory.past });
      memory.forget();
      if (sessionIds.length > 0 || isGone)
        sendToAll(pages.keys(), goneMessage(sessionIds, device?.device));
    }

    hear(socket, {
      peer: app,
      longest: BUFFER_LIMIT,
      heard(told) {
        if ((told as { readonly type?: unknown }).type === DISCONNECTED) return lost();
        const message = rename ? rename(told) : told;
        const text = JSON.stringify(message);
        const isPast = memory.keep(message, text);
        if (memory.device) gone.delete(memory.device);
        for (const [page, { wantsPast }] of pages) if (wantsPast || !isPast) page.sendText(text);
      },
      closed() {
        apps.delete(app);
        lost();
      },
    });
    if (!rename) app.send({ type: CONNECTED, deviceVersion: DEVICE_VERSION });
  }

  const serving = await serve(
    { keepAlive: true, ...options },
    {
      // A character has at most 4 bytes.
      maxPayload: 4 * BUFFER_LIMIT,
      at(path) {
        if (path === `${base}/inspector`) return onPage;
        if (path === `${base}/app`) return (socket) => onApp(socket);
        if (path !== `${base}/`) return undefined;
        return (socket) => {
          const name = `app-${(foreign += 1)}`;
          onApp(socket, (message) => withIdsOf(name, message));
        };
      },
    },
  );
  return {
    port: serving.port,
    appUrl: `${serving.url}${base}/app`,
    inspectorUrl: `${serving.url}${base}/inspector`,
    close: serving.close,
  };
}

interface Ear {
  readonly peer: SocketPeer;
  readonly longest?: number;
  readonly heard: (message: object) => void;
  readonly closed: () => void;
}

function hear(socket: WebSocket, { peer, longest, heard, closed }: Ear): void {
  socket.addEventListener('message', ({ data }) => {
    const message = messageIn(data, longest);
    if (message) heard(message);
  });
  socket.addEventListener('close', () => {
    peer.stop();
    closed();
  });
}
