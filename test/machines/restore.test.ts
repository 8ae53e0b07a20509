import { describe, expect, it, vi } from 'vitest';
import { type AnyActor, type AnyStateMachine, createActor, setup } from 'xstate';
import {
  authenticationMachine,
  authenticationView,
  entitlementView,
  logoutMachine,
  partnerAuthenticationView,
  restoreActor,
  SnapshotError,
  tempPassResetMachine,
} from '../../src/index.js';
import { deviceItems, memoryItems } from '../../src/durable/index.js';
import { inTurn } from '../support/depth.js';
import {
  authenticate,
  authenticateWithPartner,
  resetTempPasses,
  startApp,
} from '../support/flows.js';
import { slowWorld, type SlowWorld } from '../support/slow-world.js';
import { endsAgain, moments, stories, type Story, tell } from '../support/stories.js';
import { simulateTime, START, world } from '../support/world.js';

simulateTime();

const MINUTE = 60_000;
it('a check that was under way is not made again before the limits allow', async () => {
  const { client, pass, times, simulator } = world();
  const flow = authenticate(client, { screen: 'secondary' });
  await pass(4000);
  simulator.faults.add({ endpoint: 'E10', delay: 10_000 });
  await pass(2000);
  expect(flow.getSnapshot().value).toMatchObject({
    loggingIn: { login: { polling: 'checking' } },
  });
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

const store = (flow: { getPersistedSnapshot(): unknown }): string =>
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

/** A stored flow, as JSON has it. */
interface Stored {
  status: unknown;
  value?: unknown;
  context: Record<string, unknown>;
  children: Record<string, { src: unknown; snapshot: Stored }>;
}

const advance = async () => {
  await vi.advanceTimersToNextTimerAsync();
};

/** Tells a story. Before step `at`, its flow is stored, and what that becomes is restored with this machine. */
async function tellRestored(
  story: Story,
  at: number,
  change: (stored: Stored, made: SlowWorld) => AnyStateMachine | void = () => {},
  look: (flow: AnyActor) => void = () => {},
) {
  vi.clearAllTimers();
  vi.setSystemTime(START);
  const made = (story.world ?? slowWorld)();
  const machine = story.machine(made);
  let flow: AnyActor = createActor(machine, { input: story.input as never }).start();
  const send = (event: { readonly type: string }) => flow.send(event);
  const told = await tell(story, made, { flow: () => flow, send, advance }, (step) => {
    look(flow);
    if (step !== at) return undefined;
    const stored = JSON.parse(store(flow)) as Stored;
    flow.stop();
    const view = JSON.stringify(story.view(stored as never));
    const other = change(stored, made) ?? machine;
    flow = restoreActor(other, stored);
    expect(JSON.stringify(story.view(flow.getSnapshot() as never))).toBe(view);
    flow.start();
    return undefined;
  });
  expect(() => store(flow)).not.toThrow();
  flow.stop();
  return { told, made, machine };
}

describe('every state can be stored and restored', () => {
  /** All but what was stored is gone. */
  const newProcess =
    (story: Story) =>
    (_: Stored, made: SlowWorld): AnyStateMachine =>
      story.machine({ ...made, client: made.clientWith() });

  it.each(stories)('in a new process: $name', async (story) => {
    const { told } = await tellRestored(story, -1);
    for (const at of inTurn(moments(told), stories.indexOf(story), 2)) {
      const { told: again, made } = await tellRestored(story, at, newProcess(story));
      expect(again.last).toMatchObject(endsAgain(story, made, again.last));
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

  it('in a new process that shares a store for secrets: the SAML request is there', async () => {
    const made = world();
    const { mediaTokens } = deviceItems(memoryItems(), 'tv');
    const flow = authenticateWithPartner(made.clientWith({ mediaTokens }), {
      authenticate: () => new Promise(() => {}),
    });
    await made.pass(0);
    expect(flow.view()).toEqual({ phase: 'partner_profile' });
    const stored = store(flow);
    flow.stop();
    const other = authenticateWithPartner(made.clientWith({ mediaTokens }));
    other.stop();
    const restored = restoreActor(other.machine, stored).start();
    await made.pass(0);
    expect(restored.getSnapshot()).toMatchObject({
      status: 'done',
      output: { phase: 'authorize', mvpd: 'Cablevision' },
    });
    expect(made.seen().filter((endpoint) => /E1[12]/.test(endpoint))).toEqual(['E11', 'E12']);
  });
});

/** Something that is wrong with a stored flow. */
interface Damage {
  readonly what: string;
  /** Where it is. */
  readonly path: string;
  readonly damage: (stored: Stored) => void;
}

const kindOf = (value: unknown) => (Array.isArray(value) ? 'list' : typeof value);

/** Everything that can be wrong with the actors of a flow, and with theirs. */
function damagedActors(stored: Stored, path: string, find: (root: Stored) => Stored): Damage[] {
  return Object.entries(stored.children).flatMap(([id, { snapshot }]): Damage[] => {
    const place = `${path}.children.${id}`;
    const childOf = (root: Stored) => find(root).children[id]!;
    const wrong = (what: string, damage: (root: Stored) => void) => ({ what, path: place, damage });
    const within = (root: Stored) => childOf(root).snapshot;
    return [
      wrong('an actor is missing', (root) => void delete find(root).children[id]),
      wrong('an actor has another name', (root) => {
        find(root).children[`old.${id}`] = childOf(root);
        delete find(root).children[id];
      }),
      wrong('an actor has another source', (root) => {
        childOf(root).src = childOf(root).src === 'logout' ? 'authorization' : 'logout';
      }),
      wrong(
        'an actor has no source',
        (root) => void delete (childOf(root) as { src?: unknown }).src,
      ),
      wrong(
        'an actor has no snapshot',
        (root) => void delete (childOf(root) as Partial<Stored>).children,
      ),
      wrong('an actor is empty', (root) => {
        childOf(root).snapshot = {} as Stored;
      }),
      wrong(
        'an actor has no status',
        (root) => void delete (within(root) as Partial<Stored>).status,
      ),
      ...(snapshot.value === undefined ? [] : damages(snapshot, place, within)),
    ];
  });
}

/** Everything that can be wrong with a flow that runs. */
function damages(stored: Stored, path: string, find: (root: Stored) => Stored): Damage[] {
  const members = Object.entries(stored.context).flatMap(([name, value]): Damage[] => {
    // Without its version it is taken for one of version 0.1.0, and may be refused for anything.
    const place = name === 'version' ? path : `${path}.context.${name}`;
    const wrong = (what: string, damage: (root: Stored) => void) => ({ what, path: place, damage });
    const others = [7, 'x', [], {}, true].filter((other) => kindOf(other) !== kindOf(value));
    const isFilled = value !== null && typeof value !== 'number';
    return [
      wrong(`${name} is missing`, (root) => void delete find(root).context[name]),
      ...(isFilled ? others : []).map((other) =>
        wrong(`${name} is ${JSON.stringify(other)}`, (root) => {
          find(root).context[name] = other;
        }),
      ),
    ];
  });
  const status = (value: unknown) => ({
    what: `the status is ${JSON.stringify(value)}`,
    path: `${path}.status`,
    damage: (root: Stored) => {
      find(root).status = value;
    },
  });
  return [
    ...members,
    ...['done', 'error', 'stopped', 'x', null]
      .filter((value) => value !== stored.status)
      .map(status),
    ...damagedActors(stored, path, find),
  ];
}

/** How restoring it is refused, if it is. */
function refusalOf(machine: AnyStateMachine, stored: Stored): SnapshotError | undefined {
  try {
    restoreActor(machine, stored);
    return undefined;
  } catch (error) {
    if (error instanceof SnapshotError) return error;
    throw error;
  }
}

describe('what a state needs is there, or the flow is refused', () => {
  it.each(stories)('$name', async (story) => {
    const stored: Stored[] = [];
    const { told, machine } = await tellRestored(story, -1, undefined, (flow) =>
      stored.push(JSON.parse(store(flow)) as Stored),
    );
    const tried = new Set<string>();
    for (const at of moments(told)) {
      const sound = stored[at]!;
      if (sound.status !== 'active') continue;
      const accepted: Damage[] = [];
      for (const damage of damages(sound, 'snapshot', (root) => root)) {
        const where = `${damage.what}: ${damage.path}`;
        if (tried.has(where)) continue;
        tried.add(where);
        const damaged = JSON.parse(JSON.stringify(sound)) as Stored;
        damage.damage(damaged);
        const refusal = refusalOf(machine, damaged);
        if (!refusal) accepted.push(damage);
        else expect(refusal.path?.startsWith(damage.path), `${where}: ${refusal.path}`).toBe(true);
      }
      // What may be gone, such as a write to the storage, is not missed.
      for (const { what, path, damage } of accepted) {
        const { told: again, made } = await tellRestored(story, at, damage);
        expect(again.last, `${what}: ${path}`).toMatchObject(endsAgain(story, made, again.last));
      }
    }
    expect(tried.size).toBeGreaterThan(10);
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
    [{ value: 'loggingIn' }, 'snapshot.value'],
    [{ value: { preparing: 'gone' } }, 'snapshot.value'],
    [{ value: { preparing: 'creating', expired: {} } }, 'snapshot.value'],
    [{ value: { loggingIn: { action: 'authenticate' } } }, 'snapshot.value'],
    [{ value: { loggingIn: { action: 'authenticate', login: 'gone' } } }, 'snapshot.value'],
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
    const stored = store(flow).replace('"login":"open"', '"login":"gone"');
    expect(() => restoreActor(flow.machine, stored)).toThrow(
      expect.objectContaining({ path: 'snapshot.children.authentication.value' }),
    );
  });

  it.each([1.5, 3, '2', null, 'constructor'])('a flow of the version %j', async (version) => {
    const { client, pass } = world({ partner: { fallback: 'pfs_fallback' } });
    const flow = authenticateWithPartner(client);
    await pass(0);
    const stored = JSON.parse(store(flow)) as Stored;
    stored.children['authentication']!.snapshot.context['version'] = version;
    expect(() => restoreActor(flow.machine, stored)).toThrow(
      expect.objectContaining({ path: 'snapshot.children.authentication.context.version' }),
    );
    stored.context['version'] = version;
    expect(() => restoreActor(flow.machine, stored)).toThrow(
      expect.objectContaining({ path: 'snapshot.context.version' }),
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

it('a life is stored without its marks, which are asked for again', async () => {
  const made = world();
  made.simulator.profiles.add({ mvpd: 'Cablevision' });
  const app = startApp(made.client);
  await made.pass(0);
  const resources = Array.from({ length: 1000 }, (_, index) => `channel-${index}`);
  const list = { type: 'preauthorize', resources } as const;
  app.send(list);
  await made.pass(5 * MINUTE);
  expect(Object.keys(app.view().marks)).toHaveLength(1000);
  const stored = store(app);
  expect(stored.length).toBeLessThan(3000);
  app.stop();
  const restored = restoreActor(app.machine, stored).start();
  expect(entitlementView(restored.getSnapshot()).marks).toEqual({});
  restored.send(list);
  await made.pass(5 * MINUTE);
  expect(Object.keys(entitlementView(restored.getSnapshot()).marks)).toHaveLength(1000);
});
