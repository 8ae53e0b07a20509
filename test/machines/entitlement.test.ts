import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../src/index.js';
import { codeOf, logIn, signedInApp, signInOf, since } from '../support/app.js';
import { startApp } from '../support/flows.js';
import { stub, type Answer } from '../support/stub.js';
import { jws } from '../support/tokens.js';
import { simulateTime, START, world } from '../support/world.js';

simulateTime();

const DAY = 24 * 60 * 60_000;
const cablevision = {
  id: 'Cablevision',
  displayName: 'Cablevision',
  logoUrl: 'https://sp.auth-staging.adobe.com/logo/Cablevision',
};
const common = { plays: [], marks: {}, preauthorizing: false };

/** An app that was started, and has asked its one question. */
async function started(
  made: ReturnType<typeof world>,
  ...rest: Parameters<typeof startApp> extends [unknown, ...infer R] ? R : never
) {
  const app = startApp(made.client, ...rest);
  await made.pass(0);
  return app;
}

describe('a first start', () => {
  it('asks once, for all profiles, and nothing else (R77, R29, R30)', async () => {
    const made = world();
    const app = startApp(made.client);
    expect(app.view()).toEqual({ phase: 'restoring', ...common });
    await made.pass(60_000);
    expect(app.view()).toEqual({ phase: 'unauthenticated', outcomes: [], ...common });
    expect(made.seen()).toEqual(['E1', 'E2', 'E8']);
  });

  it('finds the only profile that there is: no sign-in (R47, R92)', async () => {
    const made = world();
    made.simulator.profiles.add({ mvpd: 'Dish' });
    const app = await started(made);
    expect(app.view()).toMatchObject({
      phase: 'authenticated',
      access: { mvpd: { id: 'Dish' }, reason: 'authenticated', profile: { type: 'regular' } },
    });
    expect(made.seen()).toEqual(['E1', 'E2', 'E8']);
  });

  it('has the viewer pick one of several profiles (R88)', async () => {
    const made = world();
    made.simulator.profiles.add({ mvpd: 'Dish' });
    made.simulator.profiles.add({ mvpd: 'Spectrum' });
    const app = await started(made);
    expect(app.view()).toMatchObject({
      phase: 'selectingProfile',
      profiles: [{ mvpd: 'Dish' }, { mvpd: 'Spectrum' }],
    });
    app.send({ type: 'profile.selected', mvpd: 'Nobody' });
    expect(app.view().phase).toBe('selectingProfile');
    app.send({ type: 'profile.selected', mvpd: 'Spectrum' });
    expect(app.view()).toMatchObject({
      phase: 'authenticated',
      access: { mvpd: { id: 'Spectrum' } },
    });
    expect(made.seen()).toEqual(['E1', 'E2', 'E8']);
  });

  it('goes on without a profile where the viewer picks none', async () => {
    const made = world();
    made.simulator.profiles.add({ mvpd: 'Dish' });
    made.simulator.profiles.add({ mvpd: 'Spectrum' });
    const app = await started(made);
    app.send({ type: 'cancel' });
    expect(app.view().phase).toBe('unauthenticated');
  });

  it('signs in with another provider where none of the profiles is wanted', async () => {
    const made = world();
    made.simulator.profiles.add({ mvpd: 'Dish' });
    made.simulator.profiles.add({ mvpd: 'Spectrum' });
    const app = await started(made);
    app.send({ type: 'mvpd.choose' });
    await made.pass(0);
    expect(app.view()).toMatchObject({ phase: 'choosing' });
  });

  it('can be repeated where the server could not be reached', async () => {
    const made = world();
    made.simulator.faults.add({ endpoint: 'E8', cut: true, times: 9 });
    const app = await started(made);
    await made.pass(60_000);
    expect(app.view()).toMatchObject({ phase: 'failed', error: { code: 'network_failure' } });
    made.simulator.faults.clear();
    app.send({ type: 'retry' });
    expect(app.view()).toMatchObject({ phase: 'checking' });
    await made.pass(0);
    expect(app.view()).toMatchObject({ phase: 'unauthenticated' });
  });

  it('can be given up where the server could not be reached', async () => {
    const made = world();
    made.simulator.faults.add({ endpoint: 'E8', cut: true, times: Infinity });
    const app = await started(made);
    app.send({ type: 'cancel' });
    expect(app.view()).toEqual({ phase: 'unauthenticated', outcomes: [], ...common });
    const again = await started(made);
    await made.pass(60_000);
    again.send({ type: 'cancel' });
    expect(again.view()).toEqual({ phase: 'unauthenticated', outcomes: [], ...common });
  });
});

