import type { ShownActor } from '../session/actor.js';
import type { Mode } from '../session/state.js';

/** Why nothing can be sent; empty where something can. */
export function refusalOf({ acceptsEvents }: ShownActor, mode: Mode): string {
  if (mode === 'record') return 'A record takes no events: it shows what was.';
  if (mode === 'scenario' || acceptsEvents === true) return '';
  return acceptsEvents === false
    ? 'This app takes no events: its statelySink was made without acceptEvents.'
    : 'This app does not say that it takes events.';
}
