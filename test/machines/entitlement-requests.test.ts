import { describe, expect, it } from 'vitest';
import { createActor, fromPromise } from 'xstate';
import {
  entitlementMachine,
  entitlementServices,
  entitlementView,
  memoryStorage,
  permitCache,
  restoreActor,
  takeMediaToken,
} from '../../src/index.js';
import { signedInApp, since } from '../support/app.js';
import { startApp } from '../support/flows.js';
import { simulateTime, world } from '../support/world.js';

simulateTime();

const MINUTE = 60_000;
const notAuthenticated = { code: 'not_authenticated', remedy: 'authenticate' };

describe('play requests', () => {
  it('run side by side, each with a decision of its own (R115, R117)', async () => {
    const made = world();
    made.simulator.mvpd({ id: 'Cablevision', permits: ['one'] });
    const app = await signedInApp(made);
    const from = made.seen().length;
    app.send({ type: 'play', resource: 'one' });
    app.send({ type: 'play', resource: 'two' });
    expect(app.view().plays).toEqual([
      { resource: 'one', mvpd: 'Cablevision', phase: 'authorizing' },
      { resource: 'two', mvpd: 'Cablevision', phase: 'authorizing' },
    ]);
    await made.pass(0);
    expect(app.view()).toMatchObject({
      phase: 'authenticated',
      plays: [
        { resource: 'one', phase: 'permitted', verified: false },
        { resource: 'two', phase: 'denied', error: { message: expect.any(String) } },
      ],
    });
    expect(since(made, from)).toEqual(['E14', 'E14']);
  });

  it('give their media token once, and no snapshot holds it (R126)', async () => {
    const made = world();
    const app = await signedInApp(made);
    app.send({ type: 'play', resource: 'one' });
    await made.pass(0);
    const [play] = app.view().plays;
    if (play?.phase !== 'permitted' || play.verified) throw new Error(play?.phase);
    const stored = JSON.stringify(app.getPersistedSnapshot());
    const token = (await takeMediaToken(made.client, play.ticket))!;
    expect(token.serializedToken).toBeTruthy();
    expect(stored).not.toContain(token.serializedToken);
    expect(await takeMediaToken(made.client, play.ticket)).toBeUndefined();
  });

  it('are verified by the backend of the app where it has one (R124)', async () => {
    const made = world();
    const app = await signedInApp(
      made,
      {},
      {
        verifyMediaToken: async (serializedToken, { resource }) =>
          made.simulator.verifyMediaToken(serializedToken, resource) === 'VALID_TOKEN',
      },
    );
    app.send({ type: 'play', resource: 'one' });
    await made.pass(0);
    expect(app.view().plays).toMatchObject([{ phase: 'permitted', verified: true }]);
  });

  it('replace a former one of the same resource: a new decision (R119)', async () => {
    const made = world();
    const app = await signedInApp(made);
    app.send({ type: 'play', resource: 'one' });
    await made.pass(0);
    app.send({ type: 'play', resource: 'one' });
    expect(app.view().plays).toEqual([
      { resource: 'one', mvpd: 'Cablevision', phase: 'authorizing' },
    ]);
    app.send({ type: 'play', resource: 'one' });
    await made.pass(0);
    expect(app.view().plays).toMatchObject([{ resource: 'one', phase: 'permitted' }]);
    expect(Object.keys(app.getSnapshot().children).filter((id) => id.startsWith('play'))).toEqual(
      [],
    );
  });

  it('can be repeated after a failure', async () => {
    const made = world();
    const app = await signedInApp(made);
    made.simulator.faults.add({ endpoint: 'E14', cut: true, times: 9 });
    app.send({ type: 'play', resource: 'one' });
    await made.pass(MINUTE);
    expect(app.view().plays).toMatchObject([
      { phase: 'failed', error: { code: 'network_failure', remedy: 'retry' } },
    ]);
    made.simulator.faults.clear();
    app.send({ type: 'play.retry', resource: 'one' });
    await made.pass(0);
    expect(app.view().plays).toMatchObject([{ phase: 'permitted' }]);
    app.send({ type: 'play.retry', resource: 'one' });
    app.send({ type: 'play.retry', resource: 'never asked for' });
    expect(app.view().plays).toMatchObject([{ phase: 'permitted' }]);
  });

  it('are forgotten at the word of the app', async () => {
    const made = world();
    const app = await signedInApp(made);
    app.send({ type: 'play', resource: 'one' });
    app.send({ type: 'play.end', resource: 'one' });
    app.send({ type: 'play.end', resource: 'never asked for' });
    await made.pass(0);
    expect(app.view().plays).toEqual([]);
  });

  it('show the last fifty that have ended', async () => {
    const made = world({ throttle: false });
    const app = await signedInApp(made);
    for (let index = 0; index < 60; index++) {
      app.send({ type: 'play', resource: `r${index}` });
      await made.pass(0);
    }
    const { plays } = app.view();
    expect(plays).toHaveLength(50);
    expect(plays[0]).toMatchObject({ resource: 'r10' });
  });

  it.each([undefined, '', 7])('fail for a resource that is none: %j', async (resource) => {
    const made = world();
    const app = await signedInApp(made);
    const from = made.seen().length;
    app.send({ type: 'play', resource } as never);
    await made.pass(0);
    expect(app.view().plays).toMatchObject([
      { phase: 'failed', error: { code: 'invalid_input', path: 'resource' } },
    ]);
    expect(since(made, from)).toEqual([]);
  });

  it('wait where nobody is signed in, and send nothing (R7)', async () => {
    const made = world();
    const app = startApp(made.client);
    await made.pass(0);
    app.send({ type: 'play', resource: 'one' });
    await made.pass(0);
    expect(app.view()).toMatchObject({
      phase: 'unauthenticated',
      plays: [{ resource: 'one', phase: 'waiting' }],
    });
    expect(made.seen()).toEqual(['E1', 'E2', 'E8']);
  });

  it('have the viewer sign in again where the server says so, with the remembered MVPD (R91, R130, R177)', async () => {
    const made = world();
    const app = await signedInApp(made);
    made.simulator.profiles.invalidate();
    app.send({ type: 'play', resource: 'one' });
    await made.pass(0);
    expect(app.view()).toMatchObject({
      phase: 'confirming',
      mvpd: { id: 'Cablevision' },
      error: { code: 'authenticated_profile_invalidated' },
      plays: [{ phase: 'needs_authentication' }],
    });
    expect(app.view()).not.toHaveProperty('access');
    expect(made.seen()).not.toContain('E15');
  });

  it('sent at once after the start are asked for when the viewer is known', async () => {
    const made = world();
    made.simulator.profiles.add({ mvpd: 'Cablevision' });
    const app = startApp(made.client);
    app.send({ type: 'play', resource: 'one' });
    expect(app.view().plays).toEqual([{ resource: 'one', phase: 'waiting' }]);
    await made.pass(0);
    expect(app.view()).toMatchObject({
      phase: 'authenticated',
      plays: [{ resource: 'one', mvpd: 'Cablevision', phase: 'permitted' }],
    });
    expect(made.seen()).toEqual(['E1', 'E2', 'E8', 'E14']);
  });

  it('have their permit after one round trip where a viewer is stored', async () => {
    const made = world({}, { storage: memoryStorage() });
    (await signedInApp(made)).stop();
    made.simulator.faults.add({ endpoint: 'E9', delay: 10_000 });
    const from = made.seen().length;
    const app = startApp(made.clientWith());
    app.send({ type: 'play', resource: 'one' });
    await made.pass(0);
    expect(app.view()).toMatchObject({
      phase: 'authenticated',
      confirmed: false,
      plays: [{ phase: 'permitted' }],
    });
    expect(since(made, from).filter((endpoint) => endpoint !== 'E9')).toEqual(['E14']);
    await made.pass(20_000);
    expect(app.view()).toMatchObject({
      phase: 'authenticated',
      confirmed: true,
      plays: [{ phase: 'permitted' }],
    });
  });

  it('that wait are ten at most, and the oldest go first', async () => {
    const made = world();
    const app = startApp(made.client);
    for (let number = 1; number <= 12; number += 1)
      app.send({ type: 'play', resource: `r${number}` });
    expect(app.view().plays.map(({ resource }) => resource)).toEqual(
      Array.from({ length: 10 }, (_, index) => `r${index + 3}`),
    );
  });

  it('that have waited are asked for as soon as the viewer is known', async () => {
    const made = world();
    const app = startApp(made.client);
    await made.pass(0);
    app.send({ type: 'play', resource: 'one' });
    made.simulator.profiles.add({ mvpd: 'Cablevision' });
    app.send({ type: 'profile.check' });
    await made.pass(0);
    expect(app.view()).toMatchObject({
      phase: 'authenticated',
      plays: [{ resource: 'one', mvpd: 'Cablevision', phase: 'permitted' }],
    });
    expect(made.seen().filter((endpoint) => endpoint === 'E14')).toHaveLength(1);
  });

  it('of a former provider end no sign-in with the new one', async () => {
    const made = world();
    const app = await signedInApp(made);
    made.simulator.profiles.clear();
    made.simulator.profiles.add({ mvpd: 'Dish' });
    made.simulator.faults.add({ endpoint: 'E14', delay: 5000 });
    app.send({ type: 'play', resource: 'one' });
    app.send({ type: 'mvpd.choose' });
    await made.pass(0);
    app.send({ type: 'mvpd.selected', mvpd: 'Dish' });
    await made.pass(0);
    expect(app.view()).toMatchObject({ access: { mvpd: { id: 'Dish' } } });
    await made.pass(6000);
    expect(app.view()).toMatchObject({
      phase: 'authenticated',
      access: { mvpd: { id: 'Dish' } },
      plays: [{ phase: 'needs_authentication' }],
    });
  });

  it('in flight end with the sign-out', async () => {
    const made = world();
    made.simulator.mvpd({ id: 'Cablevision', logoutEndpoint: false });
    const app = await signedInApp(made);
    made.simulator.faults.add({ endpoint: 'E14', delay: 5000 });
    app.send({ type: 'play', resource: 'one' });
    app.send({ type: 'preauthorize', resources: ['one'] });
    app.send({ type: 'logout' });
    await made.pass(10_000);
    expect(app.view()).toEqual({
      phase: 'unauthenticated',
      outcomes: [{ mvpd: 'Cablevision', actionName: 'complete', carriedOut: true }],
      plays: [],
      marks: {},
      preauthorizing: false,
    });
    expect(app.getSnapshot().children).toEqual({});
  });
});