describe('a sign-in', () => {
  it('begins with a choice, from a configuration without temporary access (R29, R41, R46, R48)', async () => {
    const made = world();
    const app = await started(made);
    app.send({ type: 'authenticate' });
    expect(app.view()).toEqual({ phase: 'fetchingConfiguration', ...common });
    await made.pass(0);
    const view = app.view();
    if (view.phase !== 'choosing') throw new Error(view.phase);
    expect(view.mvpds.map(({ id }) => id)).toEqual(['Cablevision', 'Spectrum', 'Dish', 'ATTOTT']);
    expect(view.mvpds[0]).toEqual({ ...cablevision, platformMappingId: 'Cablevision' });
    app.send({ type: 'mvpd.selected', mvpd: 'Cablevision' });
    await made.pass(0);
    expect(app.view()).toMatchObject({
      phase: 'authenticating',
      mvpd: cablevision,
      authentication: { phase: 'authenticate', url: expect.stringContaining('https://') },
    });
    expect(made.seen()).toEqual(['E1', 'E2', 'E8', 'E3', 'E4']);
    expect(made.simulator.requests.at(-1)?.body).toEqual({
      mvpd: 'Cablevision',
      domainName: 'adobe.com',
      redirectUrl: 'https://adobe.com',
    });
  });

  it('ends with the profile that the poll finds (R79, R92)', async () => {
    const made = world();
    const app = await signedInApp(made);
    expect(app.view()).toMatchObject({
      phase: 'authenticated',
      access: { mvpd: { id: 'Cablevision' }, reason: 'login', profile: { issuer: 'Cablevision' } },
    });
    expect(since(made, 0)).toEqual(['E1', 'E2', 'E8', 'E4', 'E7', 'E10']);
  });

  it('is told step by step to who subscribes', async () => {
    const made = world();
    const app = await started(made);
    const shown = new Set<string>();
    app.subscribe(() => {
      const view = app.view();
      if (view.phase === 'authenticating') shown.add(view.authentication.phase);
    });
    app.send({ type: 'authenticate', mvpd: 'Cablevision' });
    await made.pass(0);
    expect([...shown]).toEqual(['creating', 'authenticate']);
  });

  it('needs no choice where the app names the MVPD (R29, R36)', async () => {
    const made = world();
    const app = await started(made);
    app.send({ type: 'authenticate', mvpd: 'Spectrum' });
    await made.pass(0);
    expect(signInOf(app)).toMatchObject({ phase: 'authenticate' });
    expect(made.seen()).not.toContain('E3');
  });

  it('shows a list of the app in its own order (R41)', async () => {
    const made = world();
    const app = await started(
      made,
      {},
      {
        choices: (mvpds) => ['Dish', 'Spectrum'].map((id) => mvpds.find((mvpd) => mvpd.id === id)!),
      },
    );
    app.send({ type: 'authenticate' });
    await made.pass(0);
    expect(app.view()).toMatchObject({ mvpds: [{ id: 'Dish' }, { id: 'Spectrum' }] });
  });

  it('asks for the configuration once in three minutes (R37, R38)', async () => {
    const made = world();
    const app = await started(made);
    const choose = async () => {
      app.send({ type: 'authenticate' });
      await made.pass(0);
      expect(app.view().phase).toBe('choosing');
      app.send({ type: 'cancel' });
      expect(app.view().phase).toBe('unauthenticated');
    };
    await choose();
    await made.pass(2 * 60_000);
    await choose();
    expect(made.times('E3')).toEqual([0]);
    await made.pass(60_000);
    await choose();
    expect(made.times('E3')).toEqual([0, 180_000]);
  });

  it('asks for no configuration twice because the clock was set back', async () => {
    const made = world();
    let now = START;
    const app = startApp(made.clientWith({ now: () => now }));
    await made.pass(0);
    for (const time of [START, START - 3_600_000]) {
      now = time;
      app.send({ type: 'mvpd.choose' });
      await made.pass(0);
      app.send({ type: 'cancel' });
    }
    expect(made.times('E3')).toHaveLength(1);
  });

  it('asks for the configuration again after an error, not after a cancel', async () => {
    const made = world();
    made.simulator.faults.add({
      endpoint: 'E3',
      status: 400,
      code: 'invalid_parameter_service_provider',
    });
    const app = await started(made);
    app.send({ type: 'mvpd.choose' });
    await made.pass(0);
    expect(app.view()).toMatchObject({ phase: 'failed', error: { httpStatus: 400 } });
    app.send({ type: 'retry' });
    await made.pass(0);
    expect(app.view().phase).toBe('choosing');
  });

  it('polls at once on a secondary screen, with the code for another device (R68)', async () => {
    const made = world();
    const app = await started(made, { screen: 'secondary' });
    app.send({ type: 'authenticate', mvpd: 'Cablevision' });
    await made.pass(0);
    await made.pass(3100);
    expect(made.seen()).toContain('E10');
    await made.simulator.viewer.signIn({ code: codeOf(app) });
    await made.pass(5100);
    expect(app.view().phase).toBe('authenticated');
  });

  it('leaves the choice to the other device where the app says so (R29, R49, R54)', async () => {
    const made = world();
    const app = await started(made, { screen: 'secondary', choice: 'elsewhere' });
    app.send({ type: 'authenticate' });
    await made.pass(0);
    expect(signInOf(app)).toMatchObject({ phase: 'resume', missingParameters: ['mvpd'] });
    await made.simulator.viewer.signIn({ code: codeOf(app), mvpd: 'Spectrum' });
    await made.pass(10_000);
    expect(app.view()).toMatchObject({
      phase: 'authenticated',
      access: { mvpd: { id: 'Spectrum' }, reason: 'login' },
    });
    expect(made.seen()).not.toContain('E3');
  });

  it('hands the events of the basic flow on', async () => {
    const made = world();
    const app = await started(made);
    app.send({ type: 'authenticate', mvpd: 'Cablevision' });
    await made.pass(0);
    const first = codeOf(app);
    app.send({ type: 'code.renew' });
    await made.pass(0);
    expect(codeOf(app)).not.toBe(first);
    app.send({ type: 'userAgent.closed' });
    await made.pass(3100);
    app.send({ type: 'profile.check' });
    await made.pass(3100);
    expect(made.times('E10')).toHaveLength(2);
  });

  it('can be repeated after a failure, and after its code has expired', async () => {
    const made = world();
    made.simulator.faults.add({ endpoint: 'E4', status: 400, code: 'invalid_parameter_mvpd' });
    const app = await started(made);
    app.send({ type: 'authenticate', mvpd: 'Cablevision' });
    await made.pass(0);
    expect(signInOf(app)).toMatchObject({ phase: 'failed' });
    app.send({ type: 'retry' });
    await made.pass(31 * 60_000);
    expect(signInOf(app)).toMatchObject({ phase: 'expired' });
    app.send({ type: 'retry' });
    await made.pass(0);
    expect(signInOf(app)).toMatchObject({ phase: 'authenticate' });
  });

  it('can be given up; the choice is remembered (R33)', async () => {
    const made = world();
    const app = await started(made);
    app.send({ type: 'authenticate', mvpd: 'Cablevision' });
    await made.pass(0);
    app.send({ type: 'cancel' });
    expect(app.view()).toMatchObject({ phase: 'confirming', mvpd: { id: 'Cablevision' } });
  });

  it('goes back to the choice where the MVPD is of no use (R43)', async () => {
    const made = world();
    const app = await started(made);
    app.send({ type: 'authenticate', mvpd: 'Suddenlink' });
    await made.pass(0);
    expect(signInOf(app)).toMatchObject({
      phase: 'failed',
      error: { code: 'invalid_integration', remedy: 'select-mvpd' },
    });
    app.send({ type: 'mvpd.choose' });
    await made.pass(0);
    expect(app.view().phase).toBe('choosing');
  });

  it('ignores a choice without an MVPD', async () => {
    const made = world();
    const app = await started(made);
    app.send({ type: 'mvpd.choose' });
    await made.pass(0);
    app.send({ type: 'mvpd.selected', mvpd: '' });
    app.send({ type: 'mvpd.selected' } as never);
    expect(app.view().phase).toBe('choosing');
  });

  it('lets an MVPD be chosen that the list lacks (R40)', async () => {
    const made = world();
    const app = await started(made, {}, { choices: () => [] });
    app.send({ type: 'mvpd.choose' });
    await made.pass(0);
    app.send({ type: 'mvpd.selected', mvpd: 'Dish' });
    await made.pass(0);
    expect(app.view()).toMatchObject({ phase: 'authenticating', mvpd: { id: 'Dish' } });
  });
});

