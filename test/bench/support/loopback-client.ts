import {
  createPassClient,
  type PassClient,
  registerClient,
  requestAccessToken,
} from '../../../src/client/index.js';
import { info, softwareStatement } from './info.js';

export const deviceId = (number: number): string =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** A client of the simulator on loopback, which can be made to register again. */
export interface LoopbackClient {
  readonly client: PassClient;
  /** Forgets credentials and token. */
  readonly forget: () => void;
  /** Has a minute go by for the client: its pace is a viewer's, not a benchmark's. */
  readonly rest: () => void;
}

async function requestToken(client: PassClient): Promise<string> {
  const { access_token } = await requestAccessToken(client, await registerClient(client));
  return access_token;
}

export function loopbackClient(origin: string, number: number): LoopbackClient {
  let token: Promise<string> | undefined;
  let rested = 0;
  const client: PassClient = createPassClient({
    environment: { origin },
    allowInsecureRequests: true,
    serviceProvider: 'REF30',
    softwareStatement,
    // The client's own would remember: only a new client, and so a new machine, would register again.
    accessToken: () => (token ??= requestToken(client)),
    device: { id: deviceId(number), info },
    now: () => Date.now() + rested,
  });
  return {
    client,
    forget() {
      token = undefined;
    },
    rest() {
      rested += 60_000;
    },
  };
}
