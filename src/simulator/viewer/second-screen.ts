import { encodeBase64 } from '../checks/base64.js';
import { parseRecord } from '../checks/record.js';
import type { SessionRecord } from '../state/records.js';
import type { State } from '../state/state.js';
import type { SignIn, SignInOptions } from './types.js';
import type { Send } from './user-agent.js';

/** The second-screen application is one client, however often it is used. */
const clientId = 'simulated-second-screen';

const deviceInfo = encodeBase64(
  JSON.stringify({
    primaryHardwareType: 'MobilePhone',
    model: 'Simulated phone',
    version: '1.0',
    osName: 'Linux',
    osVersion: '1.0',
    connectionType: 'WiFi',
  }),
);

/**
 * Does what a second-screen application does: supplies what a session lacks (E5).
 *
 * @returns the end of it where nobody has to log in any more, or the code to go on with
 */
export async function supplyMissing(
  send: Send,
  state: State,
  session: SessionRecord,
  options: SignInOptions & { readonly mvpd: string },
): Promise<SignIn | string> {
  const { parameters, serviceProvider, code, origin } = session;
  const domainName = options.domainName ?? parameters.domainName ?? 'simulator.example';
  const redirectUrl = options.redirectUrl ?? parameters.redirectUrl ?? `${origin}/done`;
  const client = state.clients.get(clientId) ?? state.register(clientId);
  client.revoked = false;
  const path = `/api/v2/${encodeURIComponent(serviceProvider)}/sessions/${code}`;
  const response = await send(new URL(path, origin), {
    method: 'POST',
    headers: { authorization: `Bearer ${state.issue(client)}`, 'x-device-info': deviceInfo },
    body: new URLSearchParams({ mvpd: options.mvpd, domainName, redirectUrl }),
  });
  const body = parseRecord(await response.text()) ?? {};
  if (!response.ok) {
    throw new Error(
      `The second screen was refused: ${String(body['code'])}: ${String(body['message'])}`,
    );
  }
  if (body['actionName'] === 'authorize') return { mvpd: options.mvpd, redirectUrl };
  return typeof body['code'] === 'string' ? body['code'] : code;
}
