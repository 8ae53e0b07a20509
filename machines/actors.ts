import { fromPromise } from 'xstate';
import { refuse } from '../src/errors/invalid-input-error.js';

/**
 * Stands in a machine for a service that has to be injected: fails at once, and names it. Where a flow
 * ends in `failed` with this error, `machine.provide({ actors })` was forgotten.
 */
export const notProvided = <TOutput, TInput>(name: string) =>
  fromPromise<TOutput, TInput>(async () =>
    refuse(`actors.${name}`, 'was not provided', 'actor_not_provided'),
  );

/**
 * Ends at a time given in epoch milliseconds, with the time it is then. At once where that is past, and
 * after `atMost` milliseconds whatever the clock says: it may have been set back since.
 */
export const waitUntil = notProvided<number, { at: number; atMost?: number }>('waitUntil');
