import { refuse } from '../errors/invalid-input-error.js';
import { type Logouts, readLogouts } from '../protocol/logout.js';
import type { PassClient } from './pass-client.js';
import { internalsOf } from './internals.js';
import { type Answered, type CallOptions, send, v2Path } from './request.js';
import { absoluteUrl } from './sessions.js';

/**
 * Signs the viewer out (E15, `initiate-logout-for-specific-mvpd`): deletes the profiles at Adobe, and
 * says for each MVPD what is left to do. Only at the viewer's word; never repeated by itself, because
 * a second call finds nothing to sign out of.
 *
 * Rejects with a {@link PassError}.
 */
export async function initiateLogout(
  client: PassClient,
  { mvpd, redirectUrl }: { readonly mvpd: string; readonly redirectUrl: string },
  options?: CallOptions,
): Promise<Answered<Logouts>> {
  return send(
    client,
    {
      endpoint: 'E15',
      method: 'GET',
      path: v2Path(client, 'logout', [mvpd, 'mvpd']),
      query: { redirectUrl },
      headers: ['device', 'sso'],
      read: (body, tell) => readLogouts(body, absoluteUrl(client), tell),
    },
    options,
  );
}

/** The V1 API may answer with XML whatever was asked for. */
function jsonOfXml(text: string): string {
  if (!/^\s*(<\?xml[^>]*>\s*)?<error>/.test(text)) return text;
  const fields: Record<string, unknown> = {};
  for (const name of ['action', 'code', 'message', 'details', 'helpUrl', 'trace', 'status']) {
    const value = new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1]?.trim();
    if (value) fields[name] = name === 'status' ? Number(value) : value;
  }
  return JSON.stringify(fields);
}

/**
 * Clears what the discontinued V1 API keeps of this device (E18, `initiate-logout`), for apps that
 * migrate. Does not reach the MVPD.
 *
 * Rejects with a {@link PassError}.
 */
export async function legacyLogout(
  client: PassClient,
  { deviceType }: { readonly deviceType?: string } = {},
  options?: CallOptions,
): Promise<void> {
  const { options: clientOptions, origins } = internalsOf(client);
  // Adobe names no V1 host for the prequal environments.
  if (origins.origin.startsWith('https://sp-prequal.'))
    refuse('environment', 'pass { origin, legacyOrigin }');
  const adobes = origins.origin.replace(
    /^https:\/\/sp\.(auth(-staging)?\.adobe\.com)$/,
    'https://api.$1',
  );
  return send(
    client,
    {
      endpoint: 'E18',
      method: 'DELETE',
      origin: origins.legacyOrigin ?? adobes,
      path: '/api/v1/logout',
      query: {
        requestor: client.serviceProvider,
        deviceId: clientOptions.device.id,
        deviceType,
      },
      headers: ['deviceInfo'],
      hasBareErrors: true,
      readErrorText: jsonOfXml,
    },
    options,
  );
}
