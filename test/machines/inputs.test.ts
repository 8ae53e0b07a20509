/* Inputs and payloads as apps without types send them: refused with their path, or of no effect. */
import { describe, expect, it } from 'vitest';
import { type AnyStateMachine, createActor } from 'xstate';
import {
  createSession,
  authenticationMachine,
  authenticationServices,
  authenticationView,
  authorizationMachine,
  authorizationServices,
  authorizationView,
  entitlementMachine,
  entitlementServices,
  entitlementView,
  logoutMachine,
  logoutServices,
  logoutView,
  partnerAuthenticationMachine,
  partnerAuthenticationServices,
  partnerAuthenticationView,
  preauthorizationMachine,
  preauthorizationServices,
  preauthorizationView,
  secondScreenMachine,
  secondScreenServices,
  secondScreenView,
  tempPassResetMachine,
  tempPassResetServices,
  tempPassResetView,
} from '../../src/index.js';
import { subscribed } from '../support/flows.js';
import { parameters, simulateTime, type World, world } from '../support/world.js';

simulateTime();

const cycle: Record<string, unknown> = {};
cycle['self'] = cycle;

/** Values of every type, by what they are. */
const strange: Readonly<Record<string, unknown>> = {
  'a number': 5,
  'a BigInt': 7n,
  'a flag': true,
  'a function': () => 'Cablevision',
  'a symbol': Symbol('Cablevision'),
  'an object': {},
  'a list': ['Cablevision'],
  'a cycle': cycle,
  'a date': new Date(0),
};

interface Kind {
  readonly machine: (made: World) => AnyStateMachine;
  readonly input: Readonly<Record<string, unknown>>;
  readonly view: (snapshot: never) => { readonly phase: string; readonly error?: object };
  /** Of the input. */
  readonly texts: readonly string[];
}

const kinds: Readonly<Record<string, Kind>> = {
  authentication: {
    machine: ({ client }) =>
      authenticationMachine.provide({ actors: authenticationServices(client) }),
    input: { ...parameters, screen: 'secondary' },
    view: authenticationView,
    texts: ['mvpd', 'domainName', 'redirectUrl'],
  },
  partnerAuthentication: {
    machine: ({ client }) =>
      partnerAuthenticationMachine.provide({
        actors: partnerAuthenticationServices(client, { partnerFramework: subscribed }),
      }),
    input: { ...parameters, screen: 'secondary' },
    view: partnerAuthenticationView,
    texts: ['partner', 'mvpd', 'domainName', 'redirectUrl'],
  },
  entitlement: {
    machine: ({ client }) => entitlementMachine.provide({ actors: entitlementServices(client) }),
    input: { screen: 'secondary', domainName: 'adobe.com', redirectUrl: 'https://adobe.com' },
    view: entitlementView,
    texts: ['partner', 'domainName', 'redirectUrl'],
  },
  secondScreen: {
    machine: ({ client }) => secondScreenMachine.provide({ actors: secondScreenServices(client) }),
    input: { code: 'ABCDEFG', ...parameters },
    view: secondScreenView,
    texts: ['code', 'mvpd', 'domainName', 'redirectUrl'],
  },
  logout: {
    machine: ({ client }) => logoutMachine.provide({ actors: logoutServices(client) }),
    input: { mvpd: 'Cablevision', redirectUrl: 'https://adobe.com' },
    view: logoutView,
    texts: ['mvpd', 'redirectUrl'],
  },
  authorization: {
    machine: ({ client }) =>
      authorizationMachine.provide({ actors: authorizationServices(client) }),
    input: { mvpd: 'Cablevision', resource: 'one' },
    view: authorizationView,
    texts: ['mvpd', 'resource'],
  },
  preauthorization: {
    machine: ({ client }) =>
      preauthorizationMachine.provide({ actors: preauthorizationServices(client) }),
    input: { mvpd: 'Cablevision', resources: ['one'] },
    view: preauthorizationView,
    texts: ['mvpd'],
  },
  tempPassReset: {
    machine: ({ client }) =>
      tempPassResetMachine.provide({ actors: tempPassResetServices(client) }),
    input: { mvpd: 'TempPass_TEST40', deviceId: 'a-device' },
    view: tempPassResetView,
    texts: ['mvpd', 'deviceId', 'key'],
  },
};

