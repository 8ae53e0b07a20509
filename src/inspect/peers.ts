import type { InspectionPeer, TransportListener } from './transport.js';

/** The inspectors that a transport can reach, and who hears of them. */
export interface Peers<Peer extends InspectionPeer> {
  readonly listen: (listener: TransportListener) => void;
  readonly all: () => readonly Peer[];
  /** A peer that has said something is there, whether it was opened or not. */
  readonly received: (message: unknown, peer: Peer) => void;
  /** Again for a peer that has missed something. */
  readonly opened: (peer: Peer) => void;
  readonly closed: (peer: Peer) => void;
  /** All of them, for good. */
  readonly end: () => void;
}

/** What a listener throws reaches nobody. */
export function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // Whoever looks on does not get in the way.
  }
}

export function createPeers<Peer extends InspectionPeer>(): Peers<Peer> {
  const peers = new Set<Peer>();
  const listeners = new Set<TransportListener>();

  const tell = (say: (listener: TransportListener) => void): void => {
    for (const listener of listeners) quietly(() => say(listener));
  };

  function closed(peer: Peer): void {
    if (peers.delete(peer)) tell((listener) => listener.closed?.(peer));
  }

  return {
    all: () => [...peers],
    listen(listener) {
      listeners.add(listener);
      for (const peer of peers) quietly(() => listener.opened?.(peer));
    },
    received(message, peer) {
      peers.add(peer);
      tell((listener) => listener.received?.(message, peer));
    },
    opened(peer) {
      peers.add(peer);
      tell((listener) => listener.opened?.(peer));
    },
    closed,
    end() {
      for (const peer of peers) closed(peer);
      listeners.clear();
    },
  };
}
