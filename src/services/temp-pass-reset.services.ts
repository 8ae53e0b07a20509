import { fromPromise } from 'xstate';
import type { PassClient } from '../client/pass-client.js';
import { internalsOf } from '../client/internals.js';
import { resetTempPass, resetTempPassForKey } from '../client/temp-pass.js';
import type { ServiceCall } from './service.js';

interface Reset {
  readonly mvpd: string;
  readonly deviceId: string | null;
  readonly key: string | null;
}

/** What `tempPassResetMachine` invokes, made from a client. Make it once, and create many flows. */
export const tempPassResetServices = (client: PassClient) => ({
  resetTempPass: fromPromise(
    ({ input: { mvpd, deviceId, key }, signal }: ServiceCall<Reset>): Promise<void> =>
      key === null
        ? resetTempPass(client, { mvpd, deviceId: deviceId ?? '' }, { signal })
        : resetTempPassForKey(client, { mvpd, key }, { signal }),
  ),
  registerClient: fromPromise(async ({ signal }: ServiceCall<undefined>): Promise<void> => {
    const { tokens } = internalsOf(client);
    // The management API says it with a 403 and no code.
    const code = 'invalid_access_token_client_application';
    await tokens.refused(await tokens.get(signal), code, 1, signal);
  }),
});
