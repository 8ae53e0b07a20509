/* Flows and items that version 0.1.0 has stored: see test/fixtures/stored. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AnyStateMachine } from 'xstate';
import {
  type AuthenticationContext,
  authenticationMachine,
  authenticationServices,
  authenticationView,
  authorizationMachine,
  authorizationServices,
  authorizationView,
  entitlementMachine,
  entitlementServices,
  type EntitlementView,
  entitlementView,
  logoutMachine,
  logoutServices,
  logoutView,
  memoryStorage,
  partnerAuthenticationMachine,
  partnerAuthenticationServices,
  partnerAuthenticationView,
  preauthorizationMachine,
  preauthorizationServices,
  preauthorizationView,
  profiles,
  restoreActor,
  secondScreenMachine,
  secondScreenServices,
  secondScreenView,
  tempPassResetMachine,
  tempPassResetServices,
  tempPassResetView,
} from '../../src/index.js';
import { replay } from '../../src/inspect/index.js';
import { startApp, subscribed } from '../support/flows.js';
import { codeOfTelevision, phoneOf } from '../support/second-screen.js';
import { stub } from '../support/stub.js';
import { parameters, type World, world } from '../support/world.js';
import {
  expectArrival,
  type Habits,
  retrying,
  signingIn,
  signingOut,
  withThePhone,
} from './walks/person.js';
import { gettingIn } from './walks/viewer.js';

const NOW = Date.UTC(2030, 0, 1);
const LEAST_INTERVAL = 3000;
const CODE_LIFE = 30 * 60_000;

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

interface Stored {
  readonly snapshot: {
    readonly status: string;
    readonly output?: unknown;
    readonly context: { readonly mvpd?: unknown; readonly access?: { mvpd: { id: string } } };
  };
  readonly view: { readonly phase: string };
}

interface Nested {
  readonly context?: object;
  readonly children?: Readonly<Record<string, { readonly snapshot: Nested }>>;
}

interface Item {
  readonly key: string;
  readonly value: string;
  readonly view: unknown;
}

const textOf = (file: string) =>
  readFileSync(new URL(`../fixtures/stored/${file}.json`, import.meta.url), 'utf8');
const storedFlows = (machine: string) =>
  Object.entries((JSON.parse(textOf(machine)) as { records: Record<string, Stored> }).records);
const { items } = JSON.parse(textOf('items')) as { items: Record<string, Item> };

const partnerFramework = {
  ...subscribed,
  status: async () => ({
    frameworkPermissionInfo: { accessStatus: 'granted' },
    frameworkProviderInfo: { id: 'Cablevision', expirationDate: NOW + 86_400_000 },
  }),
};
const verifyMediaToken = async () => true;

/** What is restored, and what a person does with it. */
interface Kind {
  readonly machine: (made: World) => AnyStateMachine;
  readonly view: (snapshot: never) => { readonly phase: string };
  readonly habits: (made: World) => Habits;
  readonly isEnd: (view: { readonly phase: string }) => boolean;
  /** The MVPD that the viewer of this context is signed in with. */
  readonly signedIn?: (context: Stored['snapshot']['context']) => string | undefined;
}

const endsWith =
  (...phases: readonly string[]): Kind['isEnd'] =>
  ({ phase }) =>
    phases.includes(phase);
const withMvpd: Kind['signedIn'] = ({ mvpd }) => String(mvpd);

const failedPlay = ({ plays }: EntitlementView) => plays.find(({ phase }) => phase === 'failed');
const isSettled: Kind['isEnd'] = (shown) => {
  const { phase, plays, preauthorizing } = shown as EntitlementView;
  const isOpen = (play: { phase: string }) => /^(authorizing|verifying|failed)$/.test(play.phase);
  return phase === 'authenticated' && !preauthorizing && !plays.some(isOpen);
};
const settling: Habits = (shown, attempt) => {
  const failed = failedPlay(shown as unknown as EntitlementView);
  return shown.phase === 'authenticated' && failed
    ? { type: 'play.retry', resource: failed.resource }
    : gettingIn(shown, attempt);
};

