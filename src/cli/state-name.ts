import type { AnyActorRef } from 'xstate';

/** What of a snapshot names its state. */
interface Snapshot {
  readonly value?: unknown;
  readonly children?: Readonly<Record<string, AnyActorRef | undefined>>;
}

/** The state of a snapshot, and of the machine that it invokes, as `authentication.authenticate.waiting`. */
export function stateOf({ value, children = {} }: Snapshot): string {
  const own = path(value);
  const child: unknown = children[own]?.getSnapshot();
  return hasState(child) ? `${own}.${stateOf(child)}` : own;
}

/** Promises have snapshots too, but no state. */
function hasState(snapshot: unknown): snapshot is Snapshot {
  return typeof snapshot === 'object' && snapshot !== null && 'value' in snapshot;
}

function path(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, below]) => `${name}.${path(below)}`)
    .join(' ');
}