/** A flow of any machine, as an app without types has it. */
interface Flow<TView> {
  readonly view: () => TView;
  readonly send: (event: { readonly type: string; readonly [field: string]: unknown }) => void;
  readonly stored: () => { readonly context: object };
  readonly status: () => string;
  readonly stop: () => void;
}

function run<TView>(
  machine: AnyStateMachine,
  input: unknown,
  view: (snapshot: never) => TView,
): Flow<TView> {
  const flow = createActor(machine, { input: input as never }).start();
  return {
    view: () => view(flow.getSnapshot() as never),
    send: (event) => flow.send(event),
    stored: () => flow.getPersistedSnapshot() as unknown as { readonly context: object },
    status: () => (flow.getSnapshot() as { readonly status: string }).status,
    stop: () => flow.stop(),
  };
}

const start = ({ machine, view }: Kind, input: unknown, made: World) =>
  run(machine(made), input, view);

/** A minute takes a dozen polls, with some timers for each. */
const MOST_TIMERS = 200;

/** How many timers are set while this goes on. */
async function timersOf(work: () => Promise<void>): Promise<number> {
  const { setTimeout: later } = globalThis;
  let count = 0;
  const counting: typeof later = Object.assign((...args: Parameters<typeof later>) => {
    count += 1;
    return later(...args);
  }, later);
  globalThis.setTimeout = counting;
  try {
    await work();
  } finally {
    globalThis.setTimeout = later;
  }
  return count;
}

/** Whatever it was given, a flow lives, can be stored, and does not run hot. */
async function expectHealth(flow: Flow<unknown>, made: World): Promise<string> {
  expect(await timersOf(() => made.pass(60_000))).toBeLessThan(MOST_TIMERS);
  expect(flow.status()).not.toBe('error');
  return JSON.stringify(flow.stored());
}

/** What a flow says of an input that it can't use; the page on a phone asks for a code. */
const refusal = (name: string, path: unknown) =>
  name === 'secondScreen'
    ? { phase: 'enteringCode' }
    : { phase: 'failed', error: { name: 'InvalidInputError', code: 'invalid_input', path } };

describe.each(Object.entries(kinds))('the input of %s', (of, kind) => {
  it.each(
    kind.texts.flatMap((name) =>
      Object.entries(strange).map(([what, value]) => [name, what, value] as const),
    ),
  )('with a %s that is %s is refused', async (name, _what, value) => {
    const made = world();
    const flow = start(kind, { ...kind.input, [name]: value }, made);
    await expectHealth(flow, made);
    expect(flow.view()).toMatchObject(refusal(of, signIns.has(of) ? name : expect.any(String)));
    expect(made.seen()).toEqual([]);
  });

  it.each(Object.entries({ ...strange, 'a text': 'x' }))('may be %s', async (_what, input) => {
    const made = world();
    const flow = start(kind, input, made);
    await expectHealth(flow, made);
    const isFields = typeof input === 'object' && !Array.isArray(input);
    if (!isFields) expect(flow.view()).toMatchObject(refusal(of, expect.any(String)));
  });

  it('keeps nothing that it does not name', async () => {
    const made = world();
    const flow = start(kind, { ...kind.input, password: 'a-secret', toJSON: 'x' }, made);
    const same = start(kind, kind.input, made);
    expect(flow.stored()).toEqual(same.stored());
    expect(await expectHealth(flow, made)).not.toContain('a-secret');
  });
});

