import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import {
  type AnyActor,
  assign,
  createActor,
  createMachine,
  fromPromise,
  sendTo,
  setup,
} from 'xstate';
import {
  authenticationMachine,
  authenticationServices,
  authenticationView,
  entitlementMachine,
  entitlementServices,
  entitlementView,
  logoutMachine,
  logoutServices,
  logoutView,
  partnerAuthenticationMachine,
  partnerAuthenticationServices,
  partnerAuthenticationView,
  restoreActor,
  secondScreenMachine,
  secondScreenServices,
  secondScreenView,
} from '../../src/index.js';
import { createInspection, recorderSink, replay, testOf } from '../../src/inspect/index.js';
import { subscribed } from '../support/flows.js';
import { codeOfTelevision, phoneOf } from '../support/second-screen.js';
import { parameters, simulateTime, START, type World, world } from '../support/world.js';
import { expectSameCourse, recording, saved, shown } from './support/recording.js';

simulateTime();

const { domainName, redirectUrl } = parameters;

/** Where a record stood when the app had come to rest, and what it rendered then. */
function rests(made: ReturnType<typeof recording>, view: (snapshot: never) => unknown) {
  const all: Array<{ readonly position: number; readonly view: unknown }> = [];
  return {
    all,
    note: (flow: AnyActor) =>
      all.push({
        position: made.recorder.record().steps.length,
        view: shown(view(flow.getSnapshot() as never)),
      }),
  };
}

/** Each step as it was observed; and each rest as it was rendered, in any order. */
function expectSame(made: ReturnType<typeof recording>, { all }: ReturnType<typeof rests>): void {
  const flow = expectSameCourse(made);
  expect(all.length).toBeGreaterThan(1);
  for (const { position, view } of [...all, ...all.map((_, index) => all[all.length - 1 - index]!)])
    expect({ position, view: shown(flow.goTo(position).view()) }).toEqual({ position, view });
}

/** A viewer signs in, plays twice side by side, and signs out. */
async function lifeOfAViewer(
  { simulator, client, pass }: World,
  made: ReturnType<typeof recording>,
  restored = false,
) {
  simulator.mvpd({ id: 'Cablevision', permits: ['one'] });
  const machine = entitlementMachine.provide({ actors: entitlementServices(client) });
  const { inspect } = made;
  const input = { screen: 'primary', domainName, redirectUrl } as const;
  let app = createActor(machine, { input, inspect }).start();
  const { all, note } = rests(made, entitlementView);
  const send = async (event: Parameters<typeof app.send>[0]) => {
    app.send(event);
    await pass(5000);
    note(app);
  };
  await pass(100);
  await send({ type: 'authenticate' });
  await send({ type: 'mvpd.selected', mvpd: 'Cablevision' });
  const view = entitlementView(app.getSnapshot());
  if (view.phase !== 'authenticating' || view.authentication.phase !== 'authenticate')
    throw new Error(`expected a login, not ${view.phase}`);
  if (restored) {
    const stored = JSON.stringify(app.getPersistedSnapshot());
    app.stop();
    app = restoreActor(machine, stored, { inspect }).start();
    await pass(100);
    note(app);
  }
  await simulator.viewer.signIn({ code: view.authentication.code });
  await send({ type: 'userAgent.returned' });
  app.send({ type: 'play', resource: 'one' });
  app.send({ type: 'preauthorize', resources: ['one', 'two', 'three'] });
  note(app);
  await send({ type: 'play', resource: 'two' });
  await send({ type: 'play.end', resource: 'one' });
  await send({ type: 'logout' });
  await send({ type: 'userAgent.returned' });
  expect(entitlementView(app.getSnapshot())).toMatchObject({ phase: 'unauthenticated' });
  app.stop();
  return { all, note };
}