const kinds: Readonly<Record<string, Kind>> = {
  authentication: {
    machine: ({ client }) =>
      authenticationMachine.provide({ actors: authenticationServices(client) }),
    view: authenticationView,
    habits: () => signingIn,
    isEnd: endsWith('authorize'),
  },
  'partner-authentication': {
    machine: ({ client }) =>
      partnerAuthenticationMachine.provide({
        actors: partnerAuthenticationServices(client, { partnerFramework }),
      }),
    view: partnerAuthenticationView,
    habits: () => signingIn,
    isEnd: endsWith('authorize'),
  },
  'second-screen': {
    machine: (made) => secondScreenMachine.provide({ actors: secondScreenServices(phoneOf(made)) }),
    view: secondScreenView,
    habits: (made) =>
      withThePhone(async () => ({
        type: 'code.entered',
        code: await codeOfTelevision(made, parameters),
      })),
    isEnd: endsWith('success', 'authorize'),
  },
  logout: {
    machine: ({ client }) => logoutMachine.provide({ actors: logoutServices(client) }),
    view: logoutView,
    habits: () => signingOut,
    isEnd: endsWith('done', 'cancelled'),
    signedIn: withMvpd,
  },
  authorization: {
    machine: ({ client }) =>
      authorizationMachine.provide({ actors: authorizationServices(client, { verifyMediaToken }) }),
    view: authorizationView,
    habits: () => retrying,
    isEnd: endsWith('permitted'),
    signedIn: withMvpd,
  },
  preauthorization: {
    machine: ({ client }) =>
      preauthorizationMachine.provide({ actors: preauthorizationServices(client) }),
    view: preauthorizationView,
    // A list that is refused is refused again.
    habits: () => (view, attempt) =>
      view.error && view.error.remedy !== 'retry' ? { type: 'cancel' } : retrying(view, attempt),
    isEnd: endsWith('done', 'cancelled'),
    signedIn: withMvpd,
  },
  'temp-pass-reset': {
    machine: ({ client }) =>
      tempPassResetMachine.provide({ actors: tempPassResetServices(client) }),
    view: tempPassResetView,
    habits: () => (view, attempt) =>
      view.phase === 'confirming' ? { type: 'reset.confirmed' } : retrying(view, attempt),
    isEnd: endsWith('done'),
  },
  entitlement: {
    machine: ({ client }) =>
      entitlementMachine.provide({
        actors: entitlementServices(client, { partnerFramework, verifyMediaToken }),
      }),
    view: entitlementView,
    habits: () => settling,
    isEnd: isSettled,
    signedIn: ({ access }) => access?.mvpd.id,
  },
};

/** A server that has the session and the profile that a flow was stored with, the code being its own. */
async function serverOf(stored: Stored, { signedIn }: Pick<Kind, 'signedIn'>) {
  const made = world();
  const text = JSON.stringify(stored);
  const code = /"code":"([A-Z2-9]{7})"/.exec(text)?.[1];
  const missing = /"missingParameters":\[([^\]]*)\]/.exec(text)?.[1] ?? '';
  const given = Object.entries(parameters).filter(([name]) => !missing.includes(`"${name}"`));
  const known = code
    ? text.replaceAll(code, await codeOfTelevision(made, Object.fromEntries(given)))
    : text;
  // Not before: no code is issued to whoever is signed in.
  const mvpd = signedIn?.(stored.snapshot.context);
  if (mvpd) made.simulator.profiles.add({ mvpd });
  return { made, ...(JSON.parse(known) as Stored) };
}

/** Every context in what is stored of a flow. */
const contextsOf = ({ context, children }: Nested): readonly object[] => [
  ...(context ? [context] : []),
  ...Object.values(children ?? {}).flatMap(({ snapshot }) => contextsOf(snapshot)),
];

