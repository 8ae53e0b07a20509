import type { InitiatedLogout, LogoutInput } from '../../machines/logout/index.js';
import type { PassClient } from '../client/pass-client.js';
import { initiateLogout } from '../client/logout.js';
import { service } from './service.js';

/** What `logoutMachine` invokes, made from a client. Make it once, and create many flows. */
export const logoutServices = (client: PassClient) => ({
  initiateLogout: service<InitiatedLogout, LogoutInput>(
    async ({ input: { mvpd, redirectUrl }, signal, restored }) => {
      const { logouts } = await initiateLogout(client, { mvpd, redirectUrl }, { signal });
      return { entries: Object.keys(logouts).map((id) => logouts[id]!), repeated: restored };
    },
  ),
});