describe('a permit', () => {
  it('costs two requests after a cold start with credentials, token and MVPD (R78, R115)', async () => {
    const made = world({}, { storage: memoryStorage() });
    await signedInApp(made);
    const from = made.seen().length;
    const app = startApp(made.clientWith());
    await made.pass(0);
    app.send({ type: 'play', resource: 'one' });
    await made.pass(60_000);
    expect(app.view().plays).toMatchObject([{ phase: 'permitted' }]);
    expect(since(made, from)).toEqual(['E9', 'E14']);
  });
});

describe('marks', () => {
  it('come beside play requests, and are no way to play (R101, R102)', async () => {
    const made = world();
    made.simulator.mvpd({ id: 'Cablevision', permits: ['one'] });
    const app = await signedInApp(made);
    app.send({ type: 'preauthorize', resources: ['one', 'two'] });
    app.send({ type: 'play', resource: 'three' });
    expect(app.view()).toMatchObject({ preauthorizing: true, marks: {} });
    await made.pass(0);
    expect(app.view()).toMatchObject({
      preauthorizing: false,
      marks: { one: { permitted: true }, two: { permitted: false } },
      plays: [{ resource: 'three', phase: 'denied' }],
    });
  });

  it('of several lists add up, and permits are asked for once (R109)', async () => {
    const made = world();
    const app = await signedInApp(made);
    const from = made.seen().length;
    app.send({ type: 'preauthorize', resources: ['one', 'two'] });
    await made.pass(0);
    app.send({ type: 'preauthorize', resources: ['two', 'three'] });
    await made.pass(0);
    app.send({ type: 'preauthorize', resources: ['one', 'three'] });
    await made.pass(0);
    expect(Object.keys(app.view().marks)).toEqual(['one', 'two', 'three']);
    const asked = made.simulator.requests.slice(from).map(({ body }) => body);
    expect(asked).toEqual([{ resources: ['one', 'two'] }, { resources: ['three'] }]);
  });

  it('are asked for anew for another viewer of the same MVPD (R109)', async () => {
    const made = world();
    const app = await signedInApp(made);
    app.send({ type: 'preauthorize', resources: ['one'] });
    await made.pass(0);
    made.simulator.profiles.clear();
    app.send({ type: 'profile.check' });
    await made.pass(0);
    expect(app.view().phase).toBe('confirming');
    app.send({ type: 'authenticate' });
    await made.pass(0);
    const view = app.view();
    if (view.phase !== 'authenticating' || view.authentication.phase !== 'authenticate')
      throw new Error(view.phase);
    await made.simulator.viewer.signIn({ code: view.authentication.code });
    app.send({ type: 'userAgent.returned' });
    await made.pass(3100);
    expect(app.view()).toMatchObject({ phase: 'authenticated', marks: {} });
    const from = made.seen().length;
    app.send({ type: 'preauthorize', resources: ['one'] });
    await made.pass(0);
    expect(since(made, from)).toEqual(['E13']);
  });

  it('go with an access of another kind', async () => {
    const made = world();
    made.simulator.mvpd({ id: 'Cablevision', permits: [] });
    const app = await signedInApp(made);
    app.send({ type: 'preauthorize', resources: ['one'] });
    await made.pass(0);
    expect(app.view().marks).toMatchObject({ one: { permitted: false } });
    app.send({ type: 'profile.check' });
    await made.pass(0);
    expect(app.view().marks).toHaveProperty('one');
    made.simulator.profiles.clear();
    made.simulator.mvpd({ id: 'Cablevision', degraded: true });
    app.send({ type: 'profile.check' });
    await made.pass(0);
    expect(app.view()).toMatchObject({ access: { reason: 'degraded' } });
    expect(app.view().marks).toEqual({});
  });

  it('are the last thousand', async () => {
    const made = world({ throttle: false });
    const app = await signedInApp(made);
    const resources = Array.from({ length: 1005 }, (_, index) => `r${index}`);
    app.send({ type: 'preauthorize', resources });
    await made.pass(10 * MINUTE);
    const names = Object.keys(app.view().marks);
    expect(names).toHaveLength(1000);
    expect(names[0]).toBe('r5');
  });

  it('and what they are made of are forgotten with the sign-out', async () => {
    const made = world();
    made.simulator.mvpd({ id: 'Cablevision', logoutEndpoint: false });
    const permits = permitCache();
    const app = await signedInApp(made, {}, { permits });
    app.send({ type: 'preauthorize', resources: ['one'] });
    await made.pass(0);
    expect(permits.of('Cablevision').has('one')).toBe(true);
    app.send({ type: 'logout' });
    await made.pass(0);
    expect(app.view()).toMatchObject({ phase: 'unauthenticated', marks: {} });
    expect(permits.of('Cablevision').has('one')).toBe(false);
  });

  it('say why they did not come, and can be asked for again', async () => {
    const made = world();
    const app = await signedInApp(made);
    made.simulator.faults.add({ endpoint: 'E13', cut: true, times: 9 });
    app.send({ type: 'preauthorize', resources: ['one'] });
    await made.pass(MINUTE);
    expect(app.view()).toMatchObject({
      preauthorizing: false,
      preauthorizationError: { code: 'network_failure' },
    });
    made.simulator.faults.clear();
    app.send({ type: 'preauthorize', resources: ['one'] });
    expect(app.view()).not.toHaveProperty('preauthorizationError');
    await made.pass(0);
    expect(app.view()).toMatchObject({ marks: { one: { permitted: true } } });
    expect(app.view()).not.toHaveProperty('preauthorizationError');
  });

  it('have the viewer sign in again where the server says so (R91, R114)', async () => {
    const made = world();
    const app = await signedInApp(made);
    made.simulator.profiles.clear();
    app.send({ type: 'preauthorize', resources: ['one'] });
    await made.pass(0);
    expect(app.view()).toMatchObject({
      phase: 'confirming',
      error: { code: 'authenticated_profile_missing' },
      preauthorizationError: { code: 'authenticated_profile_missing' },
    });
  });

  it('need an access', async () => {
    const made = world();
    const app = startApp(made.client);
    await made.pass(0);
    app.send({ type: 'preauthorize', resources: ['one'] });
    await made.pass(0);
    expect(app.view()).toMatchObject({
      preauthorizing: false,
      preauthorizationError: notAuthenticated,
    });
    expect(made.seen()).not.toContain('E13');
    made.simulator.profiles.add({ mvpd: 'Cablevision' });
    app.send({ type: 'profile.check' });
    await made.pass(0);
    app.send({ type: 'preauthorize', resources: ['one'] });
    await made.pass(0);
    expect(app.view()).toMatchObject({ marks: { one: { permitted: true } } });
    expect(app.view()).not.toHaveProperty('markRequests');
    expect(app.view()).not.toHaveProperty('preauthorizationError');
  });

  it.each([undefined, [], 'one', [7]])('fail for a list that is none: %j', async (resources) => {
    const made = world();
    const app = await signedInApp(made);
    app.send({ type: 'preauthorize', resources } as never);
    await made.pass(0);
    expect(app.view()).toMatchObject({
      phase: 'authenticated',
      preauthorizationError: { code: 'invalid_input', path: 'resources' },
    });
  });

  it('keep names that objects have already', async () => {
    const made = world();
    const app = await signedInApp(made);
    app.send({ type: 'preauthorize', resources: ['__proto__', 'constructor'] });
    await made.pass(0);
    const { marks } = app.view();
    expect(Object.keys(marks)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(marks)).toBe(Object.prototype);
  });
});