/** Whoever sits in front of a restored flow. */
async function restored(stored: Stored, kind: Kind) {
  const { made, snapshot, view } = await serverOf(stored, kind);
  const before = JSON.stringify(snapshot);
  const flow = restoreActor(kind.machine(made), snapshot);
  expect(JSON.stringify(snapshot)).toBe(before);
  const statuses = new Set<string>();
  const note = () => statuses.add(flow.getSnapshot().status as string);
  flow.subscribe({ next: note, error: note });
  const viewNow = () => kind.view(flow.getSnapshot() as never);
  return {
    ...made,
    flow,
    shown: viewNow(),
    expected: view,
    statuses,
    get view() {
      return viewNow();
    },
    async logIn() {
      const now = viewNow() as { authentication?: object };
      const { code = '' } = (now.authentication ?? now) as { code?: string };
      if (made.simulator.session(code)?.status === 'open')
        await made.simulator.viewer.signIn({ code, mvpd: 'Cablevision' });
    },
    send: (event: { readonly type: string }) => flow.send(event),
    restart: () => {},
    checks: () => made.simulator.requests.filter(({ endpoint }) => endpoint === 'E10'),
  };
}

/** Where the viewer had access, version 0.1.0 waited for the server before it showed that. */
function atTheStart({ mvpd, access, ...view }: EntitlementView & { mvpd?: unknown }): object {
  if (!access) return { ...view, ...(mvpd !== undefined && { mvpd }) };
  const reason = access.reason === 'login' ? 'authenticated' : access.reason;
  return { ...view, phase: 'authenticated', confirmed: false, access: { ...access, reason } };
}

/** What version 0.1.0 did not show: the same view without it, and without what only lists of it tell. */
function asItWas(view: unknown): unknown {
  const { remaining, nextCheckAt, clockOffset, confirmed, markRequests, ...known } = view as Record<
    string,
    unknown
  >;
  void [nextCheckAt, clockOffset, confirmed, markRequests];
  if (remaining !== undefined) expect(remaining).toBeLessThanOrEqual(CODE_LIFE);
  const { authentication } = known;
  return { ...known, ...(authentication ? { authentication: asItWas(authentication) } : {}) };
}

const lastCheckOf = (stored: Stored) =>
  Number(/"lastCheckAt":(\d+)/.exec(JSON.stringify(stored))?.[1] ?? 0);

describe.each(Object.entries(kinds))('a flow of %s that was stored', (machine, kind) => {
  const flows = storedFlows(machine);

  it.each(flows.filter(([, { snapshot }]) => snapshot.status === 'active'))(
    'goes on, and can be brought to an end: %s',
    async (_, stored) => {
      const life = await restored(stored, kind);
      expect(asItWas(life.shown)).toEqual(life.expected);
      for (const context of contextsOf(life.flow.getPersistedSnapshot() as Nested))
        expect(context).toMatchObject({ version: 2 });
      life.flow.start();
      await expectArrival(life, kind.habits(life), kind.isEnd);
      for (const { at } of life.checks())
        expect(at).toBeGreaterThanOrEqual(lastCheckOf(stored) + LEAST_INTERVAL);
      expect([...life.statuses]).not.toContain('error');
    },
  );

  it.each(flows.filter(([, { snapshot }]) => snapshot.status === 'done'))(
    'has ended, and does nothing more: %s',
    async (_, stored) => {
      const life = await restored(stored, kind);
      expect(asItWas(life.shown)).toEqual(life.expected);
      const before = life.seen().length;
      life.flow.start();
      await life.pass(60_000);
      const { status, output } = stored.snapshot;
      expect(life.flow.getSnapshot()).toMatchObject({ status, output });
      expect(life.seen()).toHaveLength(before);
    },
  );
});

async function started(machine: string, name: string) {
  const [, stored] = storedFlows(machine).find(([other]) => other === name)!;
  const life = await restored(stored, kinds[machine]!);
  life.flow.start();
  return { life, context: stored.snapshot.context };
}

