import { describe, expect, it, vi } from 'vitest';
import { createActor } from 'xstate';
import {
  memoryStorage,
  permitCache,
  preauthorizationMachine,
  preauthorizationView,
  restoreActor,
} from '../../src/index.js';
import type { SimulatorOptions } from '../../src/simulator/index.js';
import { marking, play } from '../support/flows.js';
import { stubClient } from '../support/stub.js';
import { simulateTime, START, world } from '../support/world.js';

simulateTime();

const MINUTE = 60_000;

/** A world whose viewer is signed in with Cablevision, and may watch `one` and `three`. */
function signedIn(options: SimulatorOptions = {}) {
  const made = world(options);
  made.simulator.profiles.add({ mvpd: 'Cablevision' });
  made.simulator.mvpd({ id: 'Cablevision', permits: ['one', 'three'] });
  const permits = permitCache();
  const start = marking(made.client, { permits });
  /** The resources of each request. */
  const asked = () =>
    made.simulator.requests
      .filter(({ endpoint }) => endpoint === 'E13')
      .map(({ body }) => (body as { resources: string[] }).resources);
  return {
    ...made,
    permits,
    start,
    asked,
    marked: async (...input: Parameters<typeof start>) => {
      const flow = start(...input);
      await made.pass(MINUTE);
      return flow;
    },
  };
}

/** A decision as a server sends it. */
const item = (resource: string, code?: string, action = 'none', status = 403) => ({
  resource,
  authorized: code === undefined,
  ...(code !== undefined && { error: { code, action, status, message: code } }),
});
const answer = (...decisions: unknown[]) => ({ body: { decisions } });

describe('a list', () => {
  it('is marked in the order that was asked, with the reasons (R114)', async () => {
    const { start, pass, seen } = signedIn();
    const flow = start();
    expect(flow.view()).toEqual({ phase: 'preauthorizing' });
    await pass(0);
    expect(flow.view()).toEqual({
      phase: 'done',
      decisions: [
        { resource: 'one', permitted: true },
        {
          resource: 'two',
          permitted: false,
          error: expect.objectContaining({ code: 'preauthorization_denied_by_mvpd' }),
        },
        { resource: 'three', permitted: true },
      ],
    });
    expect(flow.getSnapshot()).toMatchObject({ status: 'done', output: flow.view() });
    expect(seen()).toEqual(['E1', 'E2', 'E13']);
  });

  it('is split, however long it is (R104)', async () => {
    const { marked, asked, seen } = signedIn();
    const resources = Array.from({ length: 23 }, (_, index) => `channel ${index}`);
    const flow = await marked({ resources });
    const view = flow.view();
    if (view.phase !== 'done') throw new Error(JSON.stringify(view));
    expect(view.decisions.map(({ resource }) => resource)).toEqual(resources);
    expect(asked().map(({ length }) => length)).toEqual([5, 5, 5, 5, 3]);
    expect(seen()).toHaveLength(7);
  });

  it('may name a resource twice', async () => {
    const { marked, asked } = signedIn();
    const flow = await marked({ resources: ['one', 'two', 'one'] });
    expect(flow.view()).toMatchObject({
      decisions: [{ permitted: true }, { permitted: false }, { permitted: true }],
    });
    expect(asked()).toEqual([['one', 'two']]);
  });

  it.each(['AuthNAll', 'AuthZAll', 'AuthZNone'] as const)(
    'is marked without a login under %s',
    async (degraded) => {
      const { simulator, marked } = signedIn();
      simulator.profiles.clear();
      simulator.mvpd({ id: 'Cablevision', degraded });
      const permitted = degraded !== 'AuthZNone';
      expect((await marked({ resources: ['two'] })).view()).toMatchObject({
        phase: 'done',
        decisions: [{ resource: 'two', permitted }],
      });
    },
  );

  it('is open with a temporary access', async () => {
    const { marked } = signedIn();
    expect((await marked({ mvpd: 'TempPass_TEST40' })).view()).toMatchObject({
      decisions: [{ permitted: true }, { permitted: true }, { permitted: true }],
    });
  });

  it('is no way to play: there is no token, nor anything else of a decision (R101, R102, R103)', async () => {
    const token = { serializedToken: 'dG9rZW4=', notAfter: START + MINUTE };
    const { client } = stubClient([
      answer({ resource: 'one', authorized: true, token, source: 'mvpd', notAfter: START }),
    ]);
    const flow = marking(client)({ resources: ['one'] });
    await vi.advanceTimersByTimeAsync(0);
    expect(flow.view()).toEqual({
      phase: 'done',
      decisions: [{ resource: 'one', permitted: true }],
    });
    expect(JSON.stringify(flow.getPersistedSnapshot())).not.toContain('dG9rZW4=');
  });

  it('spares no authorization (R116)', async () => {
    const { client, marked, pass, seen } = signedIn();
    await marked();
    play(client);
    await pass(0);
    expect(seen().slice(-2)).toEqual(['E13', 'E14']);
  });
});

