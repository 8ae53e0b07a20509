import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { transitionId } from '../../src/inspect/transition-id.js';
import { actionLabels, eventName, guardLabel, sourceName } from './labels.js';

/** A way from a state: to another one, or to actions alone. */
export interface ChartTransition {
  /** As `transitionId` names it, and observations do. */
  readonly id: string;
  /** As it is sent; empty where nothing has to come. */
  readonly event: string;
  /** The event in words: `checkProfile done`. */
  readonly trigger: string;
  /** The name of its guard; `otherwise` for the last of several, empty where there is none. */
  readonly guard: string;
  readonly actions: readonly string[];
  /** The paths of its targets; none where the state is not left. */
  readonly targets: readonly string[];
  /** Does nothing, or is of no interest to a person or a server: it is not drawn. */
  readonly isSilent: boolean;
  /** Stands for those of a state that is drawn without what is in it, and has no words. */
  readonly isBare?: true;
}

/** An actor that runs as long as a state is active. */
export interface ChartInvoke {
  readonly id: string;
  /** The name of its logic. */
  readonly src: string;
}

/** A state with all that is in it; the outermost one is the machine. */
export interface ChartState {
  readonly name: string;
  /** The names from the machine down, joined by dots; empty for the machine. */
  readonly path: string;
  readonly kind: 'atomic' | 'compound' | 'parallel' | 'final' | 'history';
  readonly description: string;
  readonly tags: readonly string[];
  /** Left as soon as it is entered, so nobody ever sees or stores it. */
  readonly isTransient: boolean;
  /** The path of what is entered first, or of where a history begins; empty where there is none. */
  readonly initial: string;
  /** A history of all levels. */
  readonly isDeep: boolean;
  readonly invoked: readonly ChartInvoke[];
  readonly entry: readonly string[];
  readonly exit: readonly string[];
  readonly transitions: readonly ChartTransition[];
  readonly children: readonly ChartState[];
}

const pathOf = (node: AnyStateNode) => node.path.join('.');

function readTransitions(
  node: AnyStateNode,
  event: string,
  transitions: readonly AnyTransitionDefinition[],
): ChartTransition[] {
  return transitions.map((transition, index) => {
    const trigger = eventName(node, event, 'delay' in transition ? transition.delay : undefined);
    const actions = actionLabels(transition.actions);
    const targets = (transition.target ?? []).map(pathOf);
    return {
      id: transitionId(transition),
      event,
      trigger,
      // The last of several: what happens where no guard before it holds.
      guard: guardLabel(transition.guard) || (index > 0 ? 'otherwise' : ''),
      actions,
      targets,
      // A wait fails only where nobody has provided it.
      isSilent: (targets.length === 0 && actions.length === 0) || trigger === 'waitUntil fails',
    };
  });
}

function initialOf(node: AnyStateNode): string {
  if (node.type === 'history') {
    // XState resolves it when it is entered.
    const target: unknown = node.config.target;
    if (typeof target !== 'string' || node.parent === undefined) return '';
    if (target.startsWith('#')) return pathOf(node.machine.getStateNodeById(target));
    return [...node.parent.path, target.replace(/^\./, '')].join('.');
  }
  const [initial] = node.type === 'compound' ? (node.initial?.target ?? []) : [];
  return initial === undefined ? '' : pathOf(initial);
}

function readState(node: AnyStateNode): ChartState {
  return {
    name: node.key,
    path: pathOf(node),
    kind: node.type,
    description: node.description ?? '',
    tags: [...node.tags],
    isTransient: (node.always ?? []).some(({ guard }) => guard === undefined),
    initial: initialOf(node),
    isDeep: node.history === 'deep',
    invoked: node.invoke.map(({ id, src }) => ({ id, src: sourceName(src, id) })),
    entry: actionLabels(node.entry),
    exit: actionLabels(node.exit),
    transitions: [
      ...readTransitions(node, '', node.always ?? []),
      ...[...node.transitions].flatMap(([event, several]) => readTransitions(node, event, several)),
    ],
    children: Object.values(node.states).map(readState),
  };
}

/** A machine as plain data, in the order in which it is written. */
export const readChart = (machine: AnyStateMachine): ChartState => readState(machine.root);

/** What stands at an arrow: `checkProfile done [isFound]`. */
export const labelOf = ({ trigger, guard }: ChartTransition): string =>
  [trigger, guard && `[${guard}]`].filter(Boolean).join(' ');

/** A state and all that is in it, outermost first. */
export const statesOf = (state: ChartState): ChartState[] => [
  state,
  ...state.children.flatMap(statesOf),
];

/** The events that a machine takes from outside. */
export const eventsOf = (machine: AnyStateMachine): string[] =>
  // What its own actors tell is none of the app's.
  machine.events.filter((event) => !/^(xstate|request)\./.test(event));