/** The flows that tell each field by its path. */
const signIns: ReadonlySet<string> = new Set([
  'authentication',
  'partnerAuthentication',
  'entitlement',
]);

/** A flow that polls: an app on a secondary screen, when the viewer signs in. */
async function polling(name: string, input: object, made: World) {
  const flow = start(kinds[name]!, { ...kinds[name]!.input, ...input }, made);
  await made.pass(0);
  if (name !== 'entitlement') return flow;
  flow.send({ type: 'authenticate', mvpd: 'Cablevision' });
  await made.pass(0);
  return flow;
}

describe.each([...signIns])('%s', (name) => {
  const { 'a number': _, ...noNumbers } = strange;
  const notFinite = { NaN, Infinity, '-Infinity': -Infinity };
  it.each(Object.entries({ ...noNumbers, ...notFinite, 'a text': '5000', words: 'abc' }))(
    'is refused with a pollInterval that is %s',
    async (_what, pollInterval) => {
      const made = world();
      const flow = await polling(name, { pollInterval }, made);
      expect(flow.view()).toMatchObject(refusal(name, 'pollInterval'));
      await expectHealth(flow, made);
      expect(made.seen()).toEqual([]);
    },
  );

  it.each([
    [undefined, 5000],
    [null, 5000],
    [-1, 3000],
    [0, 3000],
    [2999.5, 3000],
    [4000, 4000],
  ])('polls with the pollInterval %s every %i ms', async (pollInterval, expected) => {
    const made = world();
    // Where the platform says no, the basic flow polls.
    made.simulator.partner({ configured: false });
    const flow = await polling(name, { pollInterval }, made);
    await made.pass(3 * expected);
    const times = made.times('E10');
    expect(times.length).toBeGreaterThan(2);
    expect(times.map((at) => at - times[0]!)).toEqual([0, expected, 2 * expected, 3 * expected]);
    await expectHealth(flow, made);
  });

  it.each(Object.entries({ ...strange, Secondary: 'Secondary', 'an empty text': '', null: null }))(
    'is refused with a screen that is %s',
    async (_what, screen) => {
      const made = world();
      const flow = await polling(name, { screen }, made);
      expect(flow.view()).toMatchObject(refusal(name, 'screen'));
      await expectHealth(flow, made);
    },
  );

  it('is on a primary screen where none is named', async () => {
    const made = world();
    made.simulator.partner({ configured: false });
    await polling(name, { screen: undefined }, made);
    await made.pass(60_000);
    expect(made.seen()).not.toContain('E10');
  });

  it('takes no event that would go on with an input that was refused', async () => {
    const made = world();
    const flow = await polling(name, { screen: 'tv' }, made);
    for (const type of ['retry', 'code.renew', 'profile.check', 'userAgent.returned'])
      flow.send({ type });
    flow.send({ type: 'parameters.provided', ...parameters });
    await made.pass(0);
    expect(flow.view()).toMatchObject(refusal(name, 'screen'));
    expect(made.seen()).toEqual([]);
  });
});

describe('a session that an app has brought along', () => {
  const session = {
    actionName: 'authenticate',
    actionType: 'interactive',
    reasonType: 'none',
    code: 'ABCDEFG',
    url: 'https://sp.auth-staging.adobe.com/api/v2/authenticate/REF30/ABCDEFG',
    missingParameters: [],
  };
  const refused = Object.entries(strange).filter(([what]) => !/object|list|date/.test(what));

  it.each([
    ...refused,
    ['one with a cycle', { ...session, cycle }],
    ['one with a BigInt', { ...session, notAfter: 7n }],
  ] as const)('is refused where it is %s', async (_what, given) => {
    const made = world();
    const flow = start(kinds['authentication']!, { ...parameters, session: given }, made);
    expect(flow.view()).toMatchObject(refusal('authentication', 'session'));
    await expectHealth(flow, made);
    expect(made.seen()).toEqual([]);
  });

  it.each([{}, [], new Date(0), { ...session, actionName: 5 }])(
    'fails where it asks for nothing: %j',
    async (given) => {
      const made = world();
      const flow = start(kinds['authentication']!, { ...parameters, session: given }, made);
      expect(flow.view()).toMatchObject({ phase: 'failed' });
      await expectHealth(flow, made);
    },
  );

  it('is stored as the JSON that it is', async () => {
    const made = world();
    const given = { ...session, open: () => {}, at: new Date(0) };
    const flow = start(kinds['authentication']!, { ...parameters, session: given }, made);
    expect(flow.view()).toMatchObject({ phase: 'authenticate', code: 'ABCDEFG' });
    const { context } = flow.stored();
    expect(JSON.parse(await expectHealth(flow, made))).toMatchObject({ context });
  });
});

