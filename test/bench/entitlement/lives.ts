import { createActor } from 'xstate';
import {
  authorize,
  configuration,
  createSession,
  entitlementMachine,
  entitlementServices,
  type EntitlementView,
  entitlementView,
  initiateLogout,
  type PassClient,
  preauthorize,
  profileForCode,
  profileForMvpd,
  profiles,
} from '../../../src/index.js';
import { parameters } from '../support/app-client.js';
import { loopbackClient } from '../support/loopback-client.js';

export type Way = 'plain' | 'machine';

/** Has the viewer log in at the MVPD, off the clock. */
export type LogIn = (code: string) => Promise<void>;

const resources = ['one', 'two', 'three'];
const { mvpd, redirectUrl } = parameters;

/** A device, and what it does in two ways with the same requests. */
export interface Life {
  /** First start, choice, sign-in, marks, a play request, sign-out. */
  readonly whole: (logIn: LogIn) => Promise<void>;
  /** First start, sign-in. */
  readonly signIn: (logIn: LogIn) => Promise<void>;
  /** A later start, up to a permit. */
  readonly coldStart: () => Promise<void>;
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

function withFunctions(client: PassClient): Life {
  async function play(): Promise<void> {
    const { decisions } = await authorize(client, { mvpd, resources: ['one'] });
    must(decisions[0]?.authorized === true, 'no permit');
  }
  return {
    signIn: () => Promise.resolve(),
    async whole(logIn) {
      await profiles(client);
      await configuration(client);
      const { code = '' } = await createSession(client, parameters);
      await logIn(code);
      const found = await profileForCode(client, { code });
      must(mvpd in found.profiles, 'no profile');
      await preauthorize(client, { mvpd, resources });
      await play();
      await initiateLogout(client, { mvpd, redirectUrl });
    },
    async coldStart() {
      const found = await profileForMvpd(client, { mvpd });
      must(mvpd in found.profiles, 'no profile');
      await play();
    },
  };
}

function withMachine(client: PassClient): Life {
  const machine = entitlementMachine.provide({ actors: entitlementServices(client) });
  const start = () => {
    const app = createActor(machine, { input: { ...parameters, screen: 'primary' } });
    let expected: ((view: EntitlementView) => boolean) | undefined;
    let arrive: (() => void) | undefined;
    app.subscribe((snapshot) => {
      if (!expected?.(entitlementView(snapshot))) return;
      expected = undefined;
      arrive?.();
    });
    const until = (is: (view: EntitlementView) => boolean) =>
      new Promise<void>((resolve) => {
        if (is(entitlementView(app.getSnapshot()))) return resolve();
        expected = is;
        arrive = resolve;
      });
    app.start();
    return { app, until };
  };
  async function signIn(logIn: LogIn) {
    const { app, until } = start();
    await until(({ phase }) => phase === 'unauthenticated');
    app.send({ type: 'authenticate' });
    await until(({ phase }) => phase === 'choosing');
    app.send({ type: 'mvpd.selected', mvpd });
    let code = '';
    await until((view) => {
      if (view.phase !== 'authenticating' || !('code' in view.authentication)) return false;
      ({ code } = view.authentication);
      return true;
    });
    await logIn(code);
    app.send({ type: 'userAgent.returned' });
    await until(({ phase }) => phase === 'authenticated');
    return { app, until };
  }
  return {
    async signIn(logIn) {
      const { app } = await signIn(logIn);
      app.stop();
    },
    async whole(logIn) {
      const { app, until } = await signIn(logIn);
      app.send({ type: 'preauthorize', resources });
      await until(({ preauthorizing }) => !preauthorizing);
      app.send({ type: 'play', resource: 'one' });
      await until(({ plays }) => plays[0]?.phase === 'permitted');
      app.send({ type: 'logout' });
      await until((view) => view.phase === 'loggingOut' && view.logout.phase === 'logout');
      app.send({ type: 'userAgent.returned' });
      await until(({ phase }) => phase === 'unauthenticated');
      app.stop();
    },
    async coldStart() {
      const { app, until } = start();
      await until(({ phase }) => phase === 'authenticated');
      app.send({ type: 'play', resource: 'one' });
      await until(({ plays }) => plays[0]?.phase === 'permitted');
      app.stop();
    },
  };
}

/** A device with its client and its provided machine; many lives are lived on it. */
export interface Device extends Record<Way, Life> {
  /** Forgets credentials and token. */
  readonly forget: () => void;
  /** Has a minute go by for the client. */
  readonly rest: () => void;
}

export function createDevice(origin: string, number: number): Device {
  const { client, forget, rest } = loopbackClient(origin, number);
  return { forget, rest, plain: withFunctions(client), machine: withMachine(client) };
}
