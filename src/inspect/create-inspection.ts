import type { AnyActorRef, AnyTransitionDefinition, InspectionEvent, Snapshot } from 'xstate';
import { Actors, type LiveActor, parentOf } from './actors.js';
import type { Observation } from './observation.js';
import { createRedactor, type RedactOptions } from './redact/redactor.js';
import { inspectedFetch } from './requests/inspected-fetch.js';
import type { SeenRequest } from './requests/seen-request.js';
import { seeing } from './see.js';
import type { InspectedApp, InspectionSink } from './sink.js';
import { transitionId } from './transition-id.js';

/** The options of {@link createInspection}. */
export interface InspectionOptions {
  readonly sinks: readonly InspectionSink[];
  /**
   * What an inspector calls this device, so that two televisions are told apart: `Living room`. Where left
   * out, the `id` that the app gives to `createActor`.
   */
  readonly name?: string;
  /** What is hidden from all of them, beside secrets. */
  readonly redact?: RedactOptions;
  /** The clock, in epoch milliseconds. Default `Date.now`. */
  readonly now?: () => number;
}

/** What `createActor(machine, { inspect })` takes. */
export interface Inspect {
  (event: InspectionEvent): void;
  /**
   * Makes a fetch that does what this one does, and is shown too: endpoint, status, time, code of an error,
   * and of a JSON body the texts whose names are known to be harmless. Never a header, nor what was sent.
   */
  readonly fetch: (fetch: typeof globalThis.fetch) => typeof globalThis.fetch;
}

/**
 * Shows flows in one or several places: an inspector, a terminal, a flight record. What they are shown
 * holds no secret: texts are shown where their names are known to be harmless, and without whatever has
 * the shape of a token. A sink that fails, and an inspector that is absent, slow or closed, changes
 * nothing in the app.
 *
 * The same function can be given to several actors, and to one that runs already:
 * `actor.system.inspect(inspect)`.
 *
 * @example
 * ```ts
 * import { createActor } from 'xstate';
 * import { logoutMachine } from 'tve-auth-flow';
 * import { consoleSink, createInspection } from 'tve-auth-flow/inspect';
 *
 * const inspect = createInspection({ sinks: [consoleSink()] });
 * const input = { mvpd: 'Cablevision', redirectUrl: 'https://adobe.com' };
 * createActor(logoutMachine, { input, inspect }).start(); // → initiating
 * ```
 */
export function createInspection({
  sinks,
  name,
  redact = {},
  now = Date.now,
}: InspectionOptions): Inspect {
  const redactor = createRedactor(redact);
  const see = seeing(redactor, (ref) => actors.idOf(ref));
  let given = name;
  const actors: Actors = new Actors(see);
  /** Of the transition that is on its way, by actor. */
  const taken = new WeakMap<AnyActorRef, readonly AnyTransitionDefinition[]>();

  const requestListeners: Array<(request: SeenRequest) => void> = [];

  const app: InspectedApp = {
    name: () => given,
    onRequest: (listener) => requestListeners.push(listener),
    actors: () => actors.list().map(({ actor }) => actor),
    send(sessionId, event) {
      const live = isSendable(event) ? actors.bySession(sessionId) : undefined;
      live?.ref.send(event);
      return live !== undefined;
    },
  };
  const observers = sinks.map((sink) => sink.open(app));

  function tell(observation: Observation): void {
    for (const observe of observers) harmless(() => observe(observation));
  }

  function liveOf(ref: AnyActorRef): LiveActor {
    const known = actors.get(ref);
    if (known) return known;
    const parent = parentOf(ref);
    if (parent && isActive(parent)) liveOf(parent);
    const live = actors.add(ref);
    const { actor, raw } = live;
    if (given === undefined && !parent && ref.id !== ref.sessionId) given = actor.id;
    tell({
      type: 'actor',
      at: now(),
      actor,
      get snapshot() {
        return raw && see.snapshot(raw);
      },
    });
    return live;
  }

  function onSnapshot(live: LiveActor, event: { type: string }, snapshot: Snapshot<unknown>): void {
    const { actor, ref } = live;
    live.raw = snapshot;
    live.pending = undefined;
    const transitions = taken.get(ref) ?? [];
    taken.delete(ref);
    tell({
      type: 'snapshot',
      at: now(),
      actor,
      get taken() {
        return transitions.map(idOf);
      },
      get event() {
        return see.event(event);
      },
      get snapshot() {
        return see.snapshot(snapshot);
      },
    });
    if (snapshot.status === 'active') return;
    actors.remove(ref);
    tell({ type: 'stop', at: now(), actor });
  }

  /** XState says nothing of a transition that throws. */
  function checkLater(live: LiveActor, event: { type: string }): void {
    live.pending = event;
    void Promise.resolve().then(() => {
      if (live.pending !== event || isActive(live.ref)) return;
      onSnapshot(live, event, live.ref.getSnapshot() as Snapshot<unknown>);
    });
  }

  function onEvent({ event, ref, sender }: Sent): void {
    // What has stopped takes no events.
    if (!isActive(ref) && !actors.get(ref)) return;
    const live = liveOf(ref);
    tell({
      type: 'event',
      at: now(),
      actor: live.actor,
      ...(sender && { source: actors.idOf(sender) }),
      get event() {
        return see.event(event);
      },
    });
    checkLater(live, event);
  }

  function onInspection(seen: InspectionEvent): void {
    const ref = seen.actorRef as AnyActorRef;
    switch (seen.type) {
      case '@xstate.event':
        onEvent({ event: seen.event, ref, sender: seen.sourceRef as AnyActorRef | undefined });
        break;
      case '@xstate.microstep': {
        const { _transitions: transitions } = seen;
        taken.set(ref, [...(taken.get(ref) ?? []), ...transitions]);
        break;
      }
      case '@xstate.snapshot':
        onSnapshot(liveOf(ref), seen.event, seen.snapshot);
        break;
      default:
      // An actor shows itself with its first event, when it has a snapshot.
    }
  }

  const tellOfRequest = (request: SeenRequest): void => {
    for (const listener of requestListeners) harmless(() => listener(request));
  };

  return Object.assign((seen: InspectionEvent) => harmless(() => onInspection(seen)), {
    fetch: (fetch: typeof globalThis.fetch) =>
      requestListeners.length === 0
        ? fetch
        : inspectedFetch(fetch, { tell: tellOfRequest, now, redactor }),
  });
}

interface Sent {
  readonly event: { readonly type: string };
  readonly ref: AnyActorRef;
  readonly sender: AnyActorRef | undefined;
}

/** One that has not begun has no snapshot yet. */
const isActive = (ref: AnyActorRef): boolean =>
  ((ref.getSnapshot() as Snapshot<unknown> | undefined)?.status ?? 'active') === 'active';

/** Those of XState itself would have an actor believe what has not happened; `*` would break it. */
const isSendable = ({ type }: { readonly type: string }): boolean =>
  type !== '' && type !== '*' && type.indexOf('xstate.') !== 0;

const idOf = (transition: AnyTransitionDefinition): string => transitionId(transition);

/** Whoever looks on does not get in the way. */
function harmless(work: () => void): void {
  try {
    work();
  } catch {
    // There is nobody to tell: the app must not notice.
  }
}