/** What is no text with something in it. */
const noTexts = Object.entries({
  ...strange,
  nothing: undefined,
  null: null,
  'an empty text': '',
});

describe('parameters.provided', () => {
  const flows = {
    async authentication(made: World) {
      const flow = start(kinds['authentication']!, { screen: 'secondary' }, made);
      await made.pass(0);
      flow.send({ type: 'parameters.provided', domainName: 'adobe.com' });
      await made.pass(0);
      return flow;
    },
    async secondScreen(made: World) {
      const session = createSession(made.client, { domainName: 'adobe.com' });
      await made.pass(0);
      const { code } = await session;
      const flow = start(kinds['secondScreen']!, { code }, made);
      await made.pass(0);
      return flow;
    },
  };

  it.each(
    Object.entries(flows).flatMap(([name, begin]) =>
      noTexts
        // To the page on a phone, the viewer's own word counts: the server refuses an empty one.
        .filter(([, value]) => name !== 'secondScreen' || value !== '')
        .map(([what, value]) => [name, what, value, begin] as const),
    ),
  )('overwrites nothing of %s with %s', async (_name, _what, value, begin) => {
    const made = world();
    const flow = await begin(made);
    const wrong = { mvpd: value, domainName: value, redirectUrl: value };
    flow.send({ type: 'parameters.provided', ...wrong, password: 'a-secret', code: 'X' });
    await made.pass(0);
    flow.send({
      type: 'parameters.provided',
      mvpd: 'Cablevision',
      redirectUrl: 'https://adobe.com',
    });
    await made.pass(0);
    expect(flow.view()).toMatchObject({ phase: expect.stringMatching(/^(authenticate|opening)$/) });
    const resumed = made.simulator.requests.filter(({ endpoint }) => endpoint === 'E5');
    expect(resumed.at(-1)?.body).toEqual(parameters);
    expect(await expectHealth(flow, made)).not.toContain('a-secret');
  });
});

/** The life of a viewer, who is signed in unless told otherwise. */
async function life(made: World, isSignedIn = true) {
  if (isSignedIn) made.simulator.profiles.add({ mvpd: 'Cablevision' });
  const { machine, input } = kinds['entitlement']!;
  const flow = run(machine(made), input, entitlementView);
  await made.pass(0);
  return flow;
}

