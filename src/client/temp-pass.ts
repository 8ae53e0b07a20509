import { refuse } from '../errors/invalid-input-error.js';
import type { PassClient } from './pass-client.js';
import { internalsOf } from './internals.js';
import { type CallOptions, send } from './request.js';

const reset = (
  client: PassClient,
  endpoint: 'E16' | 'E17',
  path: string,
  mvpd: string,
  query: Record<string, string>,
  options?: CallOptions,
) =>
  send(
    client,
    {
      endpoint,
      method: 'DELETE',
      origin: internalsOf(client).origins.managementOrigin,
      path,
      query: {
        requestor_id: client.serviceProvider,
        mvpd_id: mvpd || refuse('mvpd', 'expected the id of a TempPass'),
        ...query,
      },
      headers: [],
      hasBareErrors: true,
    },
    options,
  );

/**
 * Gives one device, or `all` of them, its temporary access back (E16, `temp-pass-feature`). For
 * operators, with a software statement that is enabled for it; never from a consumer app.
 *
 * Rejects with a {@link PassError}; HTTP 403 says that the client id may no longer do this.
 */
export async function resetTempPass(
  client: PassClient,
  parameters: {
    /** The id of the TempPass. */
    readonly mvpd: string;
    /** The plain device id, or `all`. Always explicit. */
    readonly deviceId: string;
  },
  options?: CallOptions,
): Promise<void> {
  const { mvpd, deviceId } = parameters;
  return reset(
    client,
    'E16',
    '/reset-tempass/v3/reset',
    mvpd,
    { device_id: deviceId || refuse('deviceId', "expected an id or 'all'") },
    options,
  );
}

/**
 * The same for one viewer of a promotional TempPass, or `all` of them (E17, `temp-pass-feature`).
 *
 * Rejects with a {@link PassError}.
 */
export async function resetTempPassForKey(
  client: PassClient,
  parameters: {
    /** The id of the promotional TempPass. */
    readonly mvpd: string;
    /** The hash of the viewer's identifier, or `all`. Always explicit. */
    readonly key: string;
  },
  options?: CallOptions,
): Promise<void> {
  const { mvpd, key } = parameters;
  return reset(
    client,
    'E17',
    '/reset-tempass/v3/reset/generic',
    mvpd,
    { key: key || refuse('key', "expected a hash or 'all'") },
    options,
  );
}
