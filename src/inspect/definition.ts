import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { actionNames, guardName, nameOf, targetOf } from './names.js';
import { redactText } from './redact/text.js';

/** A transition by the names of what is in it. */
export interface TransitionNames {
  readonly target?: readonly string[];
  readonly guard?: string;
  readonly actions?: readonly string[];
  readonly reenter?: true;
  readonly description?: string;
}

type Transitions = Readonly<Record<string, readonly TransitionNames[]>>;

/** A state by the names of what is in it. */
export interface StateNames {
  readonly id?: string;
  readonly type?: 'parallel' | 'final' | 'history';
  readonly history?: 'shallow' | 'deep';
  /** Of a history state. */
  readonly target?: string;
  readonly initial?: string;
  readonly states?: Readonly<Record<string, StateNames>>;
  readonly on?: Transitions;
  readonly always?: readonly TransitionNames[];
  readonly after?: Transitions;
  readonly onDone?: readonly TransitionNames[];
  readonly invoke?: ReadonlyArray<{
    readonly id: string;
    readonly src: string;
    readonly onDone?: readonly TransitionNames[];
    readonly onError?: readonly TransitionNames[];
    readonly onSnapshot?: readonly TransitionNames[];
  }>;
  readonly entry?: readonly string[];
  readonly exit?: readonly string[];
  readonly tags?: readonly string[];
  readonly description?: string;
}

/** Without what is undefined, false, or empty: a definition that one can read. */
function brief<T extends object>(object: {
  [K in keyof T]: T[K] | undefined | false | '' | readonly never[];
}): T {
  const isEmpty = (value: unknown) =>
    value === undefined ||
    value === false ||
    value === '' ||
    (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(object).filter(([, value]) => !isEmpty(value))) as T;
}

/** A description is whatever its writer put there. */
const describing = ({ description = '' }: { readonly description?: string | undefined }) =>
  redactText(description);

const transitionNames = (transition: AnyTransitionDefinition): TransitionNames =>
  brief<TransitionNames>({
    target: transition.target?.map(targetOf),
    guard: guardName(transition.guard),
    actions: actionNames(transition.actions),
    reenter: transition.reenter && true,
    description: describing(transition),
  });

const listNames = (transitions: readonly AnyTransitionDefinition[] | undefined) =>
  transitions?.map(transitionNames) ?? [];

/** The transitions of a state by what takes them: events apart from what XState makes of `after` and so on. */
function transitionsOf(node: AnyStateNode) {
  const on: Record<string, readonly TransitionNames[]> = {};
  const after: Record<string, TransitionNames[]> = {};
  const made = new Set([
    `xstate.done.state.${node.id}`,
    ...node.invoke.flatMap(({ id }) =>
      ['done', 'error'].map((end) => `xstate.${end}.actor.${id}`).concat(`xstate.snapshot.${id}`),
    ),
    ...node.after.map(({ eventType }) => String(eventType)),
  ]);
  for (const [event, transitions] of node.transitions) {
    if (!made.has(event)) on[event] = listNames(transitions);
  }
  for (const transition of node.after) {
    const delay = nameOf(transition.delay) || 'inline';
    after[delay] = [...(after[delay] ?? []), transitionNames(transition)];
  }
  return { on, after };
}

function stateNames(node: AnyStateNode): StateNames {
  const written = (event: string) => listNames(node.transitions.get(event));
  const { machine, type, path } = node;
  const { target } = node.config as { target?: unknown };
  return brief<StateNames>({
    id: node.parent && node.id === [machine.id, ...path].join('.') ? undefined : node.id,
    type: type === 'parallel' || type === 'final' || type === 'history' ? type : undefined,
    history: type === 'history' && node.history,
    target: type === 'history' && typeof target === 'string' && target,
    initial: type === 'compound' && node.initial.target[0]?.key,
    states: Object.fromEntries(
      Object.entries<AnyStateNode>(node.states).map(([key, child]) => [key, stateNames(child)]),
    ),
    ...transitionsOf(node),
    always: listNames(node.always),
    onDone: written(`xstate.done.state.${node.id}`),
    invoke: node.invoke.map(({ id, src }) =>
      brief<NonNullable<StateNames['invoke']>[number]>({
        id,
        src: nameOf(src) || 'inline',
        onDone: written(`xstate.done.actor.${id}`),
        onError: written(`xstate.error.actor.${id}`),
        onSnapshot: written(`xstate.snapshot.${id}`),
      }),
    ),
    entry: actionNames(node.entry),
    exit: actionNames(node.exit),
    tags: node.tags,
    description: describing(node),
  });
}

const known = new WeakMap<AnyStateMachine, StateNames>();

/**
 * A machine as plain data that XState's `createMachine` accepts: its states and transitions, and the names
 * of its actors, actions, guards and delays, in the order in which they are written. It holds no
 * function, context, output or parameter, so nothing that is secret.
 *
 * @example
 * ```ts
 * import { createMachine } from 'xstate';
 * import { logoutMachine } from 'tve-auth-flow';
 * import { definitionOf } from 'tve-auth-flow/inspect';
 *
 * const drawn = createMachine(JSON.parse(JSON.stringify(definitionOf(logoutMachine))));
 * console.log(Object.keys(drawn.states).join(' ')); // → initiating
 * ```
 */
export function definitionOf(machine: AnyStateMachine): StateNames {
  const made = known.get(machine) ?? { ...stateNames(machine.root), id: machine.id };
  known.set(machine, made);
  return made;
}
