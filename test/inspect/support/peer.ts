import type {
  InspectionPeer,
  InspectionTransport,
  TransportListener,
} from '../../../src/inspect/index.js';

/** An inspector in the same room: what it is sent, and what it says. */
export function nearInspector() {
  const sent: string[] = [];
  const listeners: TransportListener[] = [];
  const peer: InspectionPeer = { send: (message) => void sent.push(JSON.stringify(message)) };
  const transport: InspectionTransport = {
    listen: (listener) => void listeners.push(listener),
    send: peer.send,
    close: () => {},
  };
  return {
    sent,
    transport,
    open: () => listeners.forEach(({ opened }) => opened?.(peer)),
    say: (message: unknown) => listeners.forEach(({ received }) => received?.(message, peer)),
  };
}
