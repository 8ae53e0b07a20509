import { useMemo } from 'react';
import type { InputFrom } from 'xstate';
import {
  entitlementMachine,
  entitlementView,
  type EntitlementView,
} from '../../machines/entitlement/index.js';
import type { Flow, FlowOptions } from './flow.js';
import { usePass } from './use-pass.js';

/** What `entitlementServices(client)` gives, or services of your own. */
export type EntitlementServices = NonNullable<
  Parameters<typeof entitlementMachine.provide>[0]['actors']
>;

/**
 * The life of a viewer, for as long as the component is mounted: {@link usePass} with
 * `entitlementMachine`. Use it once, near the root of the app, and hand on what it gives.
 *
 * @example
 * ```ts
 * import { createPassClient, entitlementServices } from 'tve-auth-flow';
 * import { useEntitlement } from 'tve-auth-flow/react';
 *
 * const client = createPassClient({
 *   environment: 'release-staging',
 *   serviceProvider: 'REF30',
 *   softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
 *   device: { id: 'ba23d141-d715-561c-94f4-e9e4c966b1eb' },
 * });
 * const services = entitlementServices(client);
 *
 * // A component renders what `view` says, and its buttons call `send`.
 * export function useViewer() {
 *   return useEntitlement(services, { screen: 'primary', redirectUrl: 'https://adobe.com' });
 * }
 * ```
 */
export function useEntitlement(
  services: EntitlementServices,
  input: InputFrom<typeof entitlementMachine>,
  options: FlowOptions<typeof entitlementMachine> = {},
): Flow<typeof entitlementMachine, EntitlementView> {
  const machine = useMemo(() => entitlementMachine.provide({ actors: services }), [services]);
  return usePass(machine, { ...options, view: entitlementView, input });
}