describe('single sign-on', () => {
  const user = jws({ sub: 'viewer-1' });

  it('finds the profile that another app has made, and goes on without a login (R218, R219)', async () => {
    const made = world();
    made.simulator.profiles.add({
      mvpd: 'Spectrum',
      type: 'serviceTokenSSO',
      subject: 'viewer-1',
    });
    const app = startApp(made.clientWith({ sso: { serviceToken: () => user } }));
    await made.pass(0);
    expect(app.view()).toMatchObject({
      phase: 'authenticated',
      access: { mvpd: { id: 'Spectrum' }, reason: 'authenticatedSSO' },
    });
    app.send({ type: 'play', resource: 'one' });
    await made.pass(0);
    expect(app.view().plays).toMatchObject([{ phase: 'permitted' }]);
    expect(made.seen()).toEqual(['E1', 'E2', 'E8', 'E14']);
    const sent = made.simulator.requests.slice(2).map(({ headers }) => headers['ad-service-token']);
    expect(sent).toEqual([user, user]);
  });

  it('ends everywhere with the sign-out, which carries the same identity (R141)', async () => {
    const made = world();
    made.simulator.profiles.add({
      mvpd: 'Spectrum',
      type: 'platformSSO',
      subject: 'viewer-1',
    });
    const app = startApp(made.clientWith({ sso: { subjectToken: user } }));
    await made.pass(0);
    app.send({ type: 'logout' });
    await made.pass(0);
    expect(made.simulator.requests.at(-1)).toMatchObject({
      endpoint: 'E15',
      headers: { 'adobe-subject-token': user },
    });
    expect(made.simulator.profiles.size).toBe(0);
  });

  it('is left out with a token that has expired: an ordinary first start', async () => {
    const made = world();
    made.simulator.profiles.add({ mvpd: 'Spectrum', type: 'platformSSO', subject: 'viewer-1' });
    const expired = jws({ sub: 'viewer-1', exp: START / 1000 });
    const app = startApp(made.clientWith({ sso: { subjectToken: expired } }));
    await made.pass(0);
    expect(app.view().phase).toBe('unauthenticated');
  });
});

