import { type Profiles, readProfiles } from '../protocol/profile.js';
import { usablePartnerHeaders, type PartnerStatusParameter } from './partner-headers.js';
import type { PassClient } from './pass-client.js';
import { type Answered, type CallOptions, send, v2Path } from './request.js';

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
): Promise<Answered<Profiles>> {
  return send(
    client,
    {
      endpoint: 'E10',
      method: 'GET',
      path: v2Path(client, 'profiles/code', [code, 'code']),
      headers: ['deviceAlways', 'tempPass'],
      repeatable: true,
      read: readProfiles,
    },
    options,
  );
}

/**
 * All profiles of this device (E8, `retrieve-profiles`): at the first start, and to find what another app
 * has signed in to. Does not tell of degraded or temporary access. An empty map says: not signed in.
 *
 * Rejects with a {@link PassError}.
 */
export async function profiles(
  client: PassClient,
  { partnerFrameworkStatus }: PartnerStatusParameter = {},
  options?: CallOptions,
): Promise<Answered<Profiles>> {
  return send(
    client,
    {
      endpoint: 'E8',
      method: 'GET',
      path: v2Path(client, 'profiles'),
      headers: ['device', 'sso'],
      extraHeaders: usablePartnerHeaders(client, 'E8', partnerFrameworkStatus),
      repeatable: true,
      read: readProfiles,
    },
    options,
  );
}

/**
 * The profile of one MVPD (E9, `retrieve-profile-for-specific-mvpd`): at each later start, and for
 * degraded and temporary access. An empty map says: not signed in with it.
 *
 * Rejects with a {@link PassError}; the remedy is `authenticate` where temporary access is used up, and
 * `select-mvpd` where there is no integration with the MVPD.
 */
export async function profileForMvpd(
  client: PassClient,
  { mvpd, partnerFrameworkStatus }: PartnerStatusParameter & { readonly mvpd: string },
  options?: CallOptions,
): Promise<Answered<Profiles>> {
  return send(
    client,
    {
      endpoint: 'E9',
      method: 'GET',
      path: v2Path(client, 'profiles', [mvpd, 'mvpd']),
      headers: ['device', 'sso', 'tempPass'],
      extraHeaders: usablePartnerHeaders(client, 'E9', partnerFrameworkStatus),
      repeatable: true,
      read: readProfiles,
    },
    options,
  );
}
