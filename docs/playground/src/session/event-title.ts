import type { Json } from '../../../../src/inspect/index.js';
import { actorName } from '../../../../src/inspect/lines/event-text.js';
import { placeOf, type ShownActor } from './actor.js';

/** Of the outcome of an actor: `xstate.done.actor.checkProfiles`. */
const ofActor = /^xstate\.(done|error)\.actor\.(.*)$/;

/** An event in a few words: `checkProfiles done`. */
export function titleOf(type: string, { chart }: Pick<ShownActor, 'chart'>): string {
  if (type === 'xstate.init') return 'starts';
  const [, outcome, id = ''] = ofActor.exec(type) ?? [];
  if (outcome === undefined) return type;
  return `${actorName(id, chart?.machine)} ${outcome === 'done' ? 'done' : 'failed'}`;
}

/** A machine hears of every change of a child. */
export const isNoise = (type: string, before: Json | undefined, after: Json | undefined): boolean =>
  type.startsWith('xstate.snapshot.') && placeOf(before) === placeOf(after);