describe('degraded access', () => {
  it('needs no login, and nothing of the app (R58, R188)', async () => {
    const made = world();
    const app = await started(made);
    app.send({ type: 'authenticate', mvpd: 'ATTOTT' });
    await made.pass(0);
    expect(app.view()).toMatchObject({
      phase: 'authenticated',
      access: { mvpd: { id: 'ATTOTT' }, reason: 'degraded', profile: null },
    });
    app.send({ type: 'play', resource: 'one' });
    await made.pass(0);
    expect(app.view().plays).toMatchObject([{ phase: 'permitted', source: 'degradation' }]);
    expect(made.seen()).toEqual(['E1', 'E2', 'E8', 'E4', 'E14']);
  });

  it('is found at the next start, and lasts until a decision says otherwise (R189, R190)', async () => {
    const made = world({}, { storage: memoryStorage() });
    const app = await started(made);
    app.send({ type: 'authenticate', mvpd: 'ATTOTT' });
    await made.pass(0);
    const next = await started(made);
    expect(next.view()).toMatchObject({
      phase: 'authenticated',
      access: { reason: 'degraded', profile: { type: 'degraded' } },
    });
    await made.pass(10 * 60_000);
    expect(next.view().phase).toBe('authenticated');
    made.simulator.mvpd({ id: 'ATTOTT', degraded: false });
    next.send({ type: 'play', resource: 'one' });
    await made.pass(0);
    expect(next.view()).toMatchObject({
      phase: 'confirming',
      mvpd: { id: 'ATTOTT' },
      error: { remedy: 'authenticate' },
    });
    next.send({ type: 'authenticate' });
    await made.pass(0);
    expect(signInOf(next)).toMatchObject({ phase: 'authenticate' });
  });
});

