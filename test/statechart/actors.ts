import { type AnyStateMachine, StateMachine } from 'xstate';
import { hasUnguarded, list, type StateNode } from './chart.js';

interface Logic {
  readonly config?: unknown;
  readonly transition?: (snapshot: unknown, event: unknown, scope: unknown) => unknown;
  readonly getInitialSnapshot?: (scope: unknown, input: unknown) => unknown;
}

/** Whether an actor ends with what a promise gives: XState marks the kinds of logic in no other way. */
function isPromise({ transition, getInitialSnapshot }: Logic): boolean {
  try {
    const scope = { self: {} };
    const event = { type: 'xstate.promise.resolve', data: null };
    const after = transition?.(getInitialSnapshot?.(scope, {}), event, scope);
    return (after as { status?: unknown } | undefined)?.status === 'done';
  } catch {
    return false;
  }
}

/** What a snapshot of the logic shows: only `fromTransition` keeps a context and no subscription. */
function isReducer({ config, getInitialSnapshot }: Logic): boolean {
  if (typeof config !== 'function') return false;
  try {
    const initial = getInitialSnapshot?.({ self: {} }, {}) as object;
    return 'context' in initial && !('_subscription' in initial);
  } catch {
    return false;
  }
}

/** The actors of a machine that are neither promises, reducers nor machines. */
export const otherActors = (machine: AnyStateMachine): readonly string[] =>
  Object.entries(machine.implementations.actors as Record<string, Logic>)
    .filter(([, logic]) => !(logic instanceof StateMachine || isPromise(logic) || isReducer(logic)))
    .map(([name]) => name);

/** What is wrong with the invokes of a state. */
export function invokeProblems(
  node: StateNode,
): ReadonlyArray<readonly ['inline-actor' | 'no-on-error', string]> {
  const written = list(node.config.invoke as { src: unknown } | undefined);
  return node.invoke.flatMap(({ id }, index) => {
    const src = written[index]?.src;
    const known = node.machine.implementations.actors as Record<string, unknown>;
    const named = typeof src === 'string' && src in known;
    const handler = node.transitions.get(`xstate.error.actor.${id}`);
    return [
      ...(named ? [] : [['inline-actor', `invoke ${id} is not an actor of setup()`] as const]),
      ...(handler && hasUnguarded(handler)
        ? []
        : [
            [
              'no-on-error',
              handler
                ? `invoke ${id}: every branch of onError has a guard`
                : `invoke ${id} has no onError`,
            ] as const,
          ]),
    ];
  });
}
