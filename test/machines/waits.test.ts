/* A flow waits for functions of the app: each may never answer, throw, reject, or give what it must not. */
import { describe, expect, it, vi } from 'vitest';
import { createActor } from 'xstate';
import {
  type EntitlementServicesOptions,
  memoryStorage,
  partnerAuthenticationMachine,
  partnerAuthenticationServices,
  partnerAuthenticationView,
  type PartnerFramework,
  type PassClientOptions,
  type PassStorage,
} from '../../src/index.js';
import { codeOf, signInOf } from '../support/app.js';
import { authenticateWithPartner, play, startApp, subscribed } from '../support/flows.js';
import { parameters, simulateTime, type World, world } from '../support/world.js';

simulateTime();

const MINUTE = 60_000;

/** How a function lets its caller down. */
const letDowns = {
  'never answers': () => new Promise<never>(() => {}),
  throws: () => {
    throw new Error('the function of the app');
  },
  rejects: () => Promise.reject(new Error('the function of the app')),
} as const;

const each = <T extends string>(...names: readonly T[]) =>
  names.flatMap((name) => Object.entries(letDowns).map(([how, fn]) => [name, how, fn] as const));

/** A life from the start to the sign-out, in which the viewer waits as long as it takes. */
async function live(made: World, options: EntitlementServicesOptions = {}): Promise<string[]> {
  made.simulator.mvpd({ id: 'Cablevision', logoutEndpoint: false });
  const app = startApp(made.client, {}, options);
  const phases: string[] = [app.view().phase];
  app.subscribe(() => {
    const { phase } = app.view();
    if (phases.at(-1) !== phase) phases.push(phase);
  });
  await made.pass(MINUTE);
  app.send({ type: 'authenticate' });
  await made.pass(MINUTE);
  app.send({ type: 'mvpd.selected', mvpd: 'Cablevision' });
  await made.pass(MINUTE);
  await made.simulator.viewer.signIn({ code: codeOf(app) });
  app.send({ type: 'userAgent.returned' });
  await made.pass(MINUTE);
  app.send({ type: 'logout' });
  await made.pass(MINUTE);
  app.stop();
  return phases;
}

const wholeLife = [
  'restoring',
  'checking',
  'unauthenticated',
  'fetchingConfiguration',
  'choosing',
  'authenticating',
  'authenticated',
  'loggingOut',
  'unauthenticated',
];

describe('a storage', () => {
  it.each(each('getItem', 'setItem', 'removeItem'))(
    'whose %s %s is told, and does not keep the viewer from anything',
    async (name, _, fn) => {
      const told: unknown[] = [];
      const onStorageError = ({ path, code, remedy }: object & Record<string, unknown>) =>
        told.push({ path, code, remedy });
      const storage = { ...memoryStorage(), [name]: fn } as PassStorage;
      const phases = await live(world({}, { storage, onStorageError: onStorageError as never }));
      expect(phases).toEqual(wholeLife);
      expect(told).toEqual([{ path: `storage.${name}`, code: 'storage_failure', remedy: 'retry' }]);
    },
  );

  it.each(Object.entries(letDowns))('whose lock %s is used without it', async (_, lock) => {
    expect(await live(world({}, { storage: { ...memoryStorage(), lock } }))).toEqual(wholeLife);
  });

  it.each(Object.entries(letDowns))(
    'of which nothing works, as every function %s, is done without',
    async (_, fn) => {
      const told: unknown[] = [];
      const storage = { getItem: fn, setItem: fn, removeItem: fn, lock: fn };
      const made = world({}, { storage, onStorageError: ({ path }) => told.push(path) });
      expect(await live(made)).toEqual(wholeLife);
      expect(told).toContain('storage.getItem');
    },
  );
});

const providers = [
  'sso',
  'sso.serviceToken',
  'sso.subjectToken',
  'sso.rokuConnectToken',
  'sso.partnerFrameworkStatus',
  'visitorId',
  'forwardedFor',
  'tempPassIdentity',
] as const;

/** The options of a client one of whose providers is this function. */
const withProvider = (path: string, fn: unknown): Partial<PassClientOptions> => {
  const [option = '', member] = path.split('.');
  return { [option]: member === undefined ? fn : { [member]: fn } };
};

describe('a provider of the client', () => {
  it.each(each(...providers))('like %s that %s is left out, and named', async (path, _, fn) => {
    const told = new Set<string>();
    const onOddity: PassClientOptions['onOddity'] = (odd) => told.add(odd.path);
    const made = world({}, { ...withProvider(path, fn), onOddity });
    expect(await live(made)).toEqual(wholeLife);
    expect([...told]).toEqual([path]);
  });
});

describe('an access token of the app', () => {
  it.each([
    ...Object.entries(letDowns),
    ['is nothing', async () => undefined],
    ['is empty', async () => ''],
    ['is a number', async () => 7],
    ['would break the header', async () => 'two words'],
  ] as ReadonlyArray<readonly [string, () => Promise<string>]>)(
    'that %s fails the step, names the function, and can be had the next time',
    async (_, accessToken) => {
      let give = accessToken;
      const made = world({}, { accessToken: () => give() });
      const app = startApp(made.client);
      await made.pass(2 * MINUTE);
      expect(app.view()).toMatchObject({
        phase: 'failed',
        error: { code: 'access_token_unavailable', path: 'accessToken', remedy: 'retry' },
      });
      give = async () => made.simulator.issueToken();
      app.send({ type: 'retry' });
      await made.pass(0);
      expect(app.view().phase).toBe('unauthenticated');
      expect(vi.getTimerCount()).toBe(0);
    },
  );
});

