import type { AnyStateMachine } from 'xstate';
import { branchesOf, type StateNode } from './chart.js';

/** What XState hangs on the function that `raise`, `sendTo` and their like make. */
interface BuiltIn {
  readonly type?: unknown;
  readonly delay?: unknown;
  readonly to?: unknown;
  readonly src?: unknown;
}

const source = (value: unknown): string => (typeof value === 'function' ? String(value) : '');

/** What an action does that a chart which is hosted step by step can't. */
export function actionProblems(
  action: unknown,
): readonly ('delayed' | 'send-parent' | 'inline-actor')[] {
  if (typeof action !== 'function') return [];
  const { type, delay, to, src } = action as BuiltIn;
  const text = source(action) + source((action as { collect?: unknown }).collect) + source(to);
  return [
    ...(delay === undefined ? [] : (['delayed'] as const)),
    ...(to === '#_parent' || /\bsendParent\b|\b_parent\b/.test(text)
      ? (['send-parent'] as const)
      : []),
    ...(type === 'xstate.spawnChild' && typeof src !== 'string' ? (['inline-actor'] as const) : []),
  ];
}

/** The actions that a state names or brings along. */
export const actionsOf = (node: StateNode): readonly unknown[] => [
  ...node.entry,
  ...node.exit,
  ...(node.type === 'compound' ? node.initial.actions : []),
  ...branchesOf(node).flatMap(([, branches]) => branches.flatMap(({ actions }) => actions)),
];

export const namedActions = (machine: AnyStateMachine): ReadonlyArray<readonly [string, unknown]> =>
  Object.entries(machine.implementations.actions as Record<string, unknown>);
