import type { AnyStateMachine, AnyStateNode } from 'xstate';

/** A way from one state to another. */
export interface Arrow {
  /** What takes it: an event, the end of an invoked actor, or nothing but its guard. */
  readonly label: string;
  /** The path of the target, its parts joined by dots. */
  readonly target: string;
}

/** A state as the guides show it. */
export interface ChartState {
  readonly name: string;
  /** The names from the machine down, joined by dots. */
  readonly path: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly isFinal: boolean;
  /** Left as soon as it is entered, so nobody ever sees or stores it. */
  readonly isTransient: boolean;
  /** The name of the first child; empty where there is none. */
  readonly initial: string;
  readonly arrows: readonly Arrow[];
  readonly children: readonly ChartState[];
}

const guardName = (guard: unknown): string => {
  if (guard === undefined) return '';
  if (typeof guard === 'string') return guard;
  return typeof guard === 'object' && guard !== null && 'type' in guard ? String(guard.type) : '';
};

/** `xstate.done.actor.<id>` as the name of the service that ends. */
function eventName(node: AnyStateNode, event: string): string {
  const [, outcome, id] = /^xstate\.(done|error)\.actor\.(.*)$/.exec(event) ?? [];
  if (id === undefined) return event;
  const source: unknown = node.invoke.find((invoked) => invoked.id === id)?.src;
  const name = typeof source === 'string' ? source : id;
  return outcome === 'done' ? `${name} done` : `${name} fails`;
}

/** What says nothing of a person or a server. A wait fails only where nobody has provided it. */
const isSilent = (event: string) => /^xstate\.snapshot\.|^waitUntil fails$/.test(event);

function arrowsOf(node: AnyStateNode): Arrow[] {
  const listed = [
    ['', node.always ?? []] as const,
    ...[...node.transitions]
      .map(([event, transitions]) => [eventName(node, event), transitions] as const)
      .filter(([event]) => !isSilent(event)),
  ];
  return listed.flatMap(([event, transitions]) =>
    transitions.flatMap(({ guard, target }, index) => {
      // The last of several: what happens where no guard before it holds.
      const name = guardName(guard) || (index > 0 ? 'otherwise' : '');
      const label = [event, name && `[${name}]`].filter(Boolean).join(' ');
      return (target ?? []).map(({ path }) => ({ label, target: path.join('.') }));
    }),
  );
}

function readState(node: AnyStateNode): ChartState {
  const [initial] = node.initial?.target ?? [];
  return {
    name: node.key,
    path: node.path.join('.'),
    description: node.description ?? '',
    tags: [...node.tags],
    isFinal: node.type === 'final',
    isTransient: (node.always ?? []).some(({ guard }) => guard === undefined),
    initial: initial?.key ?? '',
    arrows: arrowsOf(node),
    children: Object.values(node.states).map(readState),
  };
}

/** A machine as plain data, in the order in which it is written. */
export const readChart = (machine: AnyStateMachine): ChartState => readState(machine.root);

/** The events that a machine takes from outside. */
export const eventsOf = (machine: AnyStateMachine): string[] =>
  machine.events.filter((event) => !event.startsWith('xstate.'));
