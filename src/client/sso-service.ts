import { refuse } from '../errors/invalid-input-error.js';
import {
  type LinkCode,
  readLinkCode,
  readLinkedDevices,
  readServiceToken,
  readUnlinkedDevices,
  type ServiceToken,
} from '../protocol/sso-service.js';
import { segment } from '../protocol/url.js';
import { internalsOf } from './internals.js';
import type { PassClient } from './pass-client.js';
import { type Answered, type CallOptions, send } from './request.js';

const path = (client: PassClient, last: string) =>
  `/api/${segment(client.serviceProvider, 'serviceProvider')}/${last}`;

/** A value that a header can carry. */
const header = (name: string, value: unknown, parameter: string): Record<string, string> =>
  typeof value === 'string' && /^[!-~]+$/.test(value)
    ? { [name]: value }
    : refuse(parameter, 'expected text for a header');

/**
 * A service token of Adobe's SSO service (E19), for the client's `sso.serviceToken`: by an identifier that
 * is the same for a viewer on all devices, or by a link code from another device.
 *
 * Rejects with a {@link PassError}.
 */
export async function createServiceToken(
  client: PassClient,
  identity: { readonly ssoId: string } | { readonly linkCode: string },
  options?: CallOptions,
): Promise<Answered<ServiceToken>> {
  const extraHeaders =
    'ssoId' in identity
      ? header('X-SSO-ID', identity.ssoId, 'ssoId')
      : header('X-SSO-LINK', identity.linkCode, 'linkCode');
  return send(
    client,
    {
      endpoint: 'E19',
      method: 'POST',
      path: path(client, 'serviceToken'),
      headers: ['deviceInfo'],
      extraHeaders: { ...device(client), ...extraHeaders },
      secrets: Object.values(extraHeaders),
      read: readServiceToken,
    },
    options,
  );
}

interface Held {
  /** Valid, or recently expired where it is refreshed. */
  readonly serviceToken: string;
}

const device = (client: PassClient) => ({
  'AP-Device-Identifier': internalsOf(client).device.identifier,
});

const held = (client: PassClient, serviceToken: string) => ({
  extraHeaders: { ...device(client), ...header('AD-Service-Token', serviceToken, 'serviceToken') },
  secrets: [serviceToken],
});

/** A new service token for one that ends (E20). Rejects with a {@link PassError}. */
export async function refreshServiceToken(
  client: PassClient,
  { serviceToken }: Held,
  options?: CallOptions,
): Promise<Answered<ServiceToken>> {
  return send(
    client,
    {
      endpoint: 'E20',
      method: 'GET',
      path: path(client, 'serviceToken'),
      headers: [],
      extraHeaders: header('AD-Service-Token', serviceToken, 'serviceToken'),
      secrets: [serviceToken],
      repeatable: true,
      read: readServiceToken,
    },
    options,
  );
}

/** A code that links another device to this viewer, once (E21). Rejects with a {@link PassError}. */
export async function createLinkCode(
  client: PassClient,
  { serviceToken }: Held,
  options?: CallOptions,
): Promise<Answered<LinkCode>> {
  return send(
    client,
    {
      endpoint: 'E21',
      method: 'POST',
      path: path(client, 'link'),
      headers: ['deviceInfo'],
      ...held(client, serviceToken),
      read: readLinkCode,
    },
    options,
  );
}

/**
 * Unlinks devices of this viewer (E22).
 *
 * Resolves to those that were unlinked, which may be fewer. Rejects with a {@link PassError}.
 */
export async function unlinkDevices(
  client: PassClient,
  { serviceToken, devices }: Held & { readonly devices: readonly string[] },
  options?: CallOptions,
): Promise<Answered<readonly string[]>> {
  return send(
    client,
    {
      endpoint: 'E22',
      method: 'POST',
      path: path(client, 'unlink'),
      json: { devices },
      headers: ['deviceInfo'],
      ...held(client, serviceToken),
      read: readUnlinkedDevices,
    },
    options,
  );
}

/** The linked devices of this viewer, by id (E23). Rejects with a {@link PassError}. */
export async function linkedDevices(
  client: PassClient,
  { serviceToken }: Held,
  options?: CallOptions,
): Promise<Answered<Readonly<Record<string, unknown>>>> {
  return send(
    client,
    {
      endpoint: 'E23',
      method: 'GET',
      path: path(client, 'list'),
      headers: ['deviceInfo'],
      ...held(client, serviceToken),
      repeatable: true,
      read: readLinkedDevices,
    },
    options,
  );
}