describe('a later start', () => {
  it('asks once, for the profile of the remembered MVPD (R78, R36, R30)', async () => {
    const made = world({}, { storage: memoryStorage() });
    await signedInApp(made);
    const from = made.seen().length;
    const app = startApp(made.clientWith());
    await made.pass(0);
    expect(app.view()).toMatchObject({
      phase: 'authenticated',
      access: { reason: 'authenticated', profile: { issuer: 'Cablevision' } },
    });
    expect(since(made, from)).toEqual(['E9']);
    expect(made.simulator.requests.at(-1)?.path).toBe('/api/v2/REF30/profiles/Cablevision');
  });

  it('has one confirmation for a profile that has ended, and no configuration (R32, R81, R85)', async () => {
    const made = world({}, { storage: memoryStorage() });
    await signedInApp(made);
    made.simulator.profiles.clear();
    const from = made.seen().length;
    const app = await started(made);
    expect(app.view()).toMatchObject({ phase: 'confirming', mvpd: { id: 'Cablevision' } });
    app.send({ type: 'authenticate' });
    await made.pass(0);
    await logIn(made, app);
    expect(app.view().phase).toBe('authenticated');
    expect(since(made, from)).toEqual(['E9', 'E4', 'E7', 'E10']);
  });

  it('keeps a profile that is valid where the server can not be reached', async () => {
    const made = world({}, { storage: memoryStorage() });
    await signedInApp(made);
    made.simulator.faults.add({ endpoint: 'E9', cut: true, times: Infinity });
    const app = startApp(made.client);
    await made.pass(0);
    expect(app.view()).toMatchObject({
      phase: 'authenticated',
      confirmed: false,
      access: { profile: { issuer: 'Cablevision' } },
    });
    await made.pass(60_000);
    expect(app.view()).toMatchObject({
      phase: 'authenticated',
      confirmed: true,
      access: { reason: 'authenticated', profile: { issuer: 'Cablevision' } },
    });
  });

  it('believes the server more than what was stored (R90)', async () => {
    const made = world({}, { storage: memoryStorage() });
    await signedInApp(made);
    made.simulator.profiles.invalidate();
    const app = await started(made);
    expect(app.view()).toMatchObject({ phase: 'confirming' });
    expect(app.view()).not.toHaveProperty('access');
  });

  it('forgets an MVPD whose integration was switched off (R43)', async () => {
    const made = world({}, { storage: memoryStorage() });
    await signedInApp(made);
    made.simulator.mvpd({ id: 'Cablevision', enabled: false });
    const app = await started(made);
    expect(app.view()).toMatchObject({
      phase: 'unauthenticated',
      error: { code: 'invalid_integration' },
    });
  });

  it('has another provider chosen, where the viewer does not confirm', async () => {
    const made = world({}, { storage: memoryStorage() });
    await signedInApp(made);
    made.simulator.profiles.clear();
    const app = await started(made);
    app.send({ type: 'mvpd.choose' });
    await made.pass(0);
    app.send({ type: 'mvpd.selected', mvpd: 'Dish' });
    await made.pass(0);
    expect(app.view()).toMatchObject({ phase: 'authenticating', mvpd: { id: 'Dish' } });
  });
});

describe('a profile', () => {
  it('ends at its time, when the server says so: one confirmation (R57, R85, R89)', async () => {
    const made = world({ profileLife: DAY });
    const app = await signedInApp(made);
    const from = made.seen().length;
    await made.pass(DAY - 5000);
    expect(app.view().phase).toBe('authenticated');
    await made.pass(5000);
    expect(app.view()).toEqual({ phase: 'confirming', mvpd: { id: 'Cablevision' }, ...common });
    expect(since(made, from)).toEqual(['E2', 'E9']);
  });

  it('can be asked for again, when the app is back in the foreground (R87)', async () => {
    const made = world();
    const app = await signedInApp(made);
    const from = made.seen().length;
    app.send({ type: 'profile.check' });
    expect(app.view()).toMatchObject({
      phase: 'authenticated',
      confirmed: false,
      access: { reason: 'login' },
    });
    await made.pass(0);
    expect(app.view()).toMatchObject({ phase: 'authenticated', confirmed: true });
    expect(since(made, from)).toEqual(['E9']);
  });

  it('is found that another app has made meanwhile', async () => {
    const made = world();
    const app = await started(made);
    made.simulator.profiles.add({ mvpd: 'Dish' });
    app.send({ type: 'profile.check' });
    await made.pass(0);
    expect(app.view()).toMatchObject({ phase: 'authenticated', access: { mvpd: { id: 'Dish' } } });
  });
});

