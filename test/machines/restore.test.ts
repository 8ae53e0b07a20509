import { describe, expect, it } from 'vitest';
import { type AnyStateMachine, createActor, setup } from 'xstate';
import {
  authenticationMachine,
  authenticationView,
  logoutMachine,
  partnerAuthenticationView,
  restoreActor,
  secondScreenView,
  tempPassResetMachine,
} from '../../src/index.js';
import {
  authenticate,
  authenticateWithPartner,
  logOut,
  marking,
  play,
  resetTempPasses,
} from '../support/flows.js';
import { codeOfTelevision, phoneOf, secondScreen } from '../support/second-screen.js';
import { parameters, simulateTime, world, type World } from '../support/world.js';

simulateTime();

const MINUTE = 60_000;
it('a check that was under way is not made again before the limits allow', async () => {
  const { client, pass, times, simulator } = world();
  const flow = authenticate(client, { screen: 'secondary' });
  await pass(4000);
  simulator.faults.add({ endpoint: 'E10', delay: 10_000 });
  await pass(2000);
  expect(flow.getSnapshot().value).toEqual({ authenticate: 'checking' });
  const stored = store(flow);
  flow.stop();
  restoreActor(flow.machine, stored).start();
  await pass(1999);
  expect(times('E10').filter((at) => at > 5000)).toEqual([]);
  await pass(1);
  expect(times('E10').at(-1)).toBe(8000);
  await pass(5000);
  expect(times('E10').at(-1)).toBe(13_000);
});

/** An actor of any of the machines. */
interface Flow {
  getSnapshot(): unknown;
  getPersistedSnapshot(): unknown;
  send(event: { type: string } & Record<string, unknown>): void;
  start(): unknown;
  stop(): unknown;
}

const store = (flow: Pick<Flow, 'getPersistedSnapshot'>): string =>
  JSON.stringify(flow.getPersistedSnapshot());

describe('waits go on to their deadline', () => {
  it('in a code that expires while nothing runs', async () => {
    const { client, pass, times } = world({ codeLife: 10 * MINUTE });
    const flow = authenticate(client, { screen: 'secondary' });
    await pass(6000);
    const stored = store(flow);
    flow.stop();
    await pass(9 * MINUTE);
    expect(times('E10')).toEqual([0, 5000]);
    const restored = restoreActor(flow.machine, stored).start();
    await pass(53_999);
    expect(authenticationView(restored.getSnapshot())).toMatchObject({
      phase: 'authenticate',
      polling: true,
    });
    await pass(1);
    expect(authenticationView(restored.getSnapshot())).toEqual({ phase: 'expired' });
  });

  it('at once where the deadline is past', async () => {
    const { client, pass, times } = world({ codeLife: 10 * MINUTE });
    const flow = authenticate(client, { screen: 'secondary' });
    await pass(6000);
    const stored = store(flow);
    flow.stop();
    await pass(11 * MINUTE);
    const restored = restoreActor(flow.machine, stored).start();
    await pass(0);
    expect(authenticationView(restored.getSnapshot())).toEqual({ phase: 'expired' });
    expect(times('E10').filter((at) => at > 10 * MINUTE)).toEqual([]);
  });

  it('to the millisecond between two checks', async () => {
    const { client, pass, times } = world();
    const flow = authenticate(client, { screen: 'secondary' });
    await pass(6000);
    const stored = store(flow);
    flow.stop();
    await pass(1500);
    restoreActor(flow.machine, stored).start();
    await pass(2499);
    expect(times('E10')).toEqual([0, 5000]);
    await pass(1);
    expect(times('E10')).toEqual([0, 5000, 10_000]);
  });
});

/** A flow, what happens to it, and where it ends when nothing disturbs it. */
interface Story {
  name: string;
  world?: () => World;
  start: (world: World) => Flow & { machine: AnyStateMachine };
  /** What the person does where a flow stands, if anything. */
  act: (world: World, flow: Flow) => Promise<void>;
  output: unknown;
}

const signIn = async ({ simulator }: World, flow: Flow): Promise<void> => {
  const view = authenticationView(flow.getSnapshot() as never);
  if (view.phase === 'resume') flow.send({ type: 'parameters.provided', ...parameters });
  if (view.phase !== 'authenticate' || simulator.session(view.code)?.status !== 'open') return;
  await simulator.viewer.signIn({ code: view.code });
  flow.send({ type: 'userAgent.returned' });
};

