import type { AnyStateNode, AnyTransitionDefinition } from 'xstate';

/** The transitions of a state that one event can take; `''` for those that need none. */
const transitionsFor = (source: AnyStateNode, eventType: string) =>
  (eventType === '' ? source.always : source.transitions.get(eventType)) ?? [];

/**
 * A name for a transition, unique in its machine: `authenticate.polling|userAgent.closed|0`. The path of
 * its state, what takes it, and which of several it is.
 */
export function transitionId(transition: AnyTransitionDefinition): string {
  const { source, eventType } = transition as { source: AnyStateNode; eventType: string | null };
  const index = transitionsFor(source, eventType ?? 'xstate.init').indexOf(transition);
  return `${source.path.join('.')}|${eventType ?? 'xstate.init'}|${Math.max(index, 0)}`;
}
