import { createWindowReceiver, type Received, type Receiver } from 'xstate4-receivers';
import type {
  InspectionPeer,
  InspectionTransport,
  TransportListener,
} from '../../../src/inspect/index.js';

export type { Received };

type Registered = Extract<Received, { type: 'service.register' }>;

interface Inspector {
  readonly peer: InspectionPeer;
  readonly receiver: Receiver;
  /** As the receiver gives it. */
  readonly received: readonly Received[];
  /** As it was sent. */
  readonly wire: readonly string[];
  readonly registered: () => readonly Registered[];
}

/** A transport without a wire: what is said arrives at once, and the test is at the other end. */
export function directTransport() {
  const listeners: TransportListener[] = [];
  const transport: InspectionTransport = {
    listen: (listener) => void listeners.push(listener),
    send: () => undefined,
    close: () => undefined,
  };
  return {
    transport,
    opened: (peer: InspectionPeer) => listeners.forEach(({ opened }) => opened?.(peer)),
    received: (message: unknown, peer: InspectionPeer) =>
      listeners.forEach(({ received }) => received?.(message, peer)),
    closed: (peer: InspectionPeer) => listeners.forEach(({ closed }) => closed?.(peer)),
  };
}

/** What of a window the receiver uses: it hears messages. */
function windowOf() {
  const handlers: Array<(event: { data: unknown }) => void> = [];
  return {
    addEventListener: (_: string, handler: (event: { data: unknown }) => void) => {
      handlers.push(handler);
    },
    removeEventListener: () => handlers.splice(0),
    hear: (data: unknown) => handlers.forEach((handler) => handler({ data })),
  };
}

/** The real receiver of `@xstate/inspect`, with XState 4, at the other end of a transport. */
export function receive(direct: ReturnType<typeof directTransport>): Inspector {
  const own = windowOf();
  const wire: string[] = [];
  const peer: InspectionPeer = {
    send(message) {
      // Only JSON gets through a socket.
      const text = JSON.stringify(message);
      wire.push(text);
      own.hear(JSON.parse(text));
    },
  };
  // It asks before anybody can listen to it; a window would answer later.
  const asked: unknown[] = [];
  let say = (message: unknown): void => void asked.push(message);
  const receiver = createWindowReceiver({
    window: own as unknown as Window,
    targetWindow: { postMessage: (message: unknown) => say(message) } as unknown as Window,
  });
  const received: Received[] = [];
  receiver.subscribe((event) => received.push(event));
  say = (message) => direct.received(message, peer);
  asked.forEach(say);
  return {
    peer,
    receiver,
    received,
    wire,
    registered: () => received.filter((event) => event.type === 'service.register'),
  };
}
