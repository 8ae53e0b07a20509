import { quietly } from './peers.js';
import type { InspectionPeer } from './transport.js';

/** What of a WebSocket is needed here; the browser's and that of `ws` have it. */
export interface TextSocket {
  readonly bufferedAmount: number;
  readonly send: (text: string) => void;
}

/** How much may wait to be sent to one inspector, in bytes. A longer message is not sent at all. */
export const BUFFER_LIMIT = 1 << 20;
/** How much may wait while an inspector is shown everything. */
const FRESH_START_LIMIT = 16 * BUFFER_LIMIT;
/** How often one that is slow is looked at, in milliseconds. */
const LOOK_AGAIN = 250;
/** No inspector has more to say, in characters. */
const LONGEST_MESSAGE = 1 << 18;

export interface SocketPeer extends InspectionPeer {
  /** Sends a text, or drops it. */
  readonly sendText: (text: string) => void;
  /** Whether it would be dropped now. */
  readonly isSlow: () => boolean;
  /** It can be written to. */
  readonly start: () => void;
  readonly stop: () => void;
}

/**
 * A peer at the other end of an open WebSocket. To one that does not read, nothing is sent until it has
 * read all that waits for it; then it starts afresh.
 *
 * @param opened - Sends all there is to see; called with each start.
 */
export function socketPeer(socket: TextSocket, opened: (peer: SocketPeer) => void): SocketPeer {
  let limit = BUFFER_LIMIT;
  let lookAgain: ReturnType<typeof setInterval> | undefined;
  let stopped = false;

  function look(): void {
    if (socket.bufferedAmount > 0) return;
    clearInterval(lookAgain);
    lookAgain = undefined;
    peer.start();
  }

  const peer: SocketPeer = {
    isSlow() {
      if (stopped || lookAgain !== undefined) return true;
      // React Native has no such number.
      if (!(socket.bufferedAmount > limit)) return false;
      lookAgain = setInterval(look, LOOK_AGAIN);
      unref(lookAgain);
      return true;
    },
    sendText(text) {
      if (text.length > BUFFER_LIMIT || peer.isSlow()) return;
      // One that has just been closed is heard of elsewhere.
      quietly(() => socket.send(text));
    },
    send(message) {
      if (!peer.isSlow()) quietly(() => peer.sendText(JSON.stringify(message)));
    },
    start() {
      limit = FRESH_START_LIMIT;
      opened(peer);
      limit = BUFFER_LIMIT;
    },
    stop() {
      stopped = true;
      clearInterval(lookAgain);
    },
  };
  return peer;
}

/** The same to several, written once; not at all where nobody would get it. */
export function sendToAll(peers: Iterable<SocketPeer>, message: object): void {
  const ready = [...peers].filter((peer) => !peer.isSlow());
  if (ready.length === 0) return;
  quietly(() => {
    const text = JSON.stringify(message);
    for (const peer of ready) peer.sendText(text);
  });
}

/** What somebody has said; nothing where that is no message. */
export function messageIn(data: unknown, longest = LONGEST_MESSAGE): object | undefined {
  if (typeof data !== 'string' || data.length > longest) return undefined;
  try {
    const message: unknown = JSON.parse(data);
    return typeof message === 'object' && message !== null ? message : undefined;
  } catch {
    return undefined;
  }
}

/** A timer does not keep a Node process alive. */
export function unref(timer: unknown): void {
  (timer as { unref?: () => void }).unref?.();
}