describe('a replay goes the way that was recorded', () => {
  it('with a sign-in that gets its parameters late, expires, and is cancelled', async () => {
    const { client, pass } = world({ codeLife: 60_000 });
    const made = recording();
    const machine = authenticationMachine.provide({ actors: authenticationServices(client) });
    const flow = createActor(machine, {
      input: { screen: 'secondary' },
      inspect: made.inspect,
    }).start();
    const seen = rests(made, authenticationView);
    for (const event of [
      { type: 'profile.check' },
      { type: 'parameters.provided', ...parameters },
      { type: 'userAgent.closed' },
      { type: 'code.renew' },
    ] as const) {
      await pass(8000);
      seen.note(flow);
      flow.send(event);
    }
    await pass(70_000);
    seen.note(flow);
    flow.send({ type: 'cancel' });
    seen.note(flow);
    expect(seen.all.map(({ view }) => (view as { phase: string }).phase)).toEqual(
      expect.arrayContaining(['resume', 'authenticate', 'expired', 'cancelled']),
    );
    expectSame(made, seen);
  });

  it('with a sign-out that fails, and is tried again', async () => {
    const { client, pass, simulator } = world();
    simulator.profiles.add({ mvpd: 'Cablevision' });
    simulator.faults.add({ endpoint: 'E15', code: 'invalid_parameter_mvpd' });
    const made = recording();
    const machine = logoutMachine.provide({ actors: logoutServices(client) });
    const input = { mvpd: 'Cablevision', redirectUrl };
    const flow = createActor(machine, { input, inspect: made.inspect }).start();
    const seen = rests(made, logoutView);
    await pass(1000);
    seen.note(flow);
    flow.send({ type: 'retry' });
    await pass(1000);
    seen.note(flow);
    flow.send({ type: 'userAgent.returned' });
    await pass(1000);
    seen.note(flow);
    expect(seen.all.map(({ view }) => (view as { phase: string }).phase)).toEqual([
      'failed',
      'logout',
      'done',
    ]);
    expectSame(made, seen);
  });

  it.each(['granted', 'denied'])('with a partner whose access is %s', async (accessStatus) => {
    const partnerFramework = {
      ...subscribed,
      status: async () => {
        const status = await subscribed.status();
        return { ...status, frameworkPermissionInfo: { accessStatus } };
      },
    };
    const { client, pass } = world(
      {},
      { sso: { partnerFrameworkStatus: partnerFramework.status } },
    );
    const made = recording();
    const actors = partnerAuthenticationServices(client, { partnerFramework });
    const flow = createActor(partnerAuthenticationMachine.provide({ actors }), {
      input: { screen: 'primary', ...parameters },
      inspect: made.inspect,
    }).start();
    const seen = rests(made, partnerAuthenticationView);
    seen.note(flow);
    await pass(5000);
    seen.note(flow);
    expect(partnerAuthenticationView(flow.getSnapshot()).phase).toBe(
      accessStatus === 'granted' ? 'authorize' : 'authenticate',
    );
    expectSame(made, seen);
  });

  it('with the page on the phone', async () => {
    const made = recording();
    const w = world();
    const code = await codeOfTelevision(w);
    const actors = secondScreenServices(phoneOf(w));
    const flow = createActor(secondScreenMachine.provide({ actors }), {
      input: {},
      inspect: made.inspect,
    }).start();
    const seen = rests(made, secondScreenView);
    for (const event of [
      { type: 'code.entered', code: 'ZZZZZZZ' },
      { type: 'code.entered', code },
      { type: 'parameters.provided', ...parameters },
      { type: 'userAgent.returned' },
    ] as const) {
      flow.send(event);
      await w.pass(5000);
      seen.note(flow);
    }
    expect(secondScreenView(flow.getSnapshot()).phase).toBe('unfinished');
    expectSame(made, seen);
  });

  it('with the life of a viewer: sign-in, play requests side by side, marks, and sign-out', async () => {
    const made = recording();
    const seen = await lifeOfAViewer(world(), made);
    const machines = saved(made).actors.map(({ machine }) => machine);
    expect(new Set(machines)).toEqual(
      new Set(['entitlement', 'authentication', 'authorization', 'preauthorization', 'logout']),
    );
    expectSame(made, seen);
  });

  it('with an app that is closed in the middle of a sign-in, and restored', async () => {
    const made = recording();
    const seen = await lifeOfAViewer(world(), made, true);
    expect(saved(made).actors.filter(({ machine }) => machine === 'entitlement')).toHaveLength(2);
    expectSame(made, seen);
  });

  it.each([1, 5, 12, 30])('with the last %i steps alone', async (limit) => {
    const made = recording({ limit });
    await lifeOfAViewer(world(), made);
    const { dropped, steps } = saved(made);
    expect(steps.length).toBeLessThanOrEqual(limit);
    expect(dropped).toBeGreaterThan(10);
    const flow = expectSameCourse(made);
    const begin = flow.goTo(0).view();
    expect(flow.step).toBeUndefined();
    if (limit > 1) expect(begin?.phase).toMatch(/^[a-z]+$/i);
  });

  it('with somebody who only looks on from the middle', async () => {
    const { client, pass } = world();
    const made = recording();
    const machine = entitlementMachine.provide({ actors: entitlementServices(client) });
    const input = { screen: 'secondary', domainName, redirectUrl } as const;
    const app = createActor(machine, { input }).start();
    await pass(100);
    app.send({ type: 'authenticate', mvpd: 'Cablevision' });
    await pass(100);
    app.system.inspect(made.inspect);
    const seen = rests(made, entitlementView);
    await pass(9000);
    seen.note(app);
    app.send({ type: 'cancel' });
    seen.note(app);
    expectSame(made, seen);
  });

  it('with machines of an app, around those of the library', async () => {
    const shell = setup({ actors: { logout: logoutMachine } }).createMachine({
      id: 'shell',
      initial: 'home',
      states: {
        home: { on: { leave: 'leaving' } },
        leaving: {
          invoke: {
            id: 'logout',
            src: 'logout',
            input: { mvpd: 'A', redirectUrl },
            onDone: 'home',
          },
          on: {
            cancel: {
              actions: ({ self }) => self.getSnapshot().children.logout?.send({ type: 'cancel' }),
            },
          },
        },
      },
    });
    const made = recording();
    const app = createActor(shell, { inspect: made.inspect }).start();
    app.send({ type: 'leave' });
    app.send({ type: 'cancel' });
    const record = saved(made);
    const flow = replay(record, { machines: [shell] });
    expect([flow.divergences, flow.unknown]).toEqual([[], []]);
    const logout = record.actors[1]!.sessionId;
    const values = record.steps.map(
      (_, index) => flow.goTo(index + 1).snapshot()?.value as unknown,
    );
    expect(values).toContain('leaving');
    expect(values[values.length - 1]).toBe('home');
    expect(flow.view()).toBeUndefined();
    expect(flow.view(logout)).toMatchObject({ phase: 'cancelled' });

    const without = replay(record);
    expect(without.unknown).toEqual(['shell']);
    expect(without.divergences).toEqual([]);
    expect(without.goTo(without.length).snapshot()).toBeUndefined();
    expect(without.view(logout)).toMatchObject({ phase: 'cancelled' });
  });

  it('with a machine that breaks', () => {
    const broken = createMachine({
      id: 'broken',
      context: { count: 0 },
      initial: 'whole',
      states: {
        whole: {
          on: {
            go: {
              actions: assign(() => {
                throw new Error('on purpose');
              }),
            },
          },
        },
      },
    });
    const made = recording();
    const app = createActor(broken, { inspect: made.inspect });
    app.subscribe({ error: () => {} });
    app.start().send({ type: 'go' });
    return Promise.resolve().then(() => {
      const record = saved(made);
      expect(record.steps.map(({ status }) => status)).toEqual(['active', 'error']);
      const flow = replay(record, { machines: [broken] });
      expect(flow.divergences).toEqual([]);
      expect(flow.goTo(2).snapshot()).toMatchObject({ status: 'error', value: 'whole' });
    });
  });

  it('with a child that goes on before its parent has heard of it', () => {
    const child = createMachine({
      initial: 'new',
      states: { new: { on: { a: 'a' } }, a: { on: { b: 'b' } }, b: {} },
    });
    const parent = setup({
      types: {} as { context: { heard: readonly unknown[] } },
      actors: { child },
    }).createMachine({
      id: 'parent',
      context: { heard: [] },
      invoke: {
        id: 'child',
        src: 'child',
        onSnapshot: {
          actions: assign(({ context, event }) => ({
            heard: [...context.heard, event.snapshot.value],
          })),
        },
      },
      on: { go: { actions: [sendTo('child', { type: 'a' }), sendTo('child', { type: 'b' })] } },
    });
    const made = recording();
    const app = createActor(parent, { inspect: made.inspect }).start();
    app.send({ type: 'go' });
    const { heard } = app.getSnapshot().context;
    expect(heard).toEqual(['new', 'a', 'b']);
    const flow = replay(saved(made), { machines: [parent] });
    expect(flow.divergences).toEqual([]);
    expect(flow.goTo(flow.length).snapshot()).toMatchObject({ context: { heard } });
  });

  it('with an event that was sent before the start', () => {
    const made = recording();
    const input = { mvpd: 'Cablevision', redirectUrl };
    const flow = createActor(logoutMachine, { input, inspect: made.inspect });
    flow.send({ type: 'cancel' });
    flow.start();
    expect(saved(made).steps.map(({ event }) => event.type)).toEqual(['xstate.init', 'cancel']);
    expectSameCourse(made);
  });

  it('with history, and with parallel states', () => {
    const machine = createMachine({
      id: 'past',
      type: 'parallel',
      states: {
        sound: { initial: 'on', states: { on: { on: { mute: 'off' } }, off: {} } },
        page: {
          initial: 'one',
          states: {
            one: {
              initial: 'a',
              states: { a: { on: { b: 'b' } }, b: {}, past: { type: 'history' } },
              on: { away: 'two' },
            },
            two: { on: { home: '#past.page.one.past' } },
          },
        },
      },
    });
    const made = recording({ limit: 2 });
    const app = createActor(machine, { inspect: made.inspect }).start();
    for (const type of ['b', 'mute', 'away', 'home']) app.send({ type });
    const flow = replay(saved(made), { machines: [machine] });
    expect(flow.divergences).toEqual([]);
    expect(flow.goTo(2).snapshot()?.value).toEqual({ sound: 'off', page: { one: 'b' } });
  });
});

