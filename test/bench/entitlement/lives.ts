import { createActor } from 'xstate';
import {
  authorize,
  configuration,
  createPassClient,
  createSession,
  entitlementMachine,
  entitlementServices,
  type EntitlementView,
  entitlementView,
  initiateLogout,
  memoryStorage,
  type PassClient,
  type PassStorage,
  preauthorize,
  profileForCode,
  profileForMvpd,
  profiles,
} from '../../../src/index.js';
import { parameters } from '../support/app-client.js';
import { info, softwareStatement } from '../support/info.js';

export type Way = 'plain' | 'machine';

/** Has the viewer log in at the MVPD, off the clock. */
export type LogIn = (code: string) => Promise<void>;

const resources = ['one', 'two', 'three'];
const { mvpd, redirectUrl } = parameters;

/** A device, and what it does in two ways with the same requests. */
export interface Life {
  /** First start, choice, sign-in, marks, a play request, sign-out. */
  readonly whole: (logIn: LogIn) => Promise<void>;
  /** A later start up to a permit. */
  readonly coldStart: () => Promise<void>;
}

export function createClient(origin: string, number: number, storage: PassStorage): PassClient {
  return createPassClient({
    environment: { origin },
    allowInsecureRequests: true,
    serviceProvider: 'REF30',
    softwareStatement,
    device: { id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`, info },
    storage,
  });
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
      if (expected?.(entitlementView(snapshot))) arrive?.();
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
  return {
    async whole(logIn) {
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
      app.send({ type: 'preauthorize', resources });
      await until(({ preauthorizing }) => !preauthorizing);
      app.send({ type: 'play', resource: 'one' });
      await until(({ plays }) => plays[0]?.phase === 'permitted');
      app.send({ type: 'logout' });
      await until((view) => view.phase === 'loggingOut' && view.logout.phase === 'logout');
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

const lives: Readonly<Record<Way, (client: PassClient) => Life>> = {
  plain: withFunctions,
  machine: withMachine,
};

/** A device that nobody has used yet. */
export const newLife = (way: Way, origin: string, number: number): Life =>
  lives[way](createClient(origin, number, memoryStorage()));

/** A device whose viewer is signed in, after a restart: only what was stored is there. */
export async function storedLife(
  way: Way,
  origin: string,
  number: number,
  logIn: LogIn,
): Promise<Life> {
  const storage = memoryStorage();
  const first = createActor(
    entitlementMachine.provide({
      actors: entitlementServices(createClient(origin, number, storage)),
    }),
    { input: { ...parameters, screen: 'primary' } },
  );
  const until = (is: (view: EntitlementView) => boolean) =>
    new Promise<EntitlementView>((resolve) => {
      first.subscribe((snapshot) => {
        const view = entitlementView(snapshot);
        if (is(view)) resolve(view);
      });
    });
  const started = until(({ phase }) => phase === 'unauthenticated');
  first.start();
  await started;
  const asked = until(
    (view) => view.phase === 'authenticating' && view.authentication.phase === 'authenticate',
  );
  first.send({ type: 'authenticate', mvpd });
  const view = await asked;
  const code =
    view.phase === 'authenticating' && 'code' in view.authentication
      ? view.authentication.code
      : '';
  await logIn(code);
  const signedIn = until(({ phase }) => phase === 'authenticated');
  first.send({ type: 'userAgent.returned' });
  await signedIn;
  first.stop();
  return lives[way](createClient(origin, number, storage));
}