/** A world whose viewer is signed in with Cablevision. */
const subscriber = (permits = ['one', 'two', 'three']): World => {
  const made = world({ throttle: false });
  made.simulator.profiles.add({ mvpd: 'Cablevision' });
  made.simulator.mvpd({ id: 'Cablevision', permits });
  return made;
};

/** The stories look at all machines alike. */
const asFlow = (flow: unknown) => flow as Flow & { machine: AnyStateMachine };

const stories: Story[] = [
  {
    name: 'a login on a primary screen',
    start: ({ client }) => asFlow(authenticate(client, { mvpd: undefined as never })),
    act: signIn,
    output: { phase: 'authorize', mvpd: 'Cablevision', reason: 'login' },
  },
  {
    name: 'a login with a second screen',
    start: ({ client }) => asFlow(authenticate(client, { screen: 'secondary' })),
    act: signIn,
    output: { phase: 'authorize', mvpd: 'Cablevision', reason: 'login' },
  },
  {
    name: 'a partner login',
    start: ({ client }) => asFlow(authenticateWithPartner(client)),
    act: async () => {},
    output: {
      phase: 'authorize',
      mvpd: 'Cablevision',
      reason: 'login',
      profile: { type: 'appleSSO' },
    },
  },
  {
    name: 'a partner login that falls back',
    world: () => world({ partner: { fallback: 'configuration_fallback' } }),
    start: ({ client }) => asFlow(authenticateWithPartner(client)),
    act: async ({ simulator }, flow) => {
      const view = partnerAuthenticationView(flow.getSnapshot() as never);
      if (view.phase !== 'authenticate' || simulator.session(view.code)?.status !== 'open') return;
      await simulator.viewer.signIn({ code: view.code });
      flow.send({ type: 'userAgent.returned' });
    },
    output: { phase: 'authorize', reason: 'login', fallback: { reason: 'configuration_fallback' } },
  },
  {
    name: 'the page on a phone',
    start: ({ clientWith }) => asFlow(secondScreen(phoneOf({ clientWith }))),
    act: async (made, flow) => {
      const view = secondScreenView(flow.getSnapshot() as never);
      if (view.phase === 'enteringCode')
        flow.send({ type: 'code.entered', code: await codeOfTelevision(made) });
      if (view.phase === 'selecting')
        flow.send({
          type: 'parameters.provided',
          ...parameters,
          redirectUrl: 'https://phone.example',
        });
      if (view.phase === 'unfinished') {
        await made.simulator.viewer.signIn({ code: view.code });
        flow.send({ type: 'retry' });
      }
      // The first time, the viewer gives up.
      if (view.phase === 'opening') flow.send({ type: 'userAgent.closed' });
    },
    output: { phase: 'success', mvpd: 'Cablevision', type: 'regular' },
  },
  {
    name: 'a logout',
    world: () => {
      const made = world();
      made.simulator.profiles.add({ mvpd: 'Cablevision' });
      return made;
    },
    start: ({ client }) => asFlow(logOut(client)),
    act: async (_, flow) => flow.send({ type: 'userAgent.returned' }),
    output: {
      phase: 'done',
      outcomes: [{ mvpd: 'Cablevision', actionName: 'logout', carriedOut: true }],
    },
  },
  {
    name: 'a partner logout',
    world: () => {
      const made = world();
      made.simulator.profiles.add({ mvpd: 'Cablevision', type: 'appleSSO' });
      return made;
    },
    start: ({ client }) => asFlow(logOut(client)),
    act: async (_, flow) => flow.send({ type: 'partnerLogout.confirmed' }),
    output: { phase: 'done', outcomes: [{ actionName: 'partner_logout', carriedOut: true }] },
  },
  {
    name: 'a play request',
    world: () => subscriber(),
    start: ({ client }) => asFlow(play(client)),
    act: async () => {},
    output: { phase: 'permitted', mvpd: 'Cablevision', resource: 'one', verified: false },
  },
  {
    name: 'a play request that a backend verifies',
    world: () => subscriber(),
    start: ({ client, simulator }) =>
      asFlow(
        play(client, {
          verifyMediaToken: (token, { resource }) =>
            new Promise((resolve) => {
              const verdict = simulator.verifyMediaToken(token, resource);
              setTimeout(() => resolve(verdict === 'VALID_TOKEN'), 1000);
            }),
        }),
      ),
    act: async () => {},
    output: { phase: 'permitted', mvpd: 'Cablevision', resource: 'one', verified: true },
  },
  {
    name: 'a play request that is denied',
    world: () => subscriber([]),
    start: ({ client }) => asFlow(play(client)),
    act: async () => {},
    output: { phase: 'denied', error: { code: 'authorization_denied_by_mvpd' } },
  },
  {
    name: 'a play request of a viewer who has to sign in',
    start: ({ client }) => asFlow(play(client)),
    act: async () => {},
    output: { phase: 'needs_authentication', error: { remedy: 'authenticate' } },
  },
  {
    name: 'a play request that fails at first',
    world: () => {
      const made = subscriber();
      made.simulator.faults.add({ endpoint: 'E14', code: 'internal_server_error' });
      return made;
    },
    start: ({ client }) => asFlow(play(client)),
    act: async (_, flow) => flow.send({ type: 'retry' }),
    output: { phase: 'permitted' },
  },
  {
    name: 'the marks of a list',
    world: () => subscriber(['one', 'two']),
    start: ({ client }) => asFlow(marking(client)()),
    act: async () => {},
    output: {
      phase: 'done',
      decisions: [{ permitted: true }, { permitted: true }, { permitted: false }],
    },
  },
  {
    name: 'the marks of a list that fail at first',
    world: () => {
      const made = subscriber();
      made.simulator.faults.add({ endpoint: 'E13', code: 'internal_server_error' });
      return made;
    },
    start: ({ client }) => asFlow(marking(client)()),
    act: async (_, flow) => flow.send({ type: 'retry' }),
    output: { phase: 'done' },
  },
  {
    name: 'a TempPass reset',
    start: ({ client }) =>
      asFlow(resetTempPasses(client, { mvpd: 'TempPass_TEST40', deviceId: 'all' })),
    act: async (_, flow) => flow.send({ type: 'reset.confirmed' }),
    output: { phase: 'done' },
  },
];