describe('another provider', () => {
  it('takes the place of the first one when its sign-in is done, without a logout (R138, R144)', async () => {
    const made = world();
    const app = await signedInApp(made);
    app.send({ type: 'mvpd.choose' });
    await made.pass(0);
    app.send({ type: 'mvpd.selected', mvpd: 'Dish' });
    await made.pass(0);
    expect(app.view()).toMatchObject({
      phase: 'authenticating',
      mvpd: { id: 'Dish' },
      access: { mvpd: { id: 'Cablevision' } },
    });
    await logIn(made, app);
    expect(app.view()).toMatchObject({ phase: 'authenticated', access: { mvpd: { id: 'Dish' } } });
    expect(made.seen()).not.toContain('E15');
  });

  it('leaves the first one as it was where the viewer gives up', async () => {
    const made = world({}, { storage: memoryStorage() });
    const app = await signedInApp(made);
    app.send({ type: 'mvpd.choose' });
    await made.pass(0);
    app.send({ type: 'mvpd.selected', mvpd: 'Dish' });
    await made.pass(0);
    app.send({ type: 'cancel' });
    expect(app.view()).toMatchObject({
      phase: 'authenticated',
      access: { mvpd: { id: 'Cablevision' } },
    });
    const next = await started(made);
    expect(next.view()).toMatchObject({ access: { mvpd: { id: 'Cablevision' } } });
    made.simulator.profiles.clear();
    app.send({ type: 'profile.check' });
    await made.pass(0);
    expect(app.view()).toMatchObject({ phase: 'confirming', mvpd: { id: 'Cablevision' } });
  });
});

