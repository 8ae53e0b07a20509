import type { PassClient } from '../client/pass-client.js';
import { internalsOf } from '../client/internals.js';
import { resetTempPass, resetTempPassForKey } from '../client/temp-pass.js';
import { service } from './service.js';

interface Reset {
  readonly mvpd: string;
  readonly deviceId: string | null;
  readonly key: string | null;
}

/** What `tempPassResetMachine` invokes, made from a client. Make it once, and create many flows. */
export function tempPassResetServices(client: PassClient) {
  const { tokens } = internalsOf(client);
  let refused: string | undefined;

  return {
    resetTempPass: service<void, Reset>(({ input: { mvpd, deviceId, key }, signal }) =>
      key === null
        ? resetTempPass(client, { mvpd, deviceId: deviceId ?? '' }, { signal })
        : resetTempPassForKey(client, { mvpd, key }, { signal }),
    ),
    registerClient: service<void>(async ({ signal, restored }) => {
      // The first run may have registered already: the token that it had is refused, and no later one.
      if (!restored || refused === undefined) refused = await tokens.get(signal);
      // The management API says it with a 403 and no code.
      const code = 'invalid_access_token_client_application';
      await tokens.refused(refused, code, 1, signal);
    }),
  };
}
