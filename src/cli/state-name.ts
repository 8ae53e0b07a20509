import type { AnyActorRef } from 'xstate';
import { stateText } from '../inspect/lines/state-text.js';

/** What of a snapshot names its state. */
interface Snapshot {
  readonly value?: unknown;
  readonly children?: Readonly<Record<string, AnyActorRef | undefined>>;
}

/**
 * The state of a snapshot, and of the machines that it runs: `authentication.authenticate.waiting` where
 * one bears the name of the state that runs it, `authenticated play-1.authorizing` where it does not.
 */
export function stateOf({ value, children = {} }: Snapshot): string {
  const own = stateText(value);
  const below = Object.entries(children).flatMap(([id, child]) => {
    const snapshot: unknown = child?.getSnapshot();
    return hasState(snapshot) ? [`${id}.${stateOf(snapshot)}`] : [];
  });
  return below[0]?.startsWith(`${own}.`) ? below.join(' ') : [own, ...below].join(' ');
}

/** Promises have snapshots too, but no state. */
function hasState(snapshot: unknown): snapshot is Snapshot {
  return typeof snapshot === 'object' && snapshot !== null && 'value' in snapshot;
}
