import { createActor } from 'xstate';
import {
  authenticationMachine,
  authenticationServices,
  authenticationView,
  createSession,
  type PassClient,
  profileForCode,
} from '../../../src/index.js';
import type { Inspect } from '../../../src/inspect/index.js';
import { parameters } from '../support/app-client.js';
import { type Bare, bareFetch } from './bare.js';
import { deviceId, loopbackClient } from '../support/loopback-client.js';

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

export const provided = (client: PassClient) =>
  authenticationMachine.provide({ actors: authenticationServices(client) });

/** @param inspect Whoever watches. */
export const withMachine = (
  machine: ReturnType<typeof provided>,
  inspect?: Inspect,
): Promise<Begun> =>
  new Promise((resolve, reject) => {
    const input = { ...parameters, screen: 'primary' } as const;
    const flow = createActor(machine, { input, ...(inspect && { inspect }) });
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

async function withFetch(bare: Bare): Promise<Begun> {
  const code = await bare.createSession();
  return { code, finish: () => bare.profileForCode(code) };
}

/** A device with its client and its provided machine; many flows are made of that. */
export function createDevice(origin: string, number: number): Device {
  const { client, forget } = loopbackClient(origin, number);
  const machine = provided(client);
  let bare = bareFetch(origin, deviceId(number));
  return {
    forget() {
      forget();
      bare = bareFetch(origin, deviceId(number));
    },
    begin: {
      bare: () => withFetch(bare),
      plain: () => withFunctions(client),
      machine: () => withMachine(machine),
    },
  };
}