describe('every state can be stored and restored', () => {
  /** Runs a story; before step `at`, stops the flow and goes on with a restored one. */
  async function run(
    { world: make = () => world({ throttle: false }), start, act }: Story,
    at: number,
  ): Promise<{ flow: Flow; states: string[] }> {
    const made = make();
    const first = start(made);
    let flow: Flow = first;
    const states: string[] = [];
    for (let step = 0; step < 12; step += 1) {
      states.push(JSON.stringify((flow.getSnapshot() as { value: unknown }).value));
      if (step === at) {
        const stored = store(flow);
        flow.stop();
        flow = restoreActor(first.machine, stored) as unknown as Flow;
        expect(flow.getSnapshot()).toMatchObject({
          value: (JSON.parse(stored) as { value: unknown }).value,
        });
        flow.start();
      }
      if (step % 2 === 0) await act(made, flow);
      else await made.pass(step < 4 ? 0 : 5000);
    }
    return { flow, states };
  }

  it.each(stories)('$name', async (story) => {
    const { flow, states } = await run(story, -1);
    expect(flow.getSnapshot()).toMatchObject({ status: 'done', output: story.output });
    expect(new Set(states).size).toBeGreaterThan(1);
    for (const at of states.keys()) {
      const restored = await run(story, at);
      expect(restored.flow.getSnapshot()).toMatchObject({ status: 'done', output: story.output });
    }
  });

  it('also a failed one, with its error', async () => {
    const { client, pass, simulator } = world();
    simulator.faults.add({ endpoint: 'E4', code: 'invalid_integration' });
    const flow = authenticate(client);
    await pass(0);
    const restored = restoreActor(flow.machine, store(flow)).start();
    expect(authenticationView(restored.getSnapshot())).toEqual(flow.view());
    restored.send({ type: 'retry' });
    await pass(0);
    expect(authenticationView(restored.getSnapshot())).toMatchObject({ phase: 'authenticate' });
  });

  it('and a view of what is stored is the view of the flow', async () => {
    const { client, pass } = world({ partner: { fallback: 'pfs_fallback' } });
    const flow = authenticateWithPartner(client);
    await pass(0);
    expect(partnerAuthenticationView(JSON.parse(store(flow)) as never)).toEqual(flow.view());
  });

  it('in a new process, where the SAML request is gone: it is asked for again', async () => {
    const made = world();
    const flow = authenticateWithPartner(made.client, {
      authenticate: () => new Promise(() => {}),
    });
    await made.pass(0);
    expect(flow.view()).toEqual({ phase: 'partner_profile' });
    const stored = store(flow);
    flow.stop();
    const other = authenticateWithPartner(made.clientWith());
    other.stop();
    const restored = restoreActor(other.machine, stored).start();
    await made.pass(0);
    expect(restored.getSnapshot()).toMatchObject({
      status: 'done',
      output: { phase: 'authorize', mvpd: 'Cablevision' },
    });
    expect(made.seen().filter((endpoint) => /E1[12]/.test(endpoint))).toEqual([
      'E11',
      'E11',
      'E12',
    ]);
  });
});