describe('the choice among the MVPDs', () => {
  it.each([
    ...Object.entries(letDowns),
    ['gives nothing', () => undefined],
    ['gives a number', () => 7],
    ['gives a text', () => 'Cablevision'],
    ['gives a list of nothing', () => [null]],
    ['gives a list of names', () => ['Cablevision']],
    ['gives an MVPD without an id', () => [{ displayName: 'Cablevision' }]],
    ['gives an MVPD with a number for an id', () => [{ id: 7 }]],
  ] as ReadonlyArray<readonly [string, () => never]>)(
    'that %s leaves it at all but temporary access',
    async (_, choices) => {
      const told: unknown[] = [];
      const made = world({}, { onOddity: ({ path }) => told.push(path) });
      const app = startApp(made.client, {}, { choices });
      await made.pass(0);
      app.send({ type: 'authenticate' });
      await made.pass(5000);
      const view = app.view();
      if (view.phase !== 'choosing') throw new Error(view.phase);
      expect(view.mvpds.map(({ id }) => id)).toEqual(['Cablevision', 'Spectrum', 'Dish', 'ATTOTT']);
      expect(told).toEqual(['choices']);
    },
  );
});

it('one odd MVPD in the choice is left out, and named', async () => {
  const told: unknown[] = [];
  const made = world({}, { onOddity: ({ path }) => told.push(path) });
  const choices = () =>
    [{ id: 'Dish', displayName: 7, logoUrl: '' }, null, { id: 'Other' }] as never;
  const app = startApp(made.client, {}, { choices });
  await made.pass(0);
  app.send({ type: 'authenticate' });
  await made.pass(0);
  expect(app.view()).toMatchObject({ phase: 'choosing', mvpds: [{ id: 'Dish' }, { id: 'Other' }] });
  expect(told).toEqual(['choices']);
});

describe('a backend that verifies media tokens', () => {
  const viewer = () => {
    const made = world();
    made.simulator.profiles.add({ mvpd: 'Cablevision' });
    return made;
  };

  it.each(Object.entries(letDowns))('and %s fails the play, and is named', async (_, fn) => {
    const made = viewer();
    const flow = play(made.client, { verifyMediaToken: fn });
    await made.pass(15_000);
    expect(flow.view()).toMatchObject({
      phase: 'failed',
      error: { code: 'verification_unavailable', path: 'verifyMediaToken', remedy: 'retry' },
    });
  });

  it.each(['yes', 1, {}, null, undefined])(
    'and gives %j has not said that the token is valid',
    async (verdict) => {
      const made = viewer();
      const flow = play(made.client, { verifyMediaToken: async () => verdict as never });
      await made.pass(0);
      expect(flow.view()).toEqual({ phase: 'rejected' });
    },
  );
});

describe('a partner framework', () => {
  /** What the basic flow says of the framework. */
  const fallback = (path: string) => ({
    phase: 'authenticate',
    fallback: { reason: 'partner_framework_failed', error: { path } },
  });

  const failing = each('status', 'authenticate');
  const wrong = [
    ['status', 'gives nothing', async () => undefined, 'partnerFramework.status'],
    ['status', 'gives a number', async () => 7, 'partnerFramework.status'],
    [
      'status',
      'says nothing of the permission',
      async () => ({}),
      'partnerFramework.status.frameworkPermissionInfo',
    ],
    ['authenticate', 'gives a text', async () => '<ok/>', 'partnerFramework.authenticate'],
    [
      'authenticate',
      'gives a response that is no text',
      async () => ({ samlResponse: 7 }),
      'partnerFramework.authenticate.samlResponse',
    ],
    [
      'authenticate',
      'gives a status that is none',
      async () => ({ samlResponse: '<ok/>', status: 7 }),
      'partnerFramework.authenticate.status',
    ],
  ] as const;

  it.each([
    ...failing.map(([name, how, fn]) => [name, how, fn, `partnerFramework.${name}`] as const),
    ...wrong,
  ])('whose %s %s is named, and the basic flow goes on', async (name, _, fn, path) => {
    const made = world();
    const flow = authenticateWithPartner(made.client, {
      [name]: fn,
    } as Partial<PartnerFramework>);
    await made.pass(5 * MINUTE);
    expect(flow.view()).toMatchObject(fallback(path));
  });

  it.each([undefined, null, {}, { samlResponse: null }, { samlResponse: '', status: null }])(
    'that answers the login with %j has declined',
    async (answer) => {
      const made = world();
      const flow = authenticateWithPartner(made.client, {
        authenticate: async () => answer as never,
      });
      await made.pass(0);
      expect(flow.view()).toMatchObject({ fallback: { reason: 'saml_response_not_present' } });
    },
  );

  it.each([
    [undefined, 'partnerFramework'],
    [null, 'partnerFramework'],
    [{}, 'partnerFramework.status'],
    [{ status: 7, authenticate: subscribed.authenticate }, 'partnerFramework.status'],
    [{ status: subscribed.status }, 'partnerFramework.authenticate'],
  ])('that was not given, or not whole, is named: %j', async (given, path) => {
    const made = world();
    const input = { partner: 'Apple' };
    const app = startApp(made.client, input, { partnerFramework: given as never });
    await made.pass(0);
    app.send({ type: 'authenticate' });
    await made.pass(0);
    const named = { phase: 'failed', error: { code: 'actor_not_provided', path } };
    expect(signInOf(app)).toMatchObject(named);
    const machine = partnerAuthenticationMachine.provide({
      actors: partnerAuthenticationServices(made.client, { partnerFramework: given as never }),
    });
    const flow = createActor(machine, { input: { ...parameters, screen: 'primary' } }).start();
    await made.pass(0);
    expect(partnerAuthenticationView(flow.getSnapshot())).toMatchObject(named);
  });
});