describe('a sign-out', () => {
  it('comes at the word of the viewer alone, and forgets them (R133, R134, R138, R140)', async () => {
    const made = world({}, { storage: memoryStorage() });
    const app = await signedInApp(made);
    app.send({ type: 'play', resource: 'one' });
    await made.pass(0);
    expect(made.seen()).not.toContain('E15');
    app.send({ type: 'logout' });
    expect(app.view()).toMatchObject({ phase: 'loggingOut', logout: { phase: 'initiating' } });
    await made.pass(0);
    expect(app.view()).toMatchObject({
      logout: { phase: 'logout', url: expect.stringContaining('https://') },
    });
    app.send({ type: 'userAgent.returned' });
    await made.pass(0);
    expect(app.view()).toEqual({
      phase: 'unauthenticated',
      outcomes: [{ mvpd: 'Cablevision', actionName: 'logout', carriedOut: true }],
      ...common,
    });
    const from = made.seen().length;
    const next = await started(made);
    expect(next.view()).toEqual({ phase: 'unauthenticated', outcomes: [], ...common });
    expect(since(made, from)).toEqual(['E8']);
  });

  it('keeps credentials and token (R14)', async () => {
    const made = world({}, { storage: memoryStorage() });
    const app = await signedInApp(made);
    app.send({ type: 'logout' });
    await made.pass(0);
    app.send({ type: 'userAgent.skipped' });
    await made.pass(0);
    const next = startApp(made.clientWith());
    await made.pass(0);
    expect(next.view().phase).toBe('unauthenticated');
    expect(made.seen().filter((endpoint) => /^E[12]$/.test(endpoint))).toEqual(['E1', 'E2']);
  });

  it('leaves the viewer signed in where it was given up before the server knew of it', async () => {
    const made = world();
    made.simulator.faults.add({ endpoint: 'E15', status: 400, code: 'invalid_parameter_mvpd' });
    const app = await signedInApp(made);
    app.send({ type: 'logout' });
    await made.pass(0);
    expect(app.view()).toMatchObject({ logout: { phase: 'failed' } });
    app.send({ type: 'cancel' });
    expect(app.view()).toMatchObject({ phase: 'authenticated', access: { reason: 'login' } });
  });

  it('asks the server where its answer was lost, and it is not known what has happened', async () => {
    const made = world();
    made.simulator.faults.add({ endpoint: 'E15', cut: 'after', times: 9 });
    const app = await signedInApp(made);
    app.send({ type: 'logout' });
    await made.pass(60_000);
    expect(app.view()).toMatchObject({ logout: { phase: 'failed' } });
    app.send({ type: 'cancel' });
    expect(app.view().phase).toBe('checking');
    await made.pass(0);
    expect(app.view()).toMatchObject({ phase: 'confirming' });
  });

  it('is a sign-out where the viewer only gave up the user agent, and says so until the next one', async () => {
    const made = world();
    const app = await signedInApp(made);
    const shown: unknown[] = [];
    app.subscribe(() => {
      const view = app.view();
      shown.push('logout' in view ? view.logout.phase : view.phase);
    });
    app.send({ type: 'logout' });
    await made.pass(0);
    app.send({ type: 'cancel' });
    await made.pass(0);
    expect(shown.filter((phase, index) => phase !== shown[index - 1])).toEqual([
      'initiating',
      'logout',
      'cancelled',
      'done',
      'unauthenticated',
    ]);
    const outcomes = [{ mvpd: 'Cablevision', actionName: 'logout', carriedOut: false }];
    expect(app.view()).toEqual({ phase: 'unauthenticated', outcomes, ...common });
    app.send({ type: 'authenticate', mvpd: 'Dish' });
    app.send({ type: 'cancel' });
    app.send({ type: 'logout' });
    await made.pass(0);
    expect(app.view()).toMatchObject({ outcomes: [{ mvpd: 'Dish', actionName: 'invalid' }] });
  });

  it('can be had where a profile has ended', async () => {
    const made = world({}, { storage: memoryStorage() });
    await signedInApp(made);
    made.simulator.profiles.clear();
    const app = await started(made);
    app.send({ type: 'logout' });
    await made.pass(0);
    expect(app.view()).toMatchObject({ phase: 'unauthenticated', outcomes: [{}] });
    expect(made.simulator.requests.at(-1)?.path).toBe('/api/v2/REF30/logout/Cablevision');
  });

  it('asks for the sign-out in the settings of the platform (R136)', async () => {
    const made = world();
    made.simulator.profiles.add({ mvpd: 'Cablevision', type: 'appleSSO' });
    const status = {
      frameworkPermissionInfo: { accessStatus: 'granted' },
      frameworkProviderInfo: { id: 'Cablevision', expirationDate: START + DAY },
    };
    const client = made.clientWith({ sso: { partnerFrameworkStatus: status } });
    const app = startApp(client);
    await made.pass(0);
    expect(app.view()).toMatchObject({ access: { reason: 'authenticatedSSO' } });
    app.send({ type: 'logout' });
    await made.pass(0);
    expect(app.view()).toMatchObject({ logout: { phase: 'partner_logout', mvpd: 'Cablevision' } });
    app.send({ type: 'partnerLogout.confirmed' });
    await made.pass(0);
    expect(app.view().phase).toBe('unauthenticated');
  });
});

describe('what a server can not do', () => {
  const token: Answer = {
    status: 201,
    body: { access_token: 'a', token_type: 'bearer', expires_in: 21600, created_at: START },
  };
  const registered: Answer = {
    status: 201,
    body: {
      client_id: 'c',
      client_secret: 's',
      client_id_issued_at: 1,
      grant_types: ['client_credentials'],
    },
  };

  it.each([
    ['an empty body', { body: '' }],
    ['HTML', { body: '<html>' }],
    ['no profiles', { body: {} }],
  ] as Array<[string, Answer]>)('ends in a failure that says so: %s', async (_, answer) => {
    const made = world();
    const app = startApp(made.clientWith({ fetch: stub(registered, token, answer).fetch }));
    await made.pass(60_000);
    expect(app.view()).toMatchObject({ phase: 'failed', error: { message: expect.any(String) } });
    app.send({ type: 'cancel' });
    expect(app.view()).toEqual({ phase: 'unauthenticated', outcomes: [], ...common });
  });

  it('silence can be cancelled', async () => {
    const made = world();
    const app = startApp(made.clientWith({ fetch: () => new Promise(() => {}) }));
    await made.pass(10);
    expect(app.view().phase).toBe('checking');
    app.send({ type: 'cancel' });
    expect(app.view().phase).toBe('unauthenticated');
  });
});
