import type { AnyStateNode } from 'xstate';
import type { Json } from '../../../../src/inspect/index.js';
import { placeOf, type ShownActor } from './actor.js';

/** Of the outcome of an actor: `xstate.done.actor.0.entitlement.checking`. */
const ofActor = /^xstate\.(done|error)\.actor\.(.*)$/;

/** What a machine invokes under an id, as it names that. */
function invokedAs(id: string, node: AnyStateNode): string | undefined {
  const found = node.invoke.find((one) => one.id === id);
  if (found) return typeof found.src === 'string' ? found.src : id;
  for (const child of Object.values(node.states)) {
    const name = invokedAs(id, child);
    if (name !== undefined) return name;
  }
  return undefined;
}

/** An event in a few words: `checkProfiles done`. */
export function titleOf(type: string, { chart }: Pick<ShownActor, 'chart'>): string {
  if (type === 'xstate.init') return 'starts';
  const [, outcome, id = ''] = ofActor.exec(type) ?? [];
  if (outcome === undefined) return type;
  const name = chart && invokedAs(id, chart.machine.root);
  return `${name ?? id} ${outcome === 'done' ? 'done' : 'failed'}`;
}

/** A machine hears of every change of a child. */
export const isNoise = (type: string, before: Json | undefined, after: Json | undefined): boolean =>
  type.startsWith('xstate.snapshot.') && placeOf(before) === placeOf(after);
