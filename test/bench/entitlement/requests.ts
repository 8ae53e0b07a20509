import { createActor } from 'xstate';
import {
  createPassClient,
  entitlementMachine,
  type EntitlementInput,
  entitlementServices,
  type EntitlementServicesOptions,
  type EntitlementView,
  entitlementView,
  memoryStorage,
  type PassClientOptions,
} from '../../../src/index.js';
import { createSimulator, type Simulator } from '../../../src/simulator/index.js';
import { parameters } from '../support/app-client.js';
import { info, softwareStatement } from '../support/info.js';

/** The requests that a way to a permit has taken. */
export interface Count {
  readonly what: string;
  readonly seen: readonly string[];
  /** What the protocol needs at least. */
  readonly limit: number;
}

type Phase = EntitlementView['phase'];

function startApp(
  simulator: Simulator,
  {
    input = {},
    client = {},
    services = {},
  }: {
    readonly input?: Partial<EntitlementInput>;
    readonly client?: Partial<PassClientOptions>;
    readonly services?: EntitlementServicesOptions;
  } = {},
) {
  const pass = createPassClient({
    environment: 'release-staging',
    serviceProvider: 'REF30',
    softwareStatement,
    device: { id: 'ba23d141-d715-561c-94f4-e9e4c966b1eb', info },
    fetch: simulator.fetch,
    ...client,
  });
  const app = createActor(
    entitlementMachine.provide({ actors: entitlementServices(pass, services) }),
    { input: { ...parameters, screen: 'primary', ...input } },
  );
  const view = () => entitlementView(app.getSnapshot());
  const until = (is: (now: EntitlementView) => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => is(view()) && resolve();
      app.subscribe(look);
      look();
    });
  app.start();
  return {
    app,
    reach: (phase: Phase) => until((now) => now.phase === phase),
    async logIn() {
      let code = '';
      await until((now) => {
        if (now.phase !== 'authenticating' || !('code' in now.authentication)) return false;
        ({ code } = now.authentication);
        return true;
      });
      await simulator.viewer.signIn({ code });
      app.send({ type: 'userAgent.returned' });
    },
    async play() {
      app.send({ type: 'play', resource: 'one' });
      await until(({ plays }) => plays[0]?.phase === 'permitted');
      app.stop();
    },
  };
}

type Story = (simulator: Simulator) => Promise<void>;

/** A first start and a sign-in, with an MVPD that the app knows or one that the viewer picks. */
const signIn =
  (mvpd?: string, ...rest: Parameters<typeof startApp> extends [unknown, ...infer R] ? R : never) =>
  async (simulator: Simulator) => {
    const flow = startApp(simulator, ...rest);
    await flow.reach('unauthenticated');
    flow.app.send({ type: 'authenticate', ...(mvpd !== undefined && { mvpd }) });
    if (mvpd === undefined) {
      await flow.reach('choosing');
      flow.app.send({ type: 'mvpd.selected', mvpd: 'Cablevision' });
    }
    await flow.logIn();
    await flow.reach('authenticated');
    return flow;
  };

const subscriber = {
  frameworkPermissionInfo: { accessStatus: 'granted' },
  frameworkProviderInfo: { id: 'Cablevision', expirationDate: Date.now() + 86_400_000 },
};

const identity = `eyJhbGciOiJSUzI1NiJ9.${btoa('{"sub":"viewer-1"}')}.c2ln`.replace(/=/g, '');

const stories: ReadonlyArray<readonly [what: string, limit: number, story: Story]> = [
  [
    'from stored credentials, token and MVPD',
    2,
    async (simulator) => {
      const client = { storage: memoryStorage() };
      const first = await signIn('Cablevision', { client })(simulator);
      first.app.stop();
      const before = simulator.requests.length;
      const later = startApp(simulator, { client });
      await later.reach('authenticated');
      await later.play();
      (simulator.requests as unknown[]).splice(0, before);
    },
  ],
  [
    'from nothing, with a choice of the MVPD',
    7,
    async (simulator) => (await signIn()(simulator)).play(),
  ],
  [
    'from nothing, with an MVPD that the app knows',
    6,
    async (simulator) => (await signIn('Cablevision')(simulator)).play(),
  ],
  [
    'from nothing, with the account in the settings of the device',
    6,
    async (simulator) => {
      const flow = startApp(simulator, {
        input: { partner: 'Apple' },
        services: {
          partnerFramework: {
            status: async () => subscriber,
            authenticate: async () => ({ samlResponse: '<samlp:Response/>' }),
          },
        },
      });
      await flow.reach('unauthenticated');
      flow.app.send({ type: 'authenticate' });
      await flow.reach('authenticated');
      await flow.play();
    },
  ],
  [
    'from nothing, with degraded access',
    5,
    async (simulator) => {
      const flow = startApp(simulator);
      await flow.reach('unauthenticated');
      flow.app.send({ type: 'authenticate', mvpd: 'ATTOTT' });
      await flow.reach('authenticated');
      await flow.play();
    },
  ],
  [
    'from nothing, where another app has signed in (single sign-on)',
    4,
    async (simulator) => {
      simulator.profiles.add({
        mvpd: 'Cablevision',
        type: 'serviceTokenSSO',
        subject: 'viewer-1',
      });
      const flow = startApp(simulator, { client: { sso: { serviceToken: identity } } });
      await flow.reach('authenticated');
      await flow.play();
    },
  ],
  [
    'from nothing, with temporary access',
    4,
    async (simulator) => {
      const flow = startApp(simulator);
      await flow.reach('unauthenticated');
      flow.app.send({ type: 'temporaryAccess.start', mvpd: 'TempPass_TEST40' });
      await flow.play();
    },
  ],
];

/** Counts what each way to a permit takes. */
export async function countRequests(): Promise<readonly Count[]> {
  const counts: Count[] = [];
  for (const [what, limit, story] of stories) {
    const simulator = createSimulator({ throttle: false });
    await story(simulator);
    const seen = simulator.requests
      .filter(({ viewer, endpoint }) => !viewer && endpoint !== 'E7' && /^E\d/.test(endpoint))
      .map(({ endpoint }) => endpoint);
    counts.push({ what, seen, limit });
  }
  return counts;
}
