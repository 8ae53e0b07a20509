import type { ViewFlow } from './machines.js';

/** What of an actor of XState is used. */
export interface LocalActor<Snapshot, Event> {
  getSnapshot(): Snapshot;
  subscribe(observer: {
    readonly next?: (snapshot: Snapshot) => void;
    readonly error?: (error: unknown) => void;
    readonly complete?: () => void;
  }): { unsubscribe(): void };
  send(event: Event): void;
  stop(): unknown;
}

/**
 * A flow that runs in the app, as one that runs on a service looks: so that a UI takes either.
 *
 * @param actor Started by the app.
 *
 * @example
 * ```ts
 * import { createActor } from 'xstate';
 * import { authenticationMachine, authenticationView } from 'tve-auth-flow';
 * import { localFlow, remoteFlow } from 'tve-auth-flow/remote';
 *
 * export const flowOf = (url?: string) =>
 *   url === undefined
 *     ? localFlow(
 *         createActor(authenticationMachine, { input: { screen: 'primary' } }).start(),
 *         authenticationView,
 *       )
 *     : remoteFlow<'authentication'>(url);
 * ```
 */
export function localFlow<Snapshot, Event, View>(
  actor: LocalActor<Snapshot, Event>,
  viewOf: (snapshot: Snapshot) => View,
): ViewFlow<View, Event> {
  let shown: { readonly of: Snapshot; readonly view: View } | undefined;
  // The same view for the same snapshot: React compares them.
  const show = (snapshot: Snapshot): View => {
    if (shown?.of !== snapshot) shown = { of: snapshot, view: viewOf(snapshot) };
    return shown.view;
  };
  return {
    getSnapshot: () => show(actor.getSnapshot()),
    subscribe(given) {
      const observer = typeof given === 'function' ? { next: given } : given;
      return actor.subscribe({
        next: (snapshot) => observer.next?.(show(snapshot)),
        error: (error) => observer.error?.(error),
        complete: () => observer.complete?.(),
      });
    },
    async send(event) {
      actor.send(event);
    },
    stop: () => void actor.stop(),
  };
}