describe('temporary access', () => {
  it('plays without a sign-in, a profile or a configuration (R31, R47, R195)', async () => {
    const made = world();
    const app = startApp(made.client);
    await made.pass(0);
    app.send({ type: 'temporaryAccess.start', mvpd: 'TempPass_TEST40' });
    expect(app.view()).toMatchObject({
      phase: 'unauthenticated',
      temporary: { mvpd: 'TempPass_TEST40', over: null },
    });
    app.send({ type: 'play', resource: 'one' });
    await made.pass(0);
    expect(app.view().plays).toMatchObject([
      { phase: 'permitted', mvpd: 'TempPass_TEST40', stopAt: expect.any(Number) },
    ]);
    expect(made.seen()).toEqual(['E1', 'E2', 'E8', 'E14']);
  });

  it('exists beside a regular one, which goes first (R144)', async () => {
    const made = world();
    const app = await signedInApp(made);
    app.send({ type: 'temporaryAccess.start', mvpd: 'TempPass_TEST40' });
    app.send({ type: 'play', resource: 'one' });
    app.send({ type: 'play', resource: 'two', mvpd: 'TempPass_TEST40' });
    await made.pass(0);
    expect(app.view()).toMatchObject({
      phase: 'authenticated',
      access: { mvpd: { id: 'Cablevision' } },
      temporary: { mvpd: 'TempPass_TEST40', over: null },
      plays: [
        { resource: 'one', mvpd: 'Cablevision', phase: 'permitted', source: 'mvpd' },
        { resource: 'two', mvpd: 'TempPass_TEST40', phase: 'permitted', source: 'temppass' },
      ],
    });
    expect(made.seen()).not.toContain('E15');
  });

  it('that is used up offers a regular sign-in, and ends nothing else (R202)', async () => {
    const made = world({ tempPassLife: MINUTE });
    const app = await signedInApp(made);
    app.send({ type: 'temporaryAccess.start', mvpd: 'TempPass_TEST40' });
    app.send({ type: 'play', resource: 'one', mvpd: 'TempPass_TEST40' });
    await made.pass(MINUTE + 1000);
    app.send({ type: 'play', resource: 'two', mvpd: 'TempPass_TEST40' });
    await made.pass(0);
    expect(app.view()).toMatchObject({
      phase: 'authenticated',
      temporary: { over: { code: 'temporary_access_duration_limit_exceeded' } },
      plays: [{ phase: 'permitted' }, { phase: 'temporary_access_over' }],
    });
  });

  it('is not used up with another one', async () => {
    const made = world();
    made.simulator.mvpd({ id: 'short', tempPass: 'promotional', tempPassResources: 1 });
    const app = startApp(made.clientWith({ tempPassIdentity: 'hash' }));
    await made.pass(0);
    app.send({ type: 'temporaryAccess.start', mvpd: 'TempPass_TEST40' });
    for (const resource of ['one', 'two']) app.send({ type: 'play', resource, mvpd: 'short' });
    await made.pass(0);
    expect(app.view()).toMatchObject({
      temporary: { mvpd: 'TempPass_TEST40', over: null },
      plays: [{ phase: 'permitted' }, { phase: 'temporary_access_over' }],
    });
  });

  it('that is used up plays nothing more by itself', async () => {
    const made = world({ tempPassLife: MINUTE });
    const app = startApp(made.client);
    await made.pass(0);
    app.send({ type: 'temporaryAccess.start', mvpd: 'TempPass_TEST40' });
    app.send({ type: 'play', resource: 'one' });
    await made.pass(MINUTE + 1000);
    app.send({ type: 'play', resource: 'one' });
    await made.pass(0);
    const from = made.seen().length;
    app.send({ type: 'play', resource: 'one' });
    expect(app.view().plays).toEqual([{ resource: 'one', phase: 'waiting' }]);
    expect(since(made, from)).toEqual([]);
  });

  it('with an identity is sent along by the client (R196)', async () => {
    const made = world();
    const hash = 'f7ee5ec7312165148b69fcca1d29075b14b8aef0b5048a332b18b88d09069fb7';
    const app = startApp(made.clientWith({ tempPassIdentity: { email: hash } }));
    await made.pass(0);
    app.send({ type: 'temporaryAccess.start', mvpd: 'flexibleTempPass' });
    app.send({ type: 'play', resource: 'one' });
    await made.pass(0);
    expect(app.view().plays).toMatchObject([{ phase: 'permitted' }]);
    const header = made.simulator.requests.at(-1)?.headers['ap-temppass-identity'] ?? '';
    expect(Buffer.from(header, 'base64').toString()).toBe(JSON.stringify({ email: hash }));
  });

  it('ends at the word of the app, without a logout (R145)', async () => {
    const made = world();
    const app = startApp(made.client);
    await made.pass(0);
    app.send({ type: 'temporaryAccess.start', mvpd: 'TempPass_TEST40' });
    app.send({ type: 'temporaryAccess.end' });
    expect(app.view()).not.toHaveProperty('temporary');
    expect(made.seen()).toEqual(['E1', 'E2', 'E8']);
  });

  it.each([undefined, ''])('needs an MVPD: %j', async (mvpd) => {
    const made = world();
    const app = startApp(made.client);
    await made.pass(0);
    app.send({ type: 'temporaryAccess.start', mvpd } as never);
    expect(app.view()).not.toHaveProperty('temporary');
  });
});