describe('permits are kept in memory', () => {
  it('and asked for once, unlike denials (R109)', async () => {
    const { marked, asked } = signedIn();
    const first = await marked();
    const second = await marked();
    expect(second.view()).toEqual(first.view());
    expect(asked()).toEqual([['one', 'two', 'three'], ['two']]);
  });

  it('so that a list of them needs no request (R109)', async () => {
    const { marked, start, pass, seen } = signedIn();
    await marked();
    const { length } = seen();
    const flow = start({ resources: ['three', 'one', 'three'] });
    await pass(0);
    expect(flow.view()).toEqual({
      phase: 'done',
      decisions: ['three', 'one', 'three'].map((resource) => ({ resource, permitted: true })),
    });
    expect(seen()).toHaveLength(length);
  });

  it('for each MVPD apart', async () => {
    const { marked, asked, simulator } = signedIn();
    await marked({ resources: ['one'] });
    simulator.profiles.add({ mvpd: 'Spectrum' });
    await marked({ mvpd: 'Spectrum', resources: ['one'] });
    expect(asked()).toHaveLength(2);
  });

  it('for each set of services apart, where they are not told otherwise', async () => {
    const { client, marked, asked, pass, permits } = signedIn();
    await marked({ resources: ['one'] });
    marking(client)({ resources: ['one'] });
    await pass(0);
    expect(asked()).toHaveLength(2);
    marking(client, { permits })({ resources: ['one'] });
    await pass(0);
    expect(asked()).toHaveLength(2);
  });

  it.each([
    ['of all', undefined],
    ['of the MVPD', 'Cablevision'],
    ['of another one', 'Dish'],
  ])('until they are forgotten: those %s', async (_, mvpd) => {
    const { marked, permits, asked } = signedIn();
    await marked({ resources: ['one'] });
    permits.clear(mvpd);
    await marked({ resources: ['one'] });
    expect(asked()).toHaveLength(mvpd === 'Dish' ? 1 : 2);
  });

  it('unless they were forgotten while the request was under way', async () => {
    const { simulator, start, marked, permits, asked, pass } = signedIn();
    simulator.faults.add({ endpoint: 'E13', delay: 1000 });
    start({ resources: ['one'] });
    await pass(500);
    permits.clear();
    await pass(1000);
    await marked({ resources: ['one'] });
    expect(asked()).toEqual([['one'], ['one']]);
  });

  it('until the server says that the profile is gone', async () => {
    const { simulator, marked, asked } = signedIn();
    await marked();
    simulator.profiles.clear();
    expect((await marked()).view().phase).toBe('needs_authentication');
    expect((await marked({ resources: ['one'] })).view().phase).toBe('needs_authentication');
    expect(asked().slice(1)).toEqual([['two'], ['one']]);
  });

  it.each([
    ['a degradation rule', 'Cablevision'],
    ['a temporary access', 'TempPass_TEST40'],
  ])('but for those of %s, which end by the clock', async (_, mvpd) => {
    const { simulator, marked, asked } = signedIn();
    simulator.mvpd({ id: 'Cablevision', degraded: 'AuthZAll' });
    await marked({ mvpd, resources: ['one'] });
    await marked({ mvpd, resources: ['one'] });
    expect(asked()).toHaveLength(2);
  });

  it('but for the oldest, where they are too many', async () => {
    const { permits } = signedIn();
    const known = permits.of('Cablevision');
    for (let count = 0; count <= 1000; count += 1) known.add(`channel ${count}`);
    expect([known.has('channel 0'), known.has('channel 1')]).toEqual([false, true]);
  });

  it('and in no stored flow, but for its own marks, nor in the storage (R110)', async () => {
    const { clientWith, marked, pass, permits } = signedIn();
    await marked();
    const flow = await marked({ resources: ['two'] });
    expect(JSON.stringify(flow.getPersistedSnapshot())).not.toContain('three');
    const storage = memoryStorage();
    const setItem = vi.spyOn(storage, 'setItem');
    permits.clear();
    const stored = marking(clientWith({ storage }), { permits })({ resources: ['three'] });
    await pass(0);
    expect(stored.view()).toMatchObject({ decisions: [{ permitted: true }] });
    expect(setItem).toHaveBeenCalled();
    expect(JSON.stringify(setItem.mock.calls)).not.toContain('three');
  });
});