describe('what cannot be read is refused', () => {
  const good = async () => {
    const { client, pass } = world();
    const flow = authenticate(client, { screen: 'secondary' });
    await pass(0);
    return { machine: flow.machine, snapshot: JSON.parse(store(flow)) as Record<string, unknown> };
  };

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['a list', []],
    ['an empty text', ''],
    ['half a text', '{"status":"active"'],
    ['a text of null', 'null'],
    ['an empty object', {}],
  ])('%s', (_, stored) => {
    expect(() => restoreActor(authenticationMachine, stored)).toThrow(
      expect.objectContaining({ name: 'SnapshotError', code: 'unreadable_snapshot' }),
    );
  });

  it.each([
    [{ status: 'error' }, 'snapshot.status'],
    [{ status: 'stopped' }, 'snapshot.status'],
    [{ status: 'new' }, 'snapshot.status'],
    [{ value: 'gone' }, 'snapshot.value'],
    [{ value: 'toString' }, 'snapshot.value'],
    [{ value: undefined }, 'snapshot.value'],
    [{ value: 'authenticate' }, 'snapshot.value'],
    [{ value: { authenticate: 'gone' } }, 'snapshot.value'],
    [{ value: { authenticate: 'waiting', resume: 'idle' } }, 'snapshot.value'],
    [{ value: { expired: 'waiting' } }, 'snapshot.value'],
    [{ context: undefined }, 'snapshot.context'],
    [{ context: {} }, 'snapshot.context.screen'],
    [{ children: { a: { src: 'gone', snapshot: {} } } }, 'snapshot.children.a.src'],
    [{ children: { a: 7 } }, 'snapshot.children.a'],
    [{ children: [] }, 'snapshot.children'],
  ])('a snapshot with %j', async (change, path) => {
    const { machine, snapshot } = await good();
    expect(() => restoreActor(machine, { ...snapshot, ...change })).toThrow(
      expect.objectContaining({ name: 'SnapshotError', path }),
    );
  });

  it('a flow of another machine, also where the states have the same names', async () => {
    const { client } = world();
    const stored = store(resetTempPasses(client, { mvpd: 'x', deviceId: 'all' }));
    expect(() => restoreActor(logoutMachine, stored)).toThrow(/value/);
    const done = store(
      createActor(logoutMachine, { input: { mvpd: 'x', redirectUrl: 'y' } }).start(),
    );
    const cancelled = { ...(JSON.parse(done) as object), value: 'cancelled', status: 'done' };
    expect(() => restoreActor(tempPassResetMachine, cancelled)).toThrow(/context/);
  });

  it('a broken flow within a flow', async () => {
    const { client, pass } = world({ partner: { fallback: 'pfs_fallback' } });
    const flow = authenticateWithPartner(client);
    await pass(0);
    const stored = store(flow).replace('{"authenticate":"idle"}', '{"authenticate":"gone"}');
    expect(() => restoreActor(flow.machine, stored)).toThrow(
      expect.objectContaining({ path: 'snapshot.children.authentication.value' }),
    );
  });

  it('without repeating what is in it', () => {
    expect(() => restoreActor(authenticationMachine, 'secret"token')).not.toThrow(/secret/);
  });
});

it('any machine can be restored, parallel states and inputs of its own included', () => {
  const machine = setup({
    types: {} as { context: { name: string }; input: { name: string } },
  }).createMachine({
    context: ({ input }) => ({ name: input?.name }),
    type: 'parallel',
    states: { a: { initial: 'b', states: { b: {} } }, c: {} },
  });
  const stored = store(createActor(machine, { input: { name: 'x' } }).start());
  expect(restoreActor(machine, stored).start().getSnapshot()).toMatchObject({
    context: { name: 'x' },
    value: { a: 'b', c: {} },
  });
});
