import { type entitlementMachine, restoreActor, SnapshotError } from 'tve-auth-flow';
import { type Actor, createActor } from 'xstate';

const input = {
  screen: 'secondary',
  choice: 'elsewhere',
  domainName: 'adobe.com',
  redirectUrl: 'https://adobe.com', // of the phone
} as const;

/** The stored flow; a new one where there is none, or one of another version of this server. */
export function restored(
  machine: typeof entitlementMachine,
  stored: unknown,
): Actor<typeof entitlementMachine> {
  try {
    if (typeof stored === 'string') return restoreActor(machine, stored);
  } catch (error) {
    if (!(error instanceof SnapshotError)) throw error;
  }
  return createActor(machine, { input });
}