describe('a replay', () => {
  const simple = () => {
    const made = recording();
    const input = { mvpd: 'Cablevision', redirectUrl };
    const flow = createActor(logoutMachine, { input, inspect: made.inspect }).start();
    flow.send({ type: 'cancel' });
    return saved(made);
  };

  it('invokes nothing, and lets no time pass', async () => {
    const record = simple();
    const called = vi.fn<() => Promise<object>>(async () => ({ logouts: [] }));
    const machine = logoutMachine.provide({
      actors: { initiateLogout: fromPromise(called as never) },
    });
    const flow = replay(record, { machines: [machine] });
    while (flow.position < flow.length) flow.forward();
    await vi.advanceTimersByTimeAsync(100_000);
    expect(called).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
    expect(Date.now()).toBe(START + 100_000);
  });

  it('stays within its record', () => {
    const flow = replay(simple());
    expect([flow.position, flow.step, flow.view(), flow.snapshot('nobody')]).toEqual([
      0,
      undefined,
      undefined,
      undefined,
    ]);
    expect(flow.back().position).toBe(0);
    expect(flow.goTo(99).position).toBe(2);
    expect(flow.goTo(-1).position).toBe(0);
    expect(flow.goTo(NaN).position).toBe(0);
    expect(flow.goTo(1.9).position).toBe(1);
  });

  it('takes a record as text', () => {
    expect(replay(JSON.stringify(simple())).length).toBe(2);
  });

  it('names the steps that lead elsewhere', () => {
    const record = simple();
    const [first, second] = record.steps;
    const edited = { ...record, steps: [first, { ...second, value: 'flying' }] };
    expect(replay(edited).divergences).toEqual([
      {
        position: 2,
        actor: first!.actor,
        event: 'cancel',
        expected: { status: 'done', value: 'flying' },
        found: { status: 'done', value: 'cancelled' },
      },
    ]);
  });

  it('notices that a machine has been changed since', () => {
    const record = simple();
    const changed = createMachine({
      id: 'logout',
      initial: 'initiating',
      states: { initiating: { on: { cancel: 'gone' } }, gone: { type: 'final' } },
    });
    const [found] = replay(record, { machines: [changed] }).divergences;
    expect(found).toMatchObject({ position: 2, found: { value: 'gone' } });
    const other = createMachine({ id: 'logout', initial: 'b', states: { b: {} } });
    expect(replay(record, { machines: [other] }).divergences).toHaveLength(2);
  });

  it('survives a record whose events make no sense', () => {
    const record = simple();
    const event = { type: 'xstate.done.actor.0.logout.initiating', output: 7 };
    const nonsense = { ...record, steps: record.steps.map((step) => ({ ...step, event })) };
    expect(() => replay(nonsense).goTo(2).snapshot()).not.toThrow();
  });

  it('survives actors that are their own children', () => {
    const record = simple();
    const [actor] = record.actors;
    const { sessionId } = actor!;
    const circular = {
      ...actor!,
      parentId: sessionId,
      snapshot: { ...actor!.snapshot, children: { me: { sessionId, src: 'initiateLogout' } } },
    };
    expect(
      replay({ ...record, actors: [circular] })
        .goTo(2)
        .view()?.phase,
    ).toBe('cancelled');
  });
});