describe('a resource that nobody decides on', () => {
  it('is asked for again alone, and a few times (R107, R108)', async () => {
    const { simulator, marked, asked } = signedIn();
    simulator.decisions.deny({ code: 'network_received_error', resource: 'three' });
    const flow = await marked();
    expect(flow.view()).toMatchObject({
      phase: 'done',
      decisions: [
        { permitted: true },
        { permitted: false },
        { permitted: false, error: { code: 'network_received_error', remedy: 'retry' } },
      ],
    });
    expect(asked()[0]).toEqual(['one', 'two', 'three']);
    expect(asked().slice(1).flat()).toEqual(
      asked()
        .slice(1)
        .map(() => 'three'),
    );
    expect(asked().length).toBeLessThanOrEqual(4);
  });

  it('is asked for by the next list', async () => {
    const { simulator, marked } = signedIn();
    const end = simulator.decisions.deny({ code: 'network_received_error', resource: 'three' });
    await marked();
    end();
    expect((await marked()).view()).toMatchObject({
      decisions: [{ permitted: true }, { permitted: false }, { permitted: true }],
    });
  });
});

/** Where an error leads that is the same for every resource. */
const outcomes = {
  needs_authentication: [
    'authenticated_profile_missing',
    'authenticated_profile_expired',
    'authenticated_profile_invalidated',
    'temporary_access_duration_limit_exceeded',
    'identity_not_recognized_by_mvpd',
  ],
  failed: [
    'network_received_error',
    'maximum_execution_time_exceeded',
    'too_many_resources',
    'invalid_header_pfs_provider_info_expired',
    'invalid_configuration_temporary_access',
    'invalid_integration',
    'internal_server_error',
  ],
} as const;
const rows = Object.entries(outcomes).flatMap(([phase, codes]) =>
  codes.map((code) => ({ phase, code })),
);

describe('an error of every resource is one of the whole', () => {
  it.each(rows)('in each decision: $code is $phase (R106, R114, R169)', async ({ phase, code }) => {
    const { simulator, marked } = signedIn();
    simulator.decisions.deny({ code });
    const flow = await marked();
    expect(flow.view()).toMatchObject({ phase, error: { code } });
  });

  it.each(rows)('at the top: $code is $phase (R106, R114, R169)', async ({ phase, code }) => {
    const { simulator, marked } = signedIn();
    simulator.faults.add({ endpoint: 'E13', code, times: Infinity });
    const flow = await marked();
    expect(flow.view()).toMatchObject({ phase, error: { code } });
  });

  it('but not of some: they have it, and the others their decision', async () => {
    const { client } = stubClient([
      answer(item('one'), item('two', 'authorization_denied_by_hba_policies', 'authentication')),
    ]);
    const flow = marking(client)({ resources: ['one', 'two'] });
    await vi.advanceTimersByTimeAsync(0);
    expect(flow.view()).toMatchObject({
      phase: 'done',
      decisions: [{ permitted: true }, { permitted: false, error: { remedy: 'authenticate' } }],
    });
  });

  it('nor of denials, also of ones that nobody knows or that say nothing', async () => {
    const { client } = stubClient([
      answer(item('one', 'preauthorization_denied_by_mvpd'), item('two', 'moon_is_full'), {
        resource: 'three',
        authorized: false,
      }),
    ]);
    const flow = marking(client)();
    await vi.advanceTimersByTimeAsync(0);
    expect(flow.view()).toMatchObject({
      phase: 'done',
      decisions: [
        { permitted: false, error: { code: 'preauthorization_denied_by_mvpd' } },
        { permitted: false, error: { code: 'moon_is_full' } },
        { resource: 'three', permitted: false },
      ],
    });
  });

  it('as answers to other questions are', async () => {
    const { client } = stubClient([answer(item('four'), item('five'))]);
    const flow = marking(client)({ resources: ['one'] });
    await vi.advanceTimersByTimeAsync(0);
    expect(flow.view()).toMatchObject({
      phase: 'failed',
      error: { name: 'InvalidResponseError', code: 'response_invalid', path: 'decisions' },
    });
  });

  it('as an empty list of an old server is (D25)', async () => {
    const { client } = stubClient([answer()]);
    const flow = marking(client)();
    await vi.advanceTimersByTimeAsync(0);
    expect(flow.view()).toMatchObject({
      phase: 'failed',
      error: { code: 'too_many_resources', remedy: 'configure' },
    });
  });
});

