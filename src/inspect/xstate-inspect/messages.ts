import type { Observation, SeenActor } from '../observation.js';
import { type Chart4, chart4 } from './chart.js';
import { event4, type ScxmlEvent } from './event.js';
import { causeOf, state4 } from './state.js';

/** What `@xstate/inspect` 0.8 sends of a service: JSON inside of the message, where it is no name. */
export type ServiceMessage =
  | {
      readonly type: 'service.register';
      readonly machine: string;
      readonly state: string;
      readonly sessionId: string;
      readonly id: string;
      readonly parent?: string;
    }
  | { readonly type: 'service.event'; readonly event: string; readonly sessionId: string }
  | { readonly type: 'service.state'; readonly state: string; readonly sessionId: string }
  | { readonly type: 'service.stop'; readonly sessionId: string };

/** An actor that runs a machine, with that machine as XState 4 knows it. */
export interface Service {
  readonly actor: SeenActor;
  readonly chart: Chart4;
}

/** Nothing for a promise, and whatever else is no machine. */
export const serviceOf = (actor: SeenActor): Service | undefined =>
  actor.machine && { actor, chart: chart4(actor.machine) };

const initial = { type: 'xstate.init' } as const;

const eventMessage = (sessionId: string, event: ScxmlEvent): ServiceMessage => ({
  type: 'service.event',
  event: JSON.stringify(event),
  sessionId,
});

/** How an actor begins that is seen for the first time in the middle of its life. */
export const initialMessage = ({ actor, chart }: Service): ServiceMessage =>
  eventMessage(actor.sessionId, event4(initial, chart.names));

/**
 * @param parent The service that it belongs to
 * @param last What was last seen of it
 */
export function registerMessage(
  { actor, chart }: Service,
  parent: Service | undefined,
  last: Observation | undefined,
): ServiceMessage | undefined {
  const { snapshot, sessionId } = actor;
  if (!snapshot) return undefined;
  const event = event4(last && 'event' in last ? last.event : initial, chart.names);
  return {
    type: 'service.register',
    machine: chart.json,
    state: JSON.stringify(state4(snapshot, { chart, sessionId, event: causeOf(snapshot, event) })),
    sessionId,
    id: idOf(actor, parent),
    ...(parent && { parent: parent.actor.sessionId }),
  };
}

/** XState 4 calls a root by its machine, where XState 5 makes a name up. */
function idOf({ id, sessionId, machine }: SeenActor, parent: Service | undefined): string {
  if (parent) return parent.chart.actorId(id);
  return id === sessionId.replace(/~\d+$/, '') && machine ? machine.id : id;
}

/** What is sent of an observation, in order. */
export function messagesOf(
  { actor, chart }: Service,
  seen: Observation,
): readonly ServiceMessage[] {
  const { sessionId } = actor;
  switch (seen.type) {
    case 'actor':
      return [];
    case 'event':
      return [eventMessage(sessionId, event4(seen.event, chart.names, seen.source))];
    case 'snapshot': {
      const { snapshot } = seen;
      const event = event4(seen.event, chart.names);
      const cause = causeOf(snapshot, event);
      const state = state4(snapshot, { chart, sessionId, event: cause });
      return [
        ...(cause === event ? [] : [eventMessage(sessionId, cause)]),
        { type: 'service.state', state: JSON.stringify(state), sessionId },
      ];
    }
    case 'stop':
      return [{ type: 'service.stop', sessionId }];
  }
}
