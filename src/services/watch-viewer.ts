import type { EntitlementContext } from '../../machines/entitlement/index.js';
import { internalsOf } from '../client/internals.js';
import type { PassClient } from '../client/pass-client.js';
import { onStorageChange } from '../client/storage-changes.js';
import { viewerKey, viewerStorage } from './viewer-storage.js';

/** An actor of `entitlementMachine`. */
export interface ViewerActor {
  send(event: { type: 'viewer.changed' }): void;
  getSnapshot(): {
    readonly status: string;
    readonly context: Pick<EntitlementContext, 'access'>;
  };
}

/**
 * Has a flow follow what another window, tab or process on the same storage does: a sign-in there signs in
 * here, a sign-out there ends the access here. Browsers tell by themselves (`storage` events and a
 * `BroadcastChannel`); anything else by `PassStorage.subscribe`. Where nobody tells, the flow finds out with
 * its next request. Ends by itself when the actor has ended.
 *
 * @returns A function that stops it.
 *
 * @example
 * ```ts
 * import { createActor } from 'xstate';
 * import {
 *   createPassClient,
 *   entitlementMachine,
 *   entitlementServices,
 *   watchViewer,
 * } from 'tve-auth-flow';
 *
 * const client = createPassClient({
 *   environment: 'release-staging',
 *   serviceProvider: 'REF30',
 *   softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
 *   device: { id: 'ba23d141-d715-561c-94f4-e9e4c966b1eb' },
 *   storage: localStorage,
 * });
 * const flow = createActor(entitlementMachine.provide({ actors: entitlementServices(client) }), {
 *   input: { screen: 'primary' },
 * });
 * flow.start();
 * watchViewer(flow, client);
 * ```
 */
export function watchViewer(actor: ViewerActor, client: PassClient): () => void {
  const stored = viewerStorage(client);
  const over = new AbortController();
  let unsubscribe = () => {};
  const stop = () => {
    over.abort();
    unsubscribe();
  };

  async function look(): Promise<void> {
    const { access, isGood } = await stored.read(over.signal);
    const { status, context } = actor.getSnapshot();
    if (over.signal.aborted) return;
    if (status !== 'active') return stop();
    // What this flow has stored itself is no news.
    if ((isGood ? access?.mvpd.id : undefined) !== context.access?.mvpd.id)
      actor.send({ type: 'viewer.changed' });
  }

  let last: Promise<void> = Promise.resolve();
  const { storage } = internalsOf(client).options;
  unsubscribe = onStorageChange(storage, viewerKey(client), () => {
    last = last.then(look, look).catch(() => {});
  });
  return stop;
}
