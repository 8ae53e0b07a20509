import { type AnyStateMachine, createActor } from 'xstate';
import { actionProblems, actionsOf, namedActions } from './actions.js';
import { invokeProblems, otherActors } from './actors.js';
import { list, nameOf, type StateNode, subtree } from './chart.js';
import { exitProblem } from './exits.js';
import { notJson } from './json.js';
import { reachableStates } from './reachable.js';
import { shadowedIn } from './shadowed.js';

export type Rule =
  /** No order of events leads to the state. */
  | 'unreachable'
  /** A transition that can never run. */
  | 'shadowed'
  /** An invoke whose failure would end the flow. */
  | 'no-on-error'
  /** Nothing leads out of a state that is not final. */
  | 'no-exit'
  /** Only the machine itself can leave the state, no person. */
  | 'no-way-out'
  /** A state without a description of one line. */
  | 'no-description'
  /** A timer that a restore would lose. */
  | 'delayed'
  /** An actor that can't be provided by its name. */
  | 'inline-actor'
  /** An actor that is neither a promise, a reducer nor a machine. */
  | 'actor-kind'
  /** An action that only works beside a living parent. */
  | 'send-parent'
  /** A context that JSON would change, or that can't be made without an input. */
  | 'context';

export interface Finding {
  readonly rule: Rule;
  /** The path of the state, `(root)`, or the name of an action or actor. */
  readonly at: string;
  readonly message: string;
}

export interface CheckOptions {
  /** Inputs to make the context with; it is made without one anyhow, as a restore does. */
  readonly inputs?: readonly unknown[];
}

const explanations = {
  'no-exit': 'nothing leads out of it',
  'no-way-out': 'no event of a person leads out of it',
  delayed: 'waits with a timer that a restore loses',
  'send-parent': 'sends to its parent',
  'inline-actor': 'spawns an actor that has no name',
} as const;

/** What a chart does that ours must not; nothing for a good one. Guards are taken to hold or not at will. */
export function checkStatechart(
  machine: AnyStateMachine,
  { inputs = [] }: CheckOptions = {},
): readonly Finding[] {
  const reachable = reachableStates(machine.root);
  return [
    ...subtree(machine.root).flatMap((node) => checkState(node, reachable)),
    ...namedActions(machine).flatMap(([name, action]) => checkAction(`action ${name}`, action)),
    ...otherActors(machine).map((name) => ({
      rule: 'actor-kind' as const,
      at: `actor ${name}`,
      message: 'is neither a promise, a reducer nor a machine',
    })),
    ...[undefined, ...inputs].flatMap((input) => checkContext(machine, input)),
  ];
}

function checkState(node: StateNode, reachable: ReadonlySet<StateNode>): readonly Finding[] {
  const at = nameOf(node);
  const exit = exitProblem(node, reachable);
  return [
    ...(reachable.has(node)
      ? []
      : [{ rule: 'unreachable' as const, at, message: 'no transition leads to it' }]),
    ...(isDescribed(node)
      ? []
      : [{ rule: 'no-description' as const, at, message: 'has no description of one line' }]),
    ...(exit ? [{ rule: exit, at, message: explanations[exit] }] : []),
    ...shadowedIn(node, reachable).map((message) => ({ rule: 'shadowed' as const, at, message })),
    ...invokeProblems(node).map(([rule, message]) => ({ rule, at, message })),
    ...(node.after.length > 0 ? [{ rule: 'delayed' as const, at, message: 'has an after' }] : []),
    ...actionsOf(node).flatMap((action) => checkAction(at, action)),
  ];
}

const isDescribed = ({ parent, type, description }: StateNode): boolean =>
  !parent || type === 'history' || /^\S.*$/.test(description ?? '');

const checkAction = (at: string, action: unknown): readonly Finding[] =>
  list(action)
    .flatMap(actionProblems)
    .map((rule) => ({ rule, at, message: explanations[rule] }));

function checkContext(machine: AnyStateMachine, input: unknown): readonly Finding[] {
  const made = input === undefined ? 'without an input' : 'with an input';
  const finding = (message: string): Finding => ({ rule: 'context', at: '(root)', message });
  const { status, context, error } = createActor(machine, { input }).getSnapshot();
  if (status === 'error') return [finding(`${made}: ${String(error)}`)];
  return notJson(context).map((where) => finding(`${made}: ${where}`));
}