describe('a wait that was stored', () => {
  const waiting = async (name: string) => {
    const { life, context } = await started('authentication', name);
    const { session, lastCheckAt, pollInterval } = context as unknown as AuthenticationContext;
    return { life, ends: session!.notAfter!, due: lastCheckAt + pollInterval };
  };

  it('for the next check ends when it would have', async () => {
    const { life, due } = await waiting('authenticate, waiting for the next check');
    expect(life.view).toMatchObject({ nextCheckAt: due });
    await life.pass(due - NOW - 1);
    expect(life.checks()).toEqual([]);
    await life.pass(1);
    expect(life.checks()).toMatchObject([{ at: due }]);
  });

  it.each(['authenticate', 'authenticate, waiting, and the code expires before the next check'])(
    'for the login ends when the code does: %s',
    async (name) => {
      const { life, ends } = await waiting(name);
      await life.pass(ends - NOW - 1);
      expect(life.view.phase).toBe('authenticate');
      await life.pass(1);
      expect(life.view).toEqual({ phase: 'expired' });
    },
  );
});

it.each([
  ['entitlement', 'restoring', ''],
  ['entitlement', 'checking', ', with access'],
  ['entitlement', 'fetchingConfiguration', ', with access'],
  ['entitlement', 'authenticating', ''],
  ['entitlement', 'loggingOut', ''],
  ['second-screen', 'validating', ''],
  ['second-screen', 'resuming', ''],
  ['second-screen', 'opening', ''],
  ['second-screen', 'checking', ''],
])('a retry repeats the step that failed: %s, %s', async (machine, step, more) => {
  const { life } = await started(machine, `failed, ${step}${more}`);
  life.send({ type: 'retry' });
  expect(life.view.phase).toBe(step);
});

describe('an item that was stored', () => {
  const storageOf = ({ key, value }: Item) => {
    const storage = memoryStorage();
    storage.setItem(key, value);
    return storage;
  };

  it.each(Object.entries(items).filter(([name]) => name.startsWith('viewer')))(
    'is the viewer at the next start: %s',
    async (_, item) => {
      const made = world({}, { storage: storageOf(item) });
      made.simulator.faults.add({ endpoint: 'E9', delay: 1000 });
      const app = startApp(made.client);
      await made.pass(500);
      expect(app.view()).toEqual(atTheStart(item.view as EntitlementView));
    },
  );

  /** The requests of the next call. */
  async function asked(name: string) {
    const token = { access_token: 'a-new-token', token_type: 'bearer', created_at: NOW };
    const { fetch, seen } = stub(
      ({ url }) =>
        new Response(
          JSON.stringify(
            url.includes('/o/client/token') ? { ...token, expires_in: 21_600 } : { profiles: {} },
          ),
        ),
    );
    const made = world({}, { storage: storageOf(items[name]!), fetch });
    await profiles(made.client);
    return seen.map(({ url, headers, body }) => ({
      path: new URL(url).pathname,
      authorization: headers['authorization'],
      body,
    }));
  }

  it('is the registration, and its access token', async () => {
    expect(await asked('registration, with an access token')).toMatchObject([
      { path: '/api/v2/REF30/profiles', authorization: 'Bearer access-token-of-nobody' },
    ]);
  });

  it('is the registration, for which an access token is requested', async () => {
    expect(await asked('registration, without an access token')).toMatchObject([
      { path: '/o/client/token', body: expect.stringContaining('client-secret-of-nobody') },
      { path: '/api/v2/REF30/profiles', authorization: 'Bearer a-new-token' },
    ]);
  });
});

it('a flight record that was stored can be gone through to its end', () => {
  const flow = replay(textOf('flight-record'));
  expect(flow.unknown).toEqual([]);
  expect(flow.goTo(Infinity).step).toMatchObject({ value: 'unauthenticated' });
  expect(flow.view()).toMatchObject({ phase: expect.any(String) });
});