describe('the life of a viewer', () => {
  it.each(noTexts)('chooses no MVPD that is %s', async (_what, mvpd) => {
    const made = world();
    const app = await life(made, false);
    app.send({ type: 'temporaryAccess.start', mvpd });
    app.send({ type: 'authenticate', mvpd });
    await made.pass(0);
    expect(app.view().phase).toBe('choosing');
    app.send({ type: 'mvpd.selected', mvpd });
    app.send({ type: 'profile.selected', mvpd });
    await made.pass(0);
    expect(app.view().phase).toBe('choosing');
    expect(app.view()).not.toHaveProperty('temporary');
    app.send({ type: 'mvpd.selected', mvpd: 'Cablevision', password: 'a-secret' });
    await made.pass(0);
    expect(app.view()).toMatchObject({ authentication: { phase: 'authenticate' } });
    expect(await expectHealth(app, made)).not.toContain('a-secret');
  });

  it.each(noTexts)('remembers the viewer whatever MVPD is selected: %s', async (_what, mvpd) => {
    const made = world();
    const app = await life(made);
    app.send({ type: 'mvpd.choose' });
    await made.pass(0);
    app.send({ type: 'mvpd.selected', mvpd });
    await made.pass(0);
    app.stop();
    await life(made);
    expect(made.seen().at(-1)).toBe('E9');
  });

  it.each(noTexts)('plays no resource that is %s', async (_what, resource) => {
    const made = world();
    const app = await life(made);
    app.send({ type: 'play', resource });
    app.send({ type: 'play.retry', resource });
    await made.pass(0);
    const { plays } = app.view();
    expect(plays).toHaveLength(1);
    expect(plays).toMatchObject([
      { phase: 'failed', error: { code: 'invalid_input', path: 'resource' } },
    ]);
    expect(made.seen()).not.toContain('E14');
    app.send({ type: 'play', resource: 'one', password: 'a-secret' });
    await made.pass(0);
    expect(app.view().plays.at(-1)).toMatchObject({ resource: 'one', phase: 'permitted' });
    expect(await expectHealth(app, made)).not.toContain('a-secret');
  });

  it.each(noTexts.filter(([, value]) => value !== undefined && value !== null))(
    'plays with the access of the viewer where the MVPD is %s',
    async (_what, mvpd) => {
      const made = world();
      const app = await life(made);
      app.send({ type: 'play', resource: 'one', mvpd });
      app.send({ type: 'preauthorize', resources: ['one'], mvpd });
      await made.pass(0);
      expect(app.view()).toMatchObject({
        plays: [{ mvpd: 'Cablevision', phase: 'permitted' }],
        marks: { one: { permitted: true } },
      });
      await expectHealth(app, made);
    },
  );

  it.each([
    ...noTexts.filter(([what]) => what !== 'a list'),
    ['a text', 'x'],
    ['a list of numbers', [1]],
    ['a list with an empty text', ['one', '']],
    ['a list with nothing in it', [null]],
    ['a list of BigInts', [7n]],
    ['a cycle of lists', [cycle]],
  ] as ReadonlyArray<readonly [string, unknown]>)(
    'marks nothing where the resources are %s',
    async (_what, resources) => {
      const made = world();
      const app = await life(made);
      app.send({ type: 'preauthorize', resources });
      await made.pass(0);
      expect(app.view()).toMatchObject({
        marks: {},
        preauthorizing: false,
        preauthorizationError: { code: 'invalid_input', path: 'resources' },
      });
      expect(made.seen()).not.toContain('E13');
      app.send({ type: 'preauthorize', resources: ['one'] });
      await made.pass(0);
      expect(app.view()).toMatchObject({ marks: { one: { permitted: true } } });
      expect(app.view()).not.toHaveProperty('preauthorizationError');
      await expectHealth(app, made);
    },
  );

  it('marks nothing of an empty list, and says so', async () => {
    const made = world();
    const app = await life(made);
    app.send({ type: 'preauthorize', resources: [] });
    await made.pass(0);
    expect(app.view()).toMatchObject({
      preauthorizing: false,
      preauthorizationError: { code: 'invalid_input', path: 'resources' },
    });
    await expectHealth(app, made);
  });
});

it.each(noTexts)('the page on a phone asks for another code than %s', async (_what, code) => {
  const made = world();
  const flow = start(kinds['secondScreen']!, {}, made);
  flow.send({ type: 'code.entered', code });
  await expectHealth(flow, made);
  expect(flow.view()).toMatchObject({
    phase: expect.stringMatching(/^(enteringCode|failed)$/),
  });
  expect(made.seen()).toEqual([]);
});
