import { actionNames } from '../names.js';

/** An action as XState 4 has it: what it is called, and where XState itself runs it, what that needs. */
export interface Action4 {
  readonly type: string;
  readonly assignment?: object;
  readonly expr?: string;
  readonly event?: { readonly type: string };
}

/** What a raised or sent event is called, where that is written there. */
const eventOf = (action: unknown): { readonly type: string } => {
  const { event } = action as { event?: { type?: unknown } };
  return { type: typeof event?.type === 'string' ? event.type : 'inline' };
};

/** XState 4 runs these itself, and breaks where it finds nothing in them. */
function action4(type: string, action: unknown): Action4 {
  switch (type) {
    case 'xstate.assign':
      return { type, assignment: {} };
    case 'xstate.log':
      return { type, expr: '' };
    case 'xstate.raise':
      return { type, event: eventOf(action) };
    case 'xstate.sendTo':
      return { type: 'xstate.send', event: eventOf(action) };
    default:
      return { type };
  }
}

/** Actions by their names, without parameters. */
export const actions4 = (actions: readonly unknown[]): readonly Action4[] =>
  actions.flatMap((action) => actionNames([action]).map((name) => action4(name, action)));
