import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { AnyStateMachine, InputFrom, SnapshotFrom } from 'xstate';
import { createFlowStore, type Flow, type FlowOptions } from './flow.js';

/** The options of {@link usePass}. */
export interface UsePassOptions<T extends AnyStateMachine, TView> extends FlowOptions<T> {
  /** The view of the machine, such as `logoutView`. */
  readonly view: (snapshot: SnapshotFrom<T>) => TView;
  /** What the machine is told at its start. Another value begins another flow. */
  readonly input?: InputFrom<T>;
}

/**
 * Runs a flow of any of the machines for as long as the component is mounted. A server renders its first
 * state, and makes no request. When the component is hidden (`<Activity>`) the flow rests, and goes on from
 * there. Another `input`, compared by its JSON, begins another flow; other services serve the requests from
 * then on. To begin anew without any of that, give the component another `key`.
 *
 * @param machine With its services, made once or in each render.
 * @throws SnapshotError in the render, where `stored` is no flow of this machine.
 *
 * @example
 * ```ts
 * import { type LogoutView, logoutMachine, logoutServices, logoutView, type PassClient } from 'tve-auth-flow';
 * import { type Flow, usePass } from 'tve-auth-flow/react';
 *
 * // A hook for an app that only signs out.
 * export function useLogout(client: PassClient, mvpd: string): Flow<typeof logoutMachine, LogoutView> {
 *   const machine = logoutMachine.provide({ actors: logoutServices(client) });
 *   return usePass(machine, { view: logoutView, input: { mvpd, redirectUrl: 'https://adobe.com' } });
 * }
 * ```
 */
export function usePass<T extends AnyStateMachine, TView>(
  machine: T,
  options: UsePassOptions<T, TView>,
): Flow<T, TView> {
  const { view, input } = options;
  const make = () => createFlowStore(machine, input, options);
  const [current, replace] = useState(make);
  let store = current;
  if (!store.fits(machine, JSON.stringify(input))) {
    store = make();
    replace(store);
  }
  useEffect(() => store.follow(machine, options));
  const state = useSyncExternalStore(store.subscribe, store.getState, store.getServerState);
  return useMemo(
    () => ({
      view: view(state.snapshot),
      send: store.send,
      // XState's type of a snapshot of any machine says nothing about its events.
      can: (event) => (state.snapshot as { can(of: unknown): boolean }).can(event),
    }),
    [state, store, view],
  );
}
