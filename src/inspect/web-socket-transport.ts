import { refuse } from '../errors/invalid-input-error.js';
import { createPeers, quietly } from './peers.js';
import { messageIn, sendToAll, type SocketPeer, socketPeer, unref } from './socket-peer.js';
import type { InspectionTransport } from './transport.js';
import { nodeOptions } from './web-socket-options.js';

/** What of a WebSocket is needed. */
export interface InspectionSocket {
  readonly bufferedAmount: number;
  send(data: string): void;
  close(): void;
  addEventListener(
    type: 'open' | 'message' | 'close' | 'error',
    listener: (event: object) => void,
  ): void;
}

/** The options of {@link webSocketTransport}. */
export interface WebSocketTransportOptions {
  /** Of the inspector: `ws://192.168.1.5:4000/app`. */
  readonly url: string;
  /** @default globalThis.WebSocket */
  readonly WebSocket?: new (
    url: string,
    protocols?: string[],
    options?: object,
  ) => InspectionSocket;
  /**
   * Is told why there is no inspector, once for each reason: nobody there, or not let in. It is tried again
   * all the same. For the log of the device. @default nobody is told
   */
  readonly onProblem?: (problem: string) => void;
}

/** The first pause before it connects again, in milliseconds; each is twice the one before. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;
/** How long the other end may take to open, and to close, in milliseconds. */
const PATIENCE = 10_000;

/**
 * Connects to an inspector that listens: from a television to the computer beside it, say. While there is
 * none it asks again, after pauses that grow from 1 to 30 seconds; what happens meanwhile is not kept. An
 * inspector that comes, or has been too slow, is shown everything anew.
 *
 * In Node use that of `tve-auth-flow/node`: its connection lets the process end. Node's own WebSocket
 * keeps the process alive while it is connected, and for 10 seconds while it tries to be.
 *
 * @throws InvalidInputError where there is no WebSocket here, or `url` can't be used
 *
 * @example
 * ```ts
 * import { webSocketTransport } from 'tve-auth-flow/inspect';
 *
 * const connect = () => webSocketTransport({ url: 'ws://192.168.1.5:4000/app' });
 * ```
 */
export function webSocketTransport({
  url,
  WebSocket = globalThis.WebSocket,
  onProblem,
}: WebSocketTransportOptions): InspectionTransport {
  if (typeof WebSocket !== 'function') refuse('WebSocket', 'there is none here: give one');
  if (!/^wss?:/i.test(url)) refuseUrl();
  const peers = createPeers<SocketPeer>();
  let pause = FIRST_PAUSE;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let current: Connection | undefined;
  let told = '';

  function tell(problem: string | undefined): void {
    if (problem === undefined || problem === told) return;
    told = problem;
    quietly(() => onProblem?.(`${url}: ${problem}`));
  }

  function connect(): void {
    let since = Infinity;
    try {
      current = openSocket(new WebSocket(url, ...nodeOptions()), {
        opened(peer) {
          since = Math.min(since, Date.now());
          peers.opened(peer);
        },
        received(message, from) {
          told = '';
          peers.received(message, from);
        },
        closed(peer, problem) {
          if (peer) peers.closed(peer);
          tell(problem);
          // One that lets in and closes at once is asked as seldom as one that is not there.
          if (Date.now() - since > pause) pause = FIRST_PAUSE;
          connectLater();
        },
      });
    } catch (error) {
      if ((error as { readonly name?: unknown }).name === 'SyntaxError') refuseUrl();
      tell('A page that came by https: needs wss: instead.');
      connectLater();
    }
  }

  function connectLater(): void {
    current = undefined;
    timer = setTimeout(connect, pause);
    unref(timer);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }

  connect();
  return {
    listen: peers.listen,
    send: (message) => sendToAll(peers.all(), message),
    close() {
      peers.end();
      clearTimeout(timer);
      current?.letGo();
    },
  };
}

interface Connection {
  /** Hears nothing more of it. */
  readonly letGo: () => void;
}

interface Heard {
  readonly opened: (peer: SocketPeer) => void;
  readonly received: (message: object, peer: SocketPeer) => void;
  /** Once; without a peer where it has never been open. With what is wrong, if anything is. */
  readonly closed: (peer: SocketPeer | undefined, problem: string | undefined) => void;
}

function openSocket(socket: InspectionSocket, heard: Heard): Connection {
  let peer: SocketPeer | undefined;
  let over = false;
  const impatience = setTimeout(() => end(), PATIENCE);
  unref(impatience);

  /** Lets go of it, whether the other end does its part or not. */
  function letGo(): void {
    over = true;
    clearTimeout(impatience);
    peer?.stop();
    quietly(() => socket.close());
  }

  function end(event: object = {}): void {
    if (over) return;
    letGo();
    heard.closed(peer, peer ? refusalIn(event) : 'Nobody answers.');
  }

  socket.addEventListener('open', () => {
    if (over) return;
    clearTimeout(impatience);
    peer = socketPeer(socket, heard.opened);
    peer.start();
  });
  socket.addEventListener('message', (event) => {
    const { data } = event as { readonly data?: unknown };
    const message = peer && !over ? messageIn(data) : undefined;
    if (message && peer) heard.received(message, peer);
  });
  socket.addEventListener('close', end);
  socket.addEventListener('error', end);
  return { letGo };
}

/** Why the other end does not let it in, as a relay says it. */
function refusalIn(event: object): string | undefined {
  const { code, reason } = event as { readonly code?: unknown; readonly reason?: unknown };
  if (typeof code !== 'number' || code < 4400 || code > 4599) return undefined;
  return typeof reason === 'string' && reason !== '' ? reason : `Refused with ${code - 4000}.`;
}

function refuseUrl(): never {
  return refuse('url', 'must be as ws://192.168.1.5:4000/app');
}
