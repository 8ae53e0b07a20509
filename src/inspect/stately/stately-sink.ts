import type { InspectedApp, InspectionSink } from '../sink.js';
import type { InspectionPeer, InspectionTransport } from '../transport.js';
import { createMemory } from './memory.js';
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
  /**
   * How many events, transitions and requests are kept for a playground that is opened later: it shows what
   * led to where the flow stands. 0 keeps none. @default 300
   */
  readonly keep?: number;
}

/** Made plain only where somebody asks for them. */
const KEPT = 300;

/**
 * Shows flows in an inspector that speaks as `@statelyai/inspect` does: stately.ai/inspect, and whatever
 * uses its receivers; and in the playground. An inspector that comes, or comes again, is shown the actors
 * that are alive, each as it is now; the playground also what happened before, and the requests that go over
 * the `fetch` of the inspection.
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
  keep = KEPT,
}: StatelySinkOptions): InspectionSink {
  return {
    open(app) {
      const messages = statelyMessages(randomId(), acceptEvents);
      const memory = createMemory(messages, keep);
      const peers = new Set<InspectionPeer>();
      let last = 0;

      function show(peer: InspectionPeer): void {
        peers.add(peer);
        for (const actor of app.actors()) peer.send(messages.actor(actor, last));
      }

      function showPast(peer: InspectionPeer): void {
        peers.add(peer);
        const sessionIds = app.actors().map(({ sessionId }) => sessionId);
        const { seq } = memory;
        peer.send(messages.device({ name: app.name(), now: Date.now(), sessionIds, seq }));
        for (const message of memory.list()) peer.send(message);
      }

      /** What nobody sees is not made. */
      function tell(make: () => object | undefined): void {
        const message = peers.size > 0 ? make() : undefined;
        if (message) transport.send(message);
      }

      transport.listen({
        opened: show,
        received(message, peer) {
          const { type, deviceVersion } = (message ?? {}) as Readonly<Record<string, unknown>>;
          if (type === CONNECTED) (deviceVersion === undefined ? show : showPast)(peer);
          else if (type === DISCONNECTED) peers.delete(peer);
          else if (type === SEND && acceptEvents) sendOn(app, messages.sessionOf, message);
        },
        closed(peer) {
          peers.delete(peer);
          peer.send({ type: DISCONNECTED });
        },
      });

      app.onRequest((request) => {
        const seq = memory.keepRequest(request);
        tell(() => messages.request(request, seq));
      });

      return (observation) => {
        last = observation.at;
        const seq = memory.keep(observation);
        tell(() => messages.of(observation, seq));
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