describe('a request whose actor breaks', () => {
  /** An app that is signed in, and whose services give what no machine expects. */
  async function broken(name: 'authorize' | 'preauthorize') {
    const made = world();
    made.simulator.profiles.add({ mvpd: 'Cablevision' });
    const services = entitlementServices(made.client);
    const child = name === 'authorize' ? 'authorization' : 'preauthorization';
    let times = 0;
    const breaking = {
      [child]: services[child].provide({
        actors: {
          [name]: fromPromise(async () => {
            times += 1;
            // Whatever is read of it throws.
            throw Object.create(null);
          }),
        } as never,
      }),
    };
    const machine = entitlementMachine.provide({ actors: { ...services, ...breaking } as never });
    const flow = createActor(machine, {
      input: { screen: 'primary', redirectUrl: 'https://adobe.com' },
    }).start();
    await made.pass(0);
    return { ...made, flow, times: () => times, view: () => entitlementView(flow.getSnapshot()) };
  }

  it('has failed, and can be made again', async () => {
    const { flow, pass, view, times } = await broken('authorize');
    flow.send({ type: 'play', resource: 'one', mvpd: 'Dish' });
    await pass(0);
    expect(view()).toMatchObject({
      phase: 'authenticated',
      plays: [{ resource: 'one', mvpd: 'Dish', phase: 'failed', error: { remedy: 'none' } }],
    });
    flow.send({ type: 'play.retry', resource: 'one' });
    expect(view()).toMatchObject({ plays: [{ mvpd: 'Dish', phase: 'authorizing' }] });
    await pass(0);
    expect(view()).toMatchObject({ plays: [{ mvpd: 'Dish', phase: 'failed' }] });
    expect(times()).toBe(2);
  });

  it('brings no marks, and says why', async () => {
    const { flow, pass, view } = await broken('preauthorize');
    flow.send({ type: 'preauthorize', resources: ['one'] });
    await pass(0);
    expect(view()).toMatchObject({
      phase: 'authenticated',
      preauthorizing: false,
      preauthorizationError: { code: 'unexpected' },
    });
  });
});

