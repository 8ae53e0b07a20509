import { type Profiles, readProfiles } from '../protocol/profile.js';
import type { PassClient } from './pass-client.js';
import { type CallOptions, send, v2Path } from './request.js';

/**
 * Whether the viewer has signed in with a code (E10, `retrieve-profile-for-specific-code`). An empty
 * map says: not yet. Ask every 3 to 5 seconds at most, until the code's `notAfter`.
 *
 * Rejects with a {@link PassError}; the remedy is `new-session` where the code is unknown or expired.
 */
export async function profileForCode(
  client: PassClient,
  { code }: { readonly code: string },
  options?: CallOptions,
): Promise<Profiles> {
  return send(
    client,
    {
      method: 'GET',
      path: v2Path(client, 'profiles/code', [code, 'code']),
      headers: ['deviceAlways', 'tempPass'],
      repeatable: true,
      read: readProfiles,
    },
    options,
  );
}
