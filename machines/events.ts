import type { DoneActorEvent } from 'xstate';
import { type PassErrorData, toErrorData } from '../src/errors/index.js';

/**
 * What a final state, or an actor, has given: XState types the event of an `output` as any event of the
 * machine.
 */
export const outputOf = <T>({ event }: { readonly event: unknown }): T =>
  (event as DoneActorEvent<T>).output;

/** What an actor has given, as the parameter of an action or a guard. */
export const resultOf = <T>({ event }: { readonly event: { readonly output: T } }): T =>
  event.output;

/** Why a check has no answer, as the parameter of an action or a guard. */
export const errorOfResult = <T>({
  event,
}: {
  readonly event: { readonly output: { readonly error: T } };
}): T => event.output.error;

/** Why an actor failed, as the parameter of an action or a guard. */
export const failure = ({
  event,
}: {
  readonly event: { readonly error: unknown };
}): PassErrorData => toErrorData(event.error);

/** The error of an action name that a flow does not know, with the response kept. */
export const unknownAction = (response: { readonly actionName: string }): PassErrorData => ({
  name: 'UnknownActionError',
  code: 'unknown_action',
  remedy: 'none',
  message: `The server asks for ${response.actionName}, which is not a step of this flow`,
  response,
});
