import type { SeenActor, SeenSnapshot } from '../observation.js';
import type { InspectionSink } from '../sink.js';
import { inCausalOrder } from '../steps/causal-order.js';
import { createJourney } from './journey.js';
import type { JourneyEvent } from './journey-event.js';

/** The options of {@link journeySink}. */
export interface JourneySinkOptions {
  /** Called with each event, in order. What it throws reaches nobody. */
  readonly onEvent: (event: JourneyEvent) => void;
}

/** What is known of an actor when it is seen first. */
interface Start {
  /** The id of the machine that runs it. */
  readonly parent: string | undefined;
  readonly stood: SeenSnapshot | undefined;
}

/**
 * Tells what products count: providers chosen, codes shown, sign-ins and how, play requests, sign-outs,
 * failures. Each once: polls are no events, and a flow that is restored does not sign in again. There is no
 * secret in them, and nothing that tells who somebody is or what they watch. Of all machines but those of
 * the phone and of operators, alone and within each other.
 *
 * @example
 * ```ts
 * import { createActor } from 'xstate';
 * import { entitlementMachine } from 'tve-auth-flow';
 * import { createInspection, journeySink } from 'tve-auth-flow/inspect';
 *
 * const track = (name: string, properties: object) => console.log(name, properties); // your product's
 * const journey = journeySink({ onEvent: ({ name, properties }) => track(name, properties) });
 * const inspect = createInspection({ sinks: [journey] });
 * const input = { screen: 'primary', redirectUrl: 'https://adobe.com' } as const;
 * createActor(entitlementMachine, { input, inspect }).start(); // → app_started { restored: false }
 * ```
 */
export function journeySink({ onEvent }: JourneySinkOptions): InspectionSink {
  return {
    open() {
      /** The ids of the machines that are alive. */
      const machines = new Map<string, string>();
      // An actor may have ended by the time that its steps are told.
      const starts = new WeakMap<SeenActor, Start>();
      const journey = createJourney((event) => {
        try {
          onEvent(event);
        } catch {
          // The next one is told all the same.
        }
      });
      const inOrder = inCausalOrder(({ at, actor, event, led: { snapshot: led } }) => {
        const { sessionId, rootId: flow, machine } = actor;
        if (!machine) return;
        const { parent, stood } = starts.get(actor) ?? {};
        journey.take({ at, sessionId, machine: machine.id, parent, flow, event, stood, led });
      });
      return (observation) => {
        const { type, actor } = observation;
        const { sessionId, parentId = '', rootId, machine } = actor;
        if (type === 'actor' && machine) {
          starts.set(actor, { parent: machines.get(parentId), stood: actor.snapshot });
          machines.set(sessionId, machine.id);
        }
        inOrder(observation);
        if (type !== 'stop') return;
        machines.delete(sessionId);
        if (sessionId === rootId) journey.end(rootId);
      };
    },
  };
}
