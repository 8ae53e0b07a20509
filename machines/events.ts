import type { DoneActorEvent, ErrorActorEvent } from 'xstate';
import { type PassErrorData, toErrorData } from '../src/errors/index.js';

/** What an invoked actor gave; XState types the event of an action as any event of the machine. */
export const outputOf = <T>(event: unknown): T => (event as DoneActorEvent<T>).output;

/** Why an invoked actor failed. */
export const errorOf = (event: unknown): PassErrorData =>
  toErrorData((event as ErrorActorEvent).error);

/** The error of an action name that a flow does not know, with the response kept. */
export const unknownAction = (response: { readonly actionName: string }): PassErrorData => ({
  name: 'UnknownActionError',
  code: 'unknown_action',
  remedy: 'none',
  message: `The server asks for ${response.actionName}, which is not a step of this flow`,
  response,
});