describe('a request without decisions', () => {
  it.each([
    [{ cut: 'before' }, 'NetworkError'],
    [{ truncate: true }, 'ForeignAnswerError'],
    [{ status: 429 }, 'ThrottledError'],
    [{ status: 503 }, 'ForeignAnswerError'],
    [{ status: 200, body: { decisions: {} } }, 'ForeignAnswerError'],
    [
      { status: 200, body: answer({ resource: 'one', authorized: 1 }).body },
      'InvalidResponseError',
    ],
  ])('fails, and can be retried: %j', async (fault, name) => {
    const { simulator, marked, pass } = signedIn();
    simulator.faults.add({ endpoint: 'E13', times: 20, ...fault } as never);
    const flow = await marked();
    expect(flow.view()).toMatchObject({ phase: 'failed', error: { name } });
    simulator.faults.clear();
    flow.send({ type: 'retry' });
    expect(flow.view()).toEqual({ phase: 'preauthorizing' });
    await pass(MINUTE);
    expect(flow.view()).toMatchObject({ phase: 'done' });
  });

  it.each([
    {},
    { mvpd: '' },
    { mvpd: 7 },
    { mvpd: 'Cablevision', resources: [] },
    { mvpd: 'Cablevision', resources: 'one' },
    { mvpd: 'Cablevision', resources: null },
    { mvpd: 'Cablevision', resources: ['one', ''] },
    { mvpd: 'Cablevision', resources: ['one', 7] },
  ])('is not sent for an input like %j', async (input) => {
    const { start, marked, pass, seen } = signedIn();
    await marked({ resources: ['one'] });
    const { length } = seen();
    const wrong = { mvpd: undefined, resources: undefined, ...input };
    const flow = start(wrong as never);
    await pass(MINUTE);
    expect(flow.view()).toMatchObject({ phase: 'failed', error: { name: 'InvalidInputError' } });
    expect(seen()).toHaveLength(length);
  });

  it('says which service nobody has provided', async () => {
    const input = { mvpd: 'Cablevision', resources: ['one'] };
    const flow = createActor(preauthorizationMachine, { input }).start();
    await vi.advanceTimersByTimeAsync(0);
    expect(preauthorizationView(flow.getSnapshot())).toMatchObject({
      phase: 'failed',
      error: { code: 'actor_not_provided', path: 'actors.preauthorize' },
    });
  });
});

it('goes on in another process, which knows no permits', async () => {
  const made = signedIn();
  await made.marked({ resources: ['one'] });
  made.simulator.faults.add({ endpoint: 'E13', delay: 5000 });
  const first = made.start();
  await made.pass(1000);
  const stored = JSON.stringify(first.getPersistedSnapshot());
  first.stop();
  const other = marking(made.clientWith())();
  other.stop();
  const restored = restoreActor(other.machine, stored).start();
  await made.pass(MINUTE);
  expect(preauthorizationView(restored.getSnapshot())).toMatchObject({ phase: 'done' });
  expect(made.asked().at(-1)).toEqual(['one', 'two', 'three']);
});

it('can be given up', async () => {
  const { simulator, start, pass } = signedIn();
  simulator.faults.add({ endpoint: 'E13', delay: 5000 });
  const flow = start();
  await pass(1000);
  flow.send({ type: 'cancel' });
  expect(flow.getSnapshot()).toMatchObject({ status: 'done', output: { phase: 'cancelled' } });
});
