import { createActor } from 'xstate';
import {
  authenticationMachine,
  authenticationServices,
  authenticationView,
  createPassClient,
  createSession,
  type PassClient,
  profileForCode,
  registerClient,
  requestAccessToken,
} from '../../../src/index.js';
import { parameters } from '../support/app-client.js';
import { type Bare, bareFetch } from './bare.js';
import { info, softwareStatement } from '../support/info.js';

/** A sign-in that waits for its viewer. */
export interface Begun {
  readonly code: string;
  /** Notices that the viewer has signed in, and gives the MVPD of the profile. */
  readonly finish: () => Promise<string>;
}

export type Way = 'bare' | 'plain' | 'machine';

/** A device, which can be signed in in three ways, with the same requests. */
export interface Device {
  /** Forgets credentials and token. */
  readonly forget: () => void;
  readonly begin: Readonly<Record<Way, () => Promise<Begun>>>;
}

const provided = (client: PassClient) =>
  authenticationMachine.provide({ actors: authenticationServices(client) });

const withMachine = (machine: ReturnType<typeof provided>): Promise<Begun> =>
  new Promise((resolve, reject) => {
    const flow = createActor(machine, { input: { ...parameters, screen: 'primary' } });
    let resolveMvpd: (mvpd: string) => void;
    const finish = () =>
      new Promise<string>((resolveFinish) => {
        resolveMvpd = resolveFinish;
        flow.send({ type: 'userAgent.returned' });
      });
    flow.subscribe((snapshot) => {
      const view = authenticationView(snapshot);
      if (view.phase === 'failed') reject(new Error(view.error.message));
      if (view.phase === 'authorize') resolveMvpd(view.mvpd);
      if (view.phase === 'authenticate') resolve({ code: view.code, finish });
    });
    flow.start();
  });

async function withFunctions(client: PassClient): Promise<Begun> {
  const { code = '' } = await createSession(client, parameters);
  return {
    code,
    finish: async () => {
      const { profiles } = await profileForCode(client, { code });
      return Object.keys(profiles)[0] ?? '';
    },
  };
}

async function requestToken(client: PassClient): Promise<string> {
  const { access_token } = await requestAccessToken(client, await registerClient(client));
  return access_token;
}

async function withFetch(bare: Bare): Promise<Begun> {
  const code = await bare.createSession();
  return { code, finish: () => bare.profileForCode(code) };
}

/** A device with its client and its provided machine; many flows are made of that. */
export function createDevice(origin: string, number: number): Device {
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  let token: Promise<string> | undefined;
  const client: PassClient = createPassClient({
    environment: { origin },
    allowInsecureRequests: true,
    serviceProvider: 'REF30',
    softwareStatement,
    // The client's own would remember: only a new client, and so a new machine, would register again.
    accessToken: () => (token ??= requestToken(client)),
    device: { id, info },
  });
  const machine = provided(client);
  let bare = bareFetch(origin, id);
  return {
    forget() {
      token = undefined;
      bare = bareFetch(origin, id);
    },
    begin: {
      bare: () => withFetch(bare),
      plain: () => withFunctions(client),
      machine: () => withMachine(machine),
    },
  };
}