describe('a stored flow', () => {
  it('goes on with its requests, and asks again for what was in flight', async () => {
    const made = world();
    const app = await signedInApp(made);
    made.simulator.mvpd({ id: 'Cablevision', permits: ['one'] });
    app.send({ type: 'play', resource: 'two' });
    await made.pass(0);
    made.simulator.faults.add({ endpoint: 'E14', cut: true });
    made.simulator.faults.add({ endpoint: 'E13', cut: true });
    app.send({ type: 'play', resource: 'one' });
    app.send({ type: 'preauthorize', resources: ['one', 'two'] });
    const stored = JSON.stringify(app.getPersistedSnapshot());
    app.stop();
    const view = entitlementView(JSON.parse(stored) as never);
    expect(view).toMatchObject({
      phase: 'authenticated',
      preauthorizing: true,
      plays: [{ phase: 'denied' }, { phase: 'authorizing' }],
    });
    const restored = restoreActor(app.machine, stored);
    expect(entitlementView(restored.getSnapshot())).toEqual(view);
    let heard = 0;
    restored.subscribe(() => heard++);
    restored.start();
    await made.pass(MINUTE);
    expect(entitlementView(restored.getSnapshot())).toMatchObject({
      phase: 'authenticated',
      preauthorizing: false,
      marks: { one: { permitted: true }, two: { permitted: false } },
      plays: [{ phase: 'denied' }, { resource: 'one', phase: 'permitted' }],
    });
    expect(heard).toBeGreaterThan(1);
  });

  it('is refused where it is not one of this machine', () => {
    expect(() => restoreActor(entitlementMachine, { status: 'active', value: 'nowhere' })).toThrow(
      'names no state',
    );
  });
});

describe('the machine without services', () => {
  it('says which one it lacks', async () => {
    const flow = createActor(entitlementMachine, {
      input: { screen: 'primary', redirectUrl: 'https://adobe.com' },
    });
    flow.start();
    await world().pass(0);
    expect(entitlementView(flow.getSnapshot())).toMatchObject({
      phase: 'failed',
      error: { code: 'actor_not_provided', message: expect.stringContaining('actors.restore') },
    });
  });
});
