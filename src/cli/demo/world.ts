import { createPassClient, type PassClient } from '../../client/index.js';
import type { SimulatedMvpd } from '../../simulator/index.js';

/** One for each way to sign out; a person at the keyboard may choose any of the first two. */
export const atFirst: readonly SimulatedMvpd[] = [
  { id: 'Cablevision', displayName: 'Cablevision' },
  { id: 'Verizon', displayName: 'Verizon' },
];

/** Its account is in the settings of the television. */
export const partnerMvpd = {
  id: 'Spectrum',
  displayName: 'Spectrum',
  platformMappingId: 'spectrum',
} as const satisfies SimulatedMvpd;

/** So is its account, but nobody has set partner sign-in up for it; and it has no page to sign out at. */
export const fallbackMvpd = {
  id: 'Dish',
  displayName: 'Dish',
  platformMappingId: 'dish',
  partnerSso: false,
  logoutEndpoint: false,
} as const satisfies SimulatedMvpd;

/** The app on the television. */
export function television(origin: string, fetch?: typeof globalThis.fetch): PassClient {
  return createPassClient({
    environment: { origin },
    serviceProvider: 'REF30',
    softwareStatement: 'a-simulated-software-statement',
    device: {
      id: 'ba23d141-d715-561c-94f4-e9e4c966b1eb',
      info: {
        primaryHardwareType: 'SetTopBox',
        model: 'AppleTV',
        version: '5,3',
        manufacturer: 'Apple',
        osName: 'tvOS',
        osVersion: '11.0',
        connectionType: 'LAN',
      },
    },
    allowInsecureRequests: true,
    ...(fetch && { fetch }),
  });
}
