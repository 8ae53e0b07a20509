import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { guardName, nameOf } from '../names.js';
import type { Json } from '../observation.js';
import { createRedactor } from '../redact/redactor.js';
import { type Action4, actions4 } from './actions.js';
import type { EventNames } from './event-names.js';
import { historyTarget } from './history-target.js';
import type { Ids } from './ids.js';

/** A transition of XState 4. */
export interface Transition4 {
  readonly target?: readonly string[];
  readonly cond?: string;
  readonly actions: readonly Action4[];
  readonly internal: boolean;
  readonly description?: string;
  readonly meta?: Json;
}

type Transitions = Readonly<Record<string, readonly Transition4[]>>;

/** A state of XState 4, as its `createMachine` accepts it. */
export interface Definition4 {
  readonly id: string;
  readonly key: string;
  readonly type: AnyStateNode['type'];
  readonly initial?: string;
  readonly history?: 'shallow' | 'deep';
  /** Of a history state. */
  readonly target?: Json;
  readonly states: Readonly<Record<string, Definition4>>;
  readonly on: Transitions;
  readonly after: Transitions;
  readonly always: readonly Transition4[];
  readonly invoke: ReadonlyArray<{ readonly id: string; readonly src: { readonly type: string } }>;
  readonly entry: readonly Action4[];
  readonly exit: readonly Action4[];
  readonly tags: readonly string[];
  readonly description?: string;
  readonly meta?: Json;
  readonly version?: string;
  readonly delimiter?: string;
  readonly predictableActionArguments?: true;
}

const redactor = createRedactor();

/** Descriptions and meta are whatever their writer put there. */
const described = (of: { readonly description?: string | undefined; readonly meta?: unknown }) => ({
  ...(of.description !== undefined && { description: redactor.text(of.description) }),
  ...(of.meta !== undefined && { meta: redactor.value(of.meta, 'meta') }),
});

/** An actor that was not named is called as XState 4 calls it. */
const sourceOf = (src: unknown, id: string): string =>
  typeof src === 'string' && !src.startsWith('xstate.invoke.') ? src : nameOf(id);

/** The states of a machine as XState 4 has them. */
export function definition4(
  { root, version }: AnyStateMachine,
  ids: Ids,
  names: EventNames,
): Definition4 {
  const transition4 = (transition: AnyTransitionDefinition): Transition4 => {
    const cond = guardName(transition.guard);
    return {
      // A list, because XState 4 warns of some that it can't reach where they are alone.
      ...(transition.target && { target: transition.target.map((node) => `#${ids.state(node)}`) }),
      ...(cond !== '' && { cond }),
      actions: actions4(transition.actions),
      internal: !transition.reenter,
      ...described(transition),
    };
  };

  /** Those with a delay are apart. */
  function transitions4(node: AnyStateNode): { on: Transitions; after: Transitions } {
    const delayed = new Set(node.after.map(({ eventType }) => String(eventType)));
    const on = [...node.transitions].filter(([event]) => !delayed.has(event));
    const delays = [...new Set(node.after.map(({ delay }) => delay))];
    return {
      on: Object.fromEntries(
        on.map(([event, transitions]) => [names.toXState4(event), transitions.map(transition4)]),
      ),
      after: Object.fromEntries(
        delays.map((delay) => [
          String(delay),
          node.after.filter((each) => each.delay === delay).map(transition4),
        ]),
      ),
    };
  }

  function history4(node: AnyStateNode) {
    if (node.type !== 'history') return {};
    const target = historyTarget(node, ids);
    return {
      history: node.history === 'deep' ? ('deep' as const) : ('shallow' as const),
      ...(target !== undefined && { target }),
    };
  }

  const state4 = (node: AnyStateNode): Definition4 => ({
    id: ids.state(node),
    key: node.key,
    type: node.type,
    ...(node.initial.target[0] && { initial: node.initial.target[0].key }),
    ...history4(node),
    states: Object.fromEntries(
      Object.entries<AnyStateNode>(node.states).map(([key, child]) => [key, state4(child)]),
    ),
    ...transitions4(node),
    always: (node.always ?? []).map(transition4),
    invoke: node.invoke.map(({ src }, index) => {
      const id = ids.invoke(node, index);
      return { id, src: { type: sourceOf(src, id) } };
    }),
    entry: actions4(node.entry),
    exit: actions4(node.exit),
    tags: node.tags,
    ...described(node),
  });

  return {
    ...state4(root),
    ...(version !== undefined && { version }),
    delimiter: ids.delimiter,
    predictableActionArguments: true,
  };
}
