import type { Json, SeenSnapshot } from '../observation.js';
import type { Chart4 } from './chart.js';
import { executionError, type ScxmlEvent } from './event.js';

/** A state as the `State.create` of XState 4 takes it. */
export interface State4 {
  readonly value: Json;
  readonly context: Json | undefined;
  readonly _event: ScxmlEvent;
  readonly _sessionid: string;
  readonly event: ScxmlEvent['data'];
  readonly actions: readonly never[];
  readonly activities: Readonly<Record<string, never>>;
  readonly meta: Readonly<Record<string, never>>;
  readonly events: readonly never[];
  readonly transitions: readonly never[];
  /** So that its `nextEvents` can be read before it is resolved. */
  readonly configuration: readonly never[];
  readonly children: Readonly<Record<string, { readonly id: string }>>;
  readonly done: boolean;
  readonly tags: readonly string[];
}

/** What led to a snapshot, as XState 4 shows it: where a flow broke, what it broke of. */
export const causeOf = (snapshot: SeenSnapshot, event: ScxmlEvent): ScxmlEvent =>
  snapshot.status === 'error' ? executionError(snapshot.error ?? null) : event;

const childrenOf = ({ children = {} }: SeenSnapshot, { actorId }: Chart4) =>
  Object.fromEntries(
    Object.keys(children).map((id) => {
      const known = actorId(id);
      return [known, { id: known }];
    }),
  );

/** A snapshot of XState 5 as a state of XState 4. */
export function state4(
  snapshot: SeenSnapshot,
  of: {
    readonly chart: Chart4;
    readonly sessionId: string;
    /** What led there. */
    readonly event: ScxmlEvent;
    /** Whether something was taken; unknown for the first. */
  },
): State4 {
  return {
    value: snapshot.value ?? {},
    context: snapshot.context,
    _event: of.event,
    _sessionid: of.sessionId,
    event: of.event.data,
    actions: [],
    activities: {},
    meta: {},
    events: [],
    transitions: [],
    configuration: [],
    children: childrenOf(snapshot, of.chart),
    done: snapshot.status === 'done',
    tags: snapshot.tags ?? [],
  };
}
