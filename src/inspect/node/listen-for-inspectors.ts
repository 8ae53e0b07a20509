import { createPeers } from '../peers.js';
import { messageIn, sendToAll, type SocketPeer, socketPeer } from '../socket-peer.js';
import type { InspectionTransport } from '../transport.js';
import type { InspectionServerOptions } from './options.js';
import { serve } from './serve.js';

/** A transport that inspectors connect to. */
export interface InspectionServer extends Omit<InspectionTransport, 'close'> {
  readonly port: number;
  /** What an inspector connects to: `ws://127.0.0.1:4000/`. */
  readonly url: string;
  /** Resolves once nobody is connected. */
  readonly close: () => Promise<void>;
}

/** No inspector has more to say, in bytes. */
const MAX_PAYLOAD = 1 << 18;

/**
 * Listens for inspectors, so that an app in Node can be looked at. It lets in what comes from this
 * computer and is no page of somebody else's: a page needs to be of this server, or in `origins`. It keeps
 * no process alive, unless `keepAlive` is true. An inspector that does not read what it is sent misses
 * it, and is shown everything anew once it does.
 *
 * @throws Error with the `code` of the system where the port cannot be had: `EADDRINUSE`
 *
 * @example
 * ```ts
 * import { createInspection, statelySink } from 'tve-auth-flow/inspect';
 * import { listenForInspectors } from 'tve-auth-flow/node';
 *
 * const transport = await listenForInspectors({ port: 0 });
 * const inspect = createInspection({ sinks: [statelySink({ transport })] });
 * console.log(transport.url); // → ws://127.0.0.1:
 * await transport.close();
 * ```
 */
export async function listenForInspectors(
  options: InspectionServerOptions = {},
): Promise<InspectionServer> {
  const { path = '/' } = options;
  const peers = createPeers<SocketPeer>();
  const serving = await serve(options, {
    maxPayload: MAX_PAYLOAD,
    at: (asked) =>
      asked !== path
        ? undefined
        : (socket) => {
            const peer = socketPeer(socket, peers.opened);
            socket.addEventListener('message', ({ data }) => {
              const message = messageIn(data);
              if (message) peers.received(message, peer);
            });
            socket.addEventListener('close', () => {
              peer.stop();
              peers.closed(peer);
            });
            peer.start();
          },
  });
  return {
    port: serving.port,
    url: serving.url + path,
    listen: peers.listen,
    send: (message) => sendToAll(peers.all(), message),
    close() {
      peers.end();
      return serving.close();
    },
  };
}