describe('the test of a record', () => {
  /** Below node_modules, so that imports of packages resolve. */
  const cache = join(import.meta.dirname, '../../node_modules/.cache/tve-auth-flow');

  /** Whether the tests in these files pass. */
  async function run(sources: Readonly<Record<string, string>>): Promise<Record<string, string>> {
    await mkdir(cache, { recursive: true });
    const folder = await mkdtemp(join(cache, 'test-of-'));
    const inspect = join(import.meta.dirname, '../../src/inspect/index.ts');
    for (const [name, source] of Object.entries(sources))
      await writeFile(
        join(folder, `${name}.test.ts`),
        source.replace("'tve-auth-flow/inspect'", JSON.stringify(inspect)),
      );
    await writeFile(join(folder, 'vitest.config.mjs'), 'export default { test: { exclude: [] } };');
    const vitest = join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs');
    const args = [
      vitest,
      'run',
      '--root',
      folder,
      '--reporter=json',
      '--no-isolate',
      '--maxWorkers=1',
    ];
    const { VITEST: _, ...env } = process.env;
    // It exits with an error, for one test fails.
    const { stdout } = await promisify(execFile)(process.execPath, args, { env }).catch(
      (error: unknown) => error as { stdout: string },
    );
    await rm(folder, { recursive: true });
    const { testResults } = JSON.parse(stdout) as {
      testResults: ReadonlyArray<{
        readonly name: string;
        readonly assertionResults: ReadonlyArray<{ readonly status: string }>;
      }>;
    };
    return Object.fromEntries(
      testResults.map(({ name, assertionResults }) => [
        basename(name, '.test.ts'),
        assertionResults.map(({ status }) => status).join(),
      ]),
    );
  }

  const recordOf = () => {
    const recorder = recorderSink();
    const inspect = createInspection({ sinks: [recorder] });
    const input = { mvpd: '__proto__', redirectUrl };
    const flow = createActor(logoutMachine, { input, inspect }).start();
    flow.send({ type: 'cancel', ['__proto__']: 'a' } as never);
    return recorder.record();
  };

  it('passes, and fails once a machine goes another way', async () => {
    vi.useRealTimers();
    const source = testOf(recordOf());
    const edited = source.replace(/"value": "cancelled"/, '"value": "done"');
    expect(edited).not.toBe(source);
    expect(await run({ source, edited })).toEqual({ source: 'passed', edited: 'failed' });
  });

  it('is of a record alone', () => {
    expect(() => testOf({})).toThrow('record.format');
  });
});
