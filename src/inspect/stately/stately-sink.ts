import type { InspectedApp, InspectionSink } from '../sink.js';
import type { InspectionPeer, InspectionTransport } from '../transport.js';
import { CONNECTED, DISCONNECTED, SEND, statelyMessages } from './messages.js';

/** The options of {@link statelySink}. */
export interface StatelySinkOptions {
  /** Where the inspector is. One for each kind of inspector. */
  readonly transport: InspectionTransport;
  /**
   * Whether an inspector may send events to the app, as `{ type: '@xstate.send', sessionId, event }`; not
   * those of XState itself. Whoever can reach the inspector then acts as the viewer. @default false
   */
  readonly acceptEvents?: boolean;
}

/**
 * Shows flows in an inspector that speaks as `@statelyai/inspect` does: stately.ai/inspect, and whatever
 * uses its receivers. An inspector that comes, or comes again, is shown the actors that are alive, each
 * as it is now; what nobody saw is not kept.
 *
 * @example
 * ```ts
 * import { createInspection, statelySink, windowTransport } from 'tve-auth-flow/inspect';
 *
 * const inspector = () => windowTransport({ url: 'https://stately.ai/inspect' });
 * const inspect = () => createInspection({ sinks: [statelySink({ transport: inspector() })] });
 * ```
 */
export function statelySink({
  transport,
  acceptEvents = false,
}: StatelySinkOptions): InspectionSink {
  return {
    open(app) {
      const messages = statelyMessages(randomId(), acceptEvents);
      const peers = new Set<InspectionPeer>();
      let last = 0;

      function show(peer: InspectionPeer): void {
        peers.add(peer);
        for (const actor of app.actors()) peer.send(messages.actor(actor, last));
      }

      transport.listen({
        opened: show,
        received(message, peer) {
          const { type } = (message ?? {}) as { readonly type?: unknown };
          if (type === CONNECTED) show(peer);
          else if (type === DISCONNECTED) peers.delete(peer);
          else if (type === SEND && acceptEvents) sendOn(app, messages.sessionOf, message);
        },
        closed(peer) {
          peers.delete(peer);
          peer.send({ type: DISCONNECTED });
        },
      });

      return (observation) => {
        last = observation.at;
        // What nobody sees is not made.
        if (peers.size === 0) return;
        const message = messages.of(observation);
        if (message) transport.send(message);
      };
    },
  };
}

function sendOn(
  app: InspectedApp,
  sessionOf: (id: string) => string | undefined,
  message: unknown,
): void {
  const { sessionId, event } = message as {
    readonly sessionId?: unknown;
    readonly event?: unknown;
  };
  const session = typeof sessionId === 'string' ? sessionOf(sessionId) : undefined;
  if (session !== undefined && isEvent(event)) app.send(session, event);
}

const isEvent = (event: unknown): event is { readonly type: string } =>
  typeof (event as { readonly type?: unknown } | null | undefined)?.type === 'string';

/** Of 8 letters and digits. */
const randomId = (): string => Math.floor((1 + Math.random() * 35) * Math.pow(36, 7)).toString(36);
