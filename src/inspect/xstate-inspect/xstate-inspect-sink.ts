import type { Observation, SeenActor } from '../observation.js';
import type { InspectedApp, InspectionSink } from '../sink.js';
import type { InspectionPeer, InspectionTransport } from '../transport.js';
import { askedOf, event5 } from './event.js';
import {
  initialMessage,
  messagesOf,
  registerMessage,
  type Service,
  serviceOf,
} from './messages.js';

/** The options of {@link xstateInspectSink}. */
export interface XStateInspectSinkOptions {
  /** The way to an inspector, such as `windowTransport({ url: 'https://stately.ai/viz?inspect' })`. */
  readonly transport: InspectionTransport;
  /**
   * Whether what an inspector sends reaches the app. Then whoever can connect to it can act as the
   * viewer does. Events that XState itself sends are never let through. @default false
   */
  readonly acceptEvents?: boolean;
}

/**
 * Shows flows in an inspector for XState 4: whatever receives from `@xstate/inspect` 0.8, such as the
 * classic visualiser. Each machine is a service there, under the names that XState 4 has for its events.
 * Nothing is sent before an inspector asks for it, or connects; then it is shown what runs.
 *
 * @example
 * ```ts
 * import { createActor } from 'xstate';
 * import { logoutMachine } from 'tve-auth-flow';
 * import { createInspection, windowTransport, xstateInspectSink } from 'tve-auth-flow/inspect';
 *
 * function show(): void {
 *   const transport = windowTransport({ url: 'https://stately.ai/viz?inspect' });
 *   const inspect = createInspection({ sinks: [xstateInspectSink({ transport })] });
 *   const input = { mvpd: 'Cablevision', redirectUrl: 'https://adobe.com' };
 *   createActor(logoutMachine, { input, inspect }).start();
 * }
 * ```
 */
export function xstateInspectSink({
  transport,
  acceptEvents = false,
}: XStateInspectSinkOptions): InspectionSink {
  return { open: (app) => openSink(app, transport, acceptEvents) };
}

/** What an inspector knows. */
interface Viewer {
  /** The services that it was told of, and whether it was told how they began. */
  readonly told: Map<string, 'new' | 'begun'>;
  /** Whether it was shown everything before it asked, as it does when it has just connected. */
  ahead: boolean;
}

function openSink(app: InspectedApp, transport: InspectionTransport, acceptEvents: boolean) {
  const viewers = new Map<InspectionPeer, Viewer>();
  /** What last happened in each service, to be looked at when somebody comes. */
  const last = new Map<string, Observation>();
  let listening = false;

  const actorOf = (id: string | undefined) =>
    app.actors().find(({ sessionId }) => sessionId === id);

  function parentOf({ parentId }: SeenActor): Service | undefined {
    const parent = actorOf(parentId);
    return parent && (serviceOf(parent) ?? parentOf(parent));
  }

  function register(service: Service, peer: InspectionPeer, { told }: Viewer, as: 'new' | 'begun') {
    const { actor } = service;
    if (told.has(actor.sessionId)) return;
    const message = registerMessage(service, parentOf(actor), last.get(actor.sessionId));
    if (!message) return;
    told.set(actor.sessionId, as);
    peer.send(message);
  }

  function showAll(peer: InspectionPeer, viewer: Viewer): void {
    for (const actor of app.actors()) {
      const service = serviceOf(actor);
      if (service) register(service, peer, viewer, 'begun');
    }
  }

  function onAsked(peer: InspectionPeer): void {
    const viewer = viewers.get(peer) ?? { told: new Map(), ahead: false };
    viewers.set(peer, viewer);
    if (!viewer.ahead) viewer.told.clear();
    viewer.ahead = false;
    showAll(peer, viewer);
  }

  transport.listen({
    // Again for one that has missed something.
    opened(peer) {
      const viewer = { told: new Map(), ahead: listening && !viewers.has(peer) };
      viewers.set(peer, viewer);
      showAll(peer, viewer);
    },
    closed: (peer) => void viewers.delete(peer),
    received(message, peer) {
      if (isHandshake(message)) return onAsked(peer);
      const asked = acceptEvents && viewers.has(peer) ? askedOf(message) : undefined;
      const actor = asked && actorOf(asked.origin);
      const service = actor && serviceOf(actor);
      const event = service && event5(asked.event, service.chart.names);
      if (event) app.send(asked.origin, event);
    },
  });
  listening = true;

  function tell(service: Service, seen: Observation): void {
    const { sessionId } = service.actor;
    const messages = messagesOf(service, seen);
    for (const [peer, viewer] of viewers) {
      const { told } = viewer;
      // What has ended before it was seen is not shown any more.
      if (seen.type !== 'stop') register(service, peer, viewer, 'new');
      if (told.get(sessionId) === 'new' && seen.type !== 'actor') {
        if (!isBeginning(seen)) peer.send(initialMessage(service));
        told.set(sessionId, 'begun');
      }
      if (told.has(sessionId)) for (const message of messages) peer.send(message);
      if (seen.type === 'stop') told.delete(sessionId);
    }
  }

  return (seen: Observation): void => {
    const { sessionId } = seen.actor;
    // Charts are not made where nobody looks.
    const service = viewers.size > 0 ? serviceOf(seen.actor) : undefined;
    if (service) tell(service, seen);
    if (seen.type === 'snapshot' && seen.actor.machine) last.set(sessionId, seen);
    if (seen.type === 'stop') last.delete(sessionId);
  };
}

const isBeginning = (seen: Observation): boolean =>
  seen.type === 'event' && seen.event.type === 'xstate.init';

const isHandshake = (message: unknown): boolean =>
  typeof message === 'object' &&
  message !== null &&
  (message as { readonly type?: unknown }).type === 'xstate.inspecting';
