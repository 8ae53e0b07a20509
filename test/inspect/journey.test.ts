import { describe, expect, it, vi } from 'vitest';
import { createActor, setup } from 'xstate';
import {
  authenticationMachine,
  authenticationServices,
  authenticationView,
  authorizationMachine,
  authorizationServices,
  entitlementMachine,
  entitlementServices,
  type EntitlementView,
  entitlementView,
  logoutMachine,
  logoutServices,
  memoryStorage,
  partnerAuthenticationMachine,
  partnerAuthenticationServices,
  type PassClientOptions,
  preauthorizationMachine,
  preauthorizationServices,
} from '../../src/index.js';
import {
  createInspection,
  type JourneyEvent,
  journeyOf,
  journeySink,
  recorderSink,
} from '../../src/inspect/index.js';
import { subscribed } from '../support/flows.js';
import { jws } from '../support/tokens.js';
import { parameters, simulateTime, START, type World, world } from '../support/world.js';
import { journeyed } from './support/journeyed.js';
import { lifeOfAViewer } from './support/life.js';
import { foundIn, Secrets } from './support/plant.js';

simulateTime();

type Journeyed = ReturnType<typeof journeyed>;
type App = ReturnType<Journeyed['startApp']>;

const DAY = 24 * 60 * 60_000;

const signInOf = (app: App) => {
  const view = app.view();
  if (view.phase !== 'authenticating') throw new Error(`expected a sign-in, not ${view.phase}`);
  return view.authentication;
};

const codeOf = (app: App): string => {
  const view = signInOf(app);
  if ('code' in view) return view.code;
  throw new Error(`expected a code in ${view.phase}`);
};

/** The viewer logs in at the MVPD, and comes back. */
async function logIn(made: World, app: App): Promise<void> {
  await made.simulator.viewer.signIn({ code: codeOf(app) });
  app.send({ type: 'userAgent.returned' });
  await made.pass(3100);
}

/** An app whose viewer has just signed in with Cablevision; what was told until then is forgotten. */
async function signedIn(made: World, watched: Journeyed, client = made.client): Promise<App> {
  const app = watched.startApp(client);
  await made.pass(0);
  app.send({ type: 'authenticate', mvpd: 'Cablevision' });
  await made.pass(20_000);
  await logIn(made, app);
  expect(app.view().phase).toBe('authenticated');
  return app;
}

/** What was told of the sign-in of {@link signedIn}. */
const ofSignIn = [
  ['app_started', { restored: false }],
  ['provider_chosen', { provider: 'Cablevision' }],
  ['code_shown', { renewed: false }],
  ['viewer_signed_in', { provider: 'Cablevision', how: 'login', seconds: 20 }],
];

/** What was told after {@link signedIn}. */
const since = (watched: Journeyed) => {
  const told = watched.told();
  expect(told.slice(0, 4)).toEqual(ofSignIn);
  return told.slice(4);
};

describe('the journey of a viewer', () => {
  it('is told from the start of the app to the sign-out, each step once', async () => {
    const made = world({ throttle: false });
    made.simulator.mvpd({ id: 'Cablevision', permits: ['news'] });
    const watched = journeyed();
    const app = watched.startApp(made.client, { screen: 'secondary' });
    await made.pass(2000);
    app.send({ type: 'authenticate' });
    await made.pass(5000);
    app.send({ type: 'mvpd.selected', mvpd: 'Cablevision' });
    await made.pass(60_000);
    await made.simulator.viewer.signIn({ code: codeOf(app) });
    await made.pass(5000);
    app.send({ type: 'preauthorize', resources: ['news', 'films', 'series'] });
    await made.pass(1000);
    app.send({ type: 'play', resource: 'news' });
    await made.pass(1000);
    app.send({ type: 'play', resource: 'films' });
    await made.pass(60_000);
    app.send({ type: 'logout' });
    await made.pass(1000);
    app.send({ type: 'userAgent.returned' });
    await made.pass(1000);
    expect(app.view().phase).toBe('unauthenticated');
    expect(watched.told()).toEqual([
      ['app_started', { restored: false }],
      ['provider_chosen', { provider: 'Cablevision' }],
      ['code_shown', { renewed: false }],
      ['viewer_signed_in', { provider: 'Cablevision', how: 'login', seconds: 70 }],
      ['marks_received', { provider: 'Cablevision', permitted: 1, denied: 2, unknown: 0 }],
      ['play_permitted', { provider: 'Cablevision' }],
      ['play_denied', { provider: 'Cablevision', why: 'authorization_denied_by_mvpd' }],
      ['viewer_signed_out', { provider: 'Cablevision', how: 'complete' }],
    ]);
    expect(watched.events[0]).toEqual({
      name: 'app_started',
      at: START,
      flow: app.sessionId,
      properties: { restored: false },
    });
    expect(new Set(watched.events.map(({ flow }) => flow))).toEqual(new Set([app.sessionId]));
    expect(watched.events[1]?.at).toBe(START + 7000);
  });

  it('is told by flow, of several at once', async () => {
    const made = world();
    made.simulator.profiles.add({ mvpd: 'Dish' });
    const watched = journeyed();
    const one = watched.startApp(made.client);
    const other = watched.startApp(made.clientWith({ storage: memoryStorage() }));
    await made.pass(0);
    const names = (flow: string) =>
      watched.events.filter((event) => event.flow === flow).map(({ name }) => name);
    for (const { sessionId } of [one, other])
      expect(names(sessionId)).toEqual(['app_started', 'viewer_signed_in']);
    expect(watched.told()).toHaveLength(4);
  });

  it('holds nothing of what polls come to', async () => {
    const made = world({ throttle: false });
    const watched = journeyed();
    const app = watched.startApp(made.client, { screen: 'secondary' });
    await made.pass(0);
    app.send({ type: 'authenticate', mvpd: 'Cablevision' });
    await made.pass(0);
    const before = watched.events.length;
    made.simulator.faults.add({ endpoint: 'E10', code: 'internal_server_error', times: 5 });
    await made.pass(120_000);
    expect(watched.told()).toHaveLength(before);
    expect(app.view().phase).toBe('authenticating');
  });
});

describe('a provider', () => {
  it('is chosen where the app passes the viewer’s choice with the sign-in', async () => {
    const made = world();
    const watched = journeyed();
    await signedIn(made, watched);
    expect(since(watched)).toEqual([]);
  });

  it('that is only confirmed is not chosen again', async () => {
    const made = world();
    const watched = journeyed();
    const app = await signedIn(made, watched);
    made.simulator.profiles.clear();
    app.send({ type: 'profile.check' });
    await made.pass(1000);
    expect(app.view().phase).toBe('confirming');
    app.send({ type: 'authenticate' });
    await made.pass(1000);
    app.send({ type: 'cancel' });
    app.send({ type: 'authenticate', mvpd: 'Cablevision' });
    await made.pass(1000);
    app.send({ type: 'cancel' });
    app.send({ type: 'authenticate', mvpd: 'Dish' });
    expect(since(watched).filter(([name]) => name === 'provider_chosen')).toEqual([
      ['provider_chosen', { provider: 'Dish' }],
    ]);
  });

  it('is chosen where a sign-in that runs is given one', async () => {
    const made = world();
    const watched = journeyed();
    const app = watched.startApp(made.client, { screen: 'secondary', choice: 'elsewhere' });
    await made.pass(0);
    app.send({ type: 'authenticate' });
    await made.pass(1000);
    expect(signInOf(app).phase).toBe('resume');
    app.send({ type: 'parameters.provided', mvpd: 'Cablevision' });
    await made.pass(1000);
    expect(signInOf(app).phase).toBe('authenticate');
    expect(watched.told()).toEqual([
      ['app_started', { restored: false }],
      ['code_shown', { renewed: false }],
      ['provider_chosen', { provider: 'Cablevision' }],
    ]);
  });
});

describe('a code', () => {
  it('is shown, expires, and is renewed', async () => {
    const made = world({ codeLife: 60_000 });
    const watched = journeyed();
    const app = watched.startApp(made.client, { screen: 'secondary' });
    await made.pass(0);
    app.send({ type: 'authenticate', mvpd: 'Cablevision' });
    await made.pass(61_000);
    expect(signInOf(app).phase).toBe('expired');
    app.send({ type: 'code.renew' });
    await made.pass(1000);
    app.send({ type: 'code.renew' });
    await made.pass(1000);
    expect(watched.told().slice(2)).toEqual([
      ['code_shown', { renewed: false }],
      ['code_expired', {}],
      ['code_shown', { renewed: true }],
      ['code_shown', { renewed: true }],
    ]);
  });

  it('is told of once where a partner sign-in hands it on', async () => {
    const made = world({ partner: { fallback: 'configuration_fallback' } });
    const watched = journeyed();
    const app = watched.startApp(
      made.client,
      { partner: 'Apple' },
      {
        partnerFramework: {
          ...subscribed,
          status: async () => ({ frameworkPermissionInfo: { accessStatus: 'denied' } }),
        },
      },
    );
    await made.pass(0);
    app.send({ type: 'authenticate' });
    await made.pass(5000);
    expect(app.view().phase).toBe('choosing');
    app.send({ type: 'mvpd.selected', mvpd: 'Cablevision' });
    await made.pass(5000);
    expect(signInOf(app).phase).toBe('authenticate');
    expect(watched.told().map(([name]) => name)).toEqual([
      'app_started',
      'provider_chosen',
      'code_shown',
    ]);
  });
});

describe('a viewer signs in', () => {
  /** What a start of the app comes to, where nobody signs in. */
  async function atStart(
    prepare: (made: World) => void,
    options: Partial<PassClientOptions> = {},
  ): Promise<unknown> {
    const made = world();
    prepare(made);
    const watched = journeyed();
    const app = watched.startApp(made.clientWith(options));
    await made.pass(2000);
    expect(app.view().phase).toBe('authenticated');
    const told = watched.told();
    expect(told).toHaveLength(2);
    return told[1];
  }

  it('with a profile that is there already', async () => {
    expect(await atStart(({ simulator }) => simulator.profiles.add({ mvpd: 'Dish' }))).toEqual([
      'viewer_signed_in',
      { provider: 'Dish', how: 'stored', seconds: 0 },
    ]);
  });

  const user = jws({ sub: 'viewer-1' });

  it.each([
    ['serviceTokenSSO', { serviceToken: user }],
    ['platformSSO', { subjectToken: user }],
  ] as const)('with the single sign-on of another app: %s', async (type, sso) => {
    const told = await atStart(
      ({ simulator }) => simulator.profiles.add({ mvpd: 'Spectrum', type, subject: 'viewer-1' }),
      { sso },
    );
    expect(told).toEqual(['viewer_signed_in', { provider: 'Spectrum', how: 'sso', seconds: 0 }]);
  });

  it('with one of several profiles', async () => {
    const made = world();
    made.simulator.profiles.add({ mvpd: 'Dish' });
    made.simulator.profiles.add({ mvpd: 'Spectrum' });
    const watched = journeyed();
    const app = watched.startApp(made.client);
    await made.pass(30_000);
    app.send({ type: 'profile.selected', mvpd: 'Spectrum' });
    expect(watched.told().slice(1)).toEqual([
      ['viewer_signed_in', { provider: 'Spectrum', how: 'stored', seconds: 30 }],
    ]);
  });

  it.each([
    [
      'degraded',
      'ATTOTT',
      ({ simulator }: World) => simulator.mvpd({ id: 'ATTOTT', degraded: true }),
    ],
    ['temporary', 'TempPass_TEST40', () => {}],
  ] as const)('without a login: %s', async (how, provider, prepare) => {
    const made = world();
    prepare(made);
    const watched = journeyed();
    const app = watched.startApp(made.client);
    await made.pass(0);
    app.send({ type: 'authenticate', mvpd: provider });
    await made.pass(1000);
    expect(app.view().phase).toBe('authenticated');
    const signIn = watched.told().find(([name]) => name === 'viewer_signed_in');
    expect(signIn?.[1]).toEqual({ provider, how, seconds: 0 });
  });

  it('with the login of the platform', async () => {
    const made = world();
    const watched = journeyed();
    const app = watched.startApp(
      made.client,
      { partner: 'Apple' },
      { partnerFramework: subscribed },
    );
    await made.pass(0);
    app.send({ type: 'authenticate' });
    await made.pass(2000);
    expect(app.view().phase).toBe('authenticated');
    expect(watched.told()).toEqual([
      ['app_started', { restored: false }],
      ['viewer_signed_in', { provider: 'Cablevision', how: 'partner', seconds: 0 }],
    ]);
  });

  it('once, however often the profile is checked', async () => {
    const made = world();
    const watched = journeyed();
    const app = await signedIn(made, watched);
    for (let check = 0; check < 3; check += 1) {
      app.send({ type: 'profile.check' });
      await made.pass(60_000);
    }
    made.simulator.profiles.clear();
    made.simulator.profiles.add({ mvpd: 'Cablevision', notAfter: START + 40 * DAY });
    app.send({ type: 'profile.check' });
    await made.pass(60_000);
    expect(app.view().phase).toBe('authenticated');
    expect(since(watched)).toEqual([]);
  });

  it('again, where they choose another provider; not the same one, and not where they give up', async () => {
    const made = world();
    const watched = journeyed();
    const app = await signedIn(made, watched);
    const choose = async (mvpd: string) => {
      app.send({ type: 'mvpd.choose' });
      await made.pass(1000);
      app.send({ type: 'mvpd.selected', mvpd });
      await made.pass(1000);
    };
    await choose('Dish');
    app.send({ type: 'cancel' });
    await choose('Cablevision');
    expect(app.view()).toMatchObject({
      phase: 'authenticated',
      access: { reason: 'authenticated' },
    });
    expect(since(watched).map(([name]) => name)).toEqual([
      'provider_chosen',
      'code_shown',
      'provider_chosen',
    ]);
    await choose('Dish');
    await logIn(made, app);
    expect(since(watched).slice(-1)).toEqual([
      ['viewer_signed_in', { provider: 'Dish', how: 'login', seconds: 2 }],
    ]);
  });

  it('again, with the same provider, where they have to log in again', async () => {
    const made = world();
    const watched = journeyed();
    const app = await signedIn(made, watched);
    made.simulator.profiles.clear();
    app.send({ type: 'mvpd.choose' });
    await made.pass(1000);
    app.send({ type: 'mvpd.selected', mvpd: 'Cablevision' });
    await made.pass(1000);
    await logIn(made, app);
    expect(since(watched).slice(-1)).toEqual([
      ['viewer_signed_in', { provider: 'Cablevision', how: 'login', seconds: 2 }],
    ]);
  });
});

describe('a play request', () => {
  async function played(
    prepare: (made: World) => void,
    options: Parameters<Journeyed['startApp']>[2] = {},
  ) {
    const made = world();
    made.simulator.profiles.add({ mvpd: 'Cablevision' });
    prepare(made);
    const watched = journeyed();
    const app = watched.startApp(made.client, {}, options);
    await made.pass(0);
    app.send({ type: 'play', resource: 'news' });
    await made.pass(30_000);
    return { made, app, watched, told: () => watched.told().slice(2) };
  }
  const decided =
    (code: string) =>
    ({ simulator }: World) =>
      simulator.faults.add({ endpoint: 'E14', code });

  it('is denied, and why', async () => {
    const { told } = await played(decided('authorization_denied_by_parental_controls'));
    const why = 'authorization_denied_by_parental_controls';
    expect(told()).toEqual([['play_denied', { provider: 'Cablevision', why }]]);
  });

  it('is refused by the backend', async () => {
    const { told } = await played(() => {}, { verifyMediaToken: async () => false });
    expect(told()).toEqual([
      ['play_denied', { provider: 'Cablevision', why: 'media_token_rejected' }],
    ]);
  });

  it('fails, and is permitted when it is repeated', async () => {
    const { made, app, told } = await played(decided('internal_server_error'));
    app.send({ type: 'play.retry', resource: 'news' });
    await made.pass(1000);
    expect(told()).toEqual([
      ['flow_failed', { during: 'play', code: 'internal_server_error', remedy: 'none' }],
      ['play_permitted', { provider: 'Cablevision' }],
    ]);
  });

  it('is told of each time, of the same title too', async () => {
    const { made, app, told } = await played(() => {});
    app.send({ type: 'play', resource: 'news' });
    await made.pass(1000);
    expect(told()).toEqual([
      ['play_permitted', { provider: 'Cablevision' }],
      ['play_permitted', { provider: 'Cablevision' }],
    ]);
  });

  it('is denied where temporary access is over', async () => {
    const { made, app, watched } = await played(() => {});
    app.send({ type: 'temporaryAccess.start', mvpd: 'TempPass_TEST40' });
    app.send({ type: 'play', resource: 'films', mvpd: 'TempPass_TEST40' });
    await made.pass(11 * 60_000);
    app.send({ type: 'play', resource: 'films', mvpd: 'TempPass_TEST40' });
    await made.pass(1000);
    expect(watched.told().slice(-1)).toEqual([
      [
        'play_denied',
        { provider: 'TempPass_TEST40', why: 'temporary_access_duration_limit_exceeded' },
      ],
    ]);
  });

  it('without a resource fails', async () => {
    const made = world();
    const watched = journeyed();
    const app = watched.startApp(made.client);
    await made.pass(0);
    app.send({ type: 'play', resource: 7 } as never);
    await made.pass(1000);
    expect(watched.told().slice(1)).toEqual([
      ['flow_failed', { during: 'play', code: 'invalid_input', remedy: 'none' }],
    ]);
  });

  it('that waits is told of once somebody has signed in', async () => {
    const made = world();
    const watched = journeyed();
    const app = watched.startApp(made.client);
    await made.pass(0);
    app.send({ type: 'play', resource: 'news' });
    app.send({ type: 'play', resource: 'news' });
    await made.pass(1000);
    expect(watched.told().slice(1)).toEqual([]);
    made.simulator.mvpd({ id: 'ATTOTT', degraded: true });
    app.send({ type: 'authenticate', mvpd: 'ATTOTT' });
    await made.pass(5000);
    const told = watched.told().map(([name]) => name);
    expect(told.filter((name) => name === 'play_permitted')).toHaveLength(1);
    expect(told.indexOf('play_permitted')).toBeGreaterThan(told.indexOf('viewer_signed_in'));
  });

  it('that finds the profile ended ends the access', async () => {
    const made = world();
    const watched = journeyed();
    const app = await signedIn(made, watched);
    made.simulator.profiles.expire();
    app.send({ type: 'play', resource: 'news' });
    await made.pass(1000);
    expect(since(watched)).toEqual([
      ['play_denied', { provider: 'Cablevision', why: 'authenticated_profile_expired' }],
      ['viewer_signed_out', { provider: 'Cablevision', how: 'expired' }],
    ]);
  });
});

describe('marks', () => {
  it('count what is open, locked and not known', async () => {
    const made = world({ throttle: false });
    made.simulator.mvpd({ id: 'Cablevision', permits: ['a', 'b'] });
    made.simulator.decisions.deny({ resource: 'd', code: 'network_received_error' });
    const watched = journeyed();
    const app = await signedIn(made, watched);
    app.send({ type: 'preauthorize', resources: ['a', 'b', 'c', 'd'] });
    await made.pass(30_000);
    expect(since(watched)).toEqual([
      ['marks_received', { provider: 'Cablevision', permitted: 2, denied: 1, unknown: 1 }],
    ]);
  });

  it('that do not come are a failure', async () => {
    const made = world();
    const watched = journeyed();
    const app = await signedIn(made, watched);
    made.simulator.faults.add({ endpoint: 'E13', code: 'invalid_parameter_resources' });
    app.send({ type: 'preauthorize', resources: ['a'] });
    await made.pass(1000);
    expect(since(watched)).toEqual([
      ['flow_failed', { during: 'marks', code: 'invalid_parameter_resources', remedy: 'none' }],
    ]);
  });
});

describe('a viewer signs out', () => {
  it('in part, where the TV provider still has a session', async () => {
    const made = world();
    const watched = journeyed();
    const app = await signedIn(made, watched);
    app.send({ type: 'logout' });
    await made.pass(1000);
    app.send({ type: 'userAgent.skipped' });
    await made.pass(1000);
    expect(since(watched)).toEqual([
      ['viewer_signed_out', { provider: 'Cablevision', how: 'partial' }],
    ]);
  });

  it('not, where they give it up in time', async () => {
    const made = world();
    const watched = journeyed();
    const app = await signedIn(made, watched);
    made.simulator.faults.add({ endpoint: 'E15', code: 'invalid_parameter_redirect_url' });
    app.send({ type: 'logout' });
    await made.pass(1000);
    app.send({ type: 'cancel' });
    await made.pass(1000);
    expect(app.view().phase).toBe('authenticated');
    expect(since(watched)).toEqual([
      [
        'flow_failed',
        { during: 'sign_out', code: 'invalid_parameter_redirect_url', remedy: 'none' },
      ],
    ]);
  });

  it('in part, where they give it up, and their profile is gone', async () => {
    const made = world();
    const watched = journeyed();
    const app = await signedIn(made, watched);
    made.simulator.faults.add({ endpoint: 'E15', cut: 'after' });
    app.send({ type: 'logout' });
    await made.pass(1000);
    app.send({ type: 'cancel' });
    await made.pass(1000);
    expect(app.view().phase).toBe('confirming');
    expect(since(watched).filter(([name]) => name === 'viewer_signed_out')).toEqual([
      ['viewer_signed_out', { provider: 'Cablevision', how: 'partial' }],
    ]);
  });

  it('without a word, when their profile ends', async () => {
    const made = world({ profileLife: 3_600_000 });
    const watched = journeyed();
    const app = await signedIn(made, watched);
    await made.pass(3_600_000);
    expect(app.view().phase).toBe('confirming');
    expect(since(watched)).toEqual([
      ['viewer_signed_out', { provider: 'Cablevision', how: 'expired' }],
    ]);
    app.send({ type: 'logout' });
    await made.pass(1000);
    app.send({ type: 'userAgent.returned' });
    await made.pass(1000);
    expect(since(watched).slice(1)).toEqual([
      ['viewer_signed_out', { provider: 'Cablevision', how: 'complete' }],
    ]);
  });
});

describe('a failure', () => {
  it.each([
    ['E8', 'check', () => {}],
    ['E3', 'sign_in', (app: App) => app.send({ type: 'authenticate' })],
    ['E4', 'sign_in', (app: App) => app.send({ type: 'authenticate', mvpd: 'Cablevision' })],
  ] as const)('of %s is told with what was under way: %s', async (endpoint, during, go) => {
    const made = world();
    const code = 'invalid_header_device_info';
    made.simulator.faults.add({ endpoint, code, times: 2 });
    const watched = journeyed();
    const app = watched.startApp(made.client);
    await made.pass(1000);
    go(app);
    await made.pass(1000);
    app.send({ type: 'retry' });
    await made.pass(1000);
    const failures = watched.told().filter(([name]) => name === 'flow_failed');
    const failure = ['flow_failed', { during, code, remedy: 'none' }];
    // One for each time that it failed.
    expect(failures).toEqual([failure, failure]);
  });

  it('shows no code that is none', async () => {
    const made = world();
    made.simulator.faults.add({
      endpoint: 'E8',
      status: 400,
      body: { code: 'Jane Doe, Main Street 1', status: 400, action: 'none', message: 'no' },
    });
    const watched = journeyed();
    watched.startApp(made.client);
    await made.pass(1000);
    expect(watched.told()[1]).toEqual([
      'flow_failed',
      { during: 'check', code: 'unknown_error', remedy: 'none' },
    ]);
  });
});

describe('a flow that goes on', () => {
  /** Where the app is closed, and what it shows then. */
  const stages: Record<string, (made: World, app: App) => Promise<void>> = {
    authenticating: async () => {},
    authenticated: async (made, app) => logIn(made, app),
    loggingOut: async (made, app) => {
      await logIn(made, app);
      app.send({ type: 'logout' });
      await made.pass(1000);
    },
  };

  it.each(Object.entries(stages))(
    'from where it was stored tells nothing again: %s',
    async (phase, go) => {
      const made = world();
      const app = journeyed().startApp(made.client);
      await made.pass(0);
      app.send({ type: 'authenticate', mvpd: 'Cablevision' });
      await made.pass(1000);
      await go(made, app);
      const view: EntitlementView = app.view();
      expect(view.phase).toBe(phase);
      const stored = app.getPersistedSnapshot();
      app.stop();
      const watched = journeyed();
      watched.startApp(made.client, {}, {}, stored);
      await made.pass(60_000);
      expect(watched.told()).toEqual([['app_started', { restored: true }]]);
    },
  );

  it('tells what comes then, without the time that it has not seen', async () => {
    const made = world();
    const first = journeyed().startApp(made.client);
    await made.pass(0);
    first.send({ type: 'authenticate', mvpd: 'Cablevision' });
    await made.pass(1000);
    const stored = first.getPersistedSnapshot();
    first.stop();
    const watched = journeyed();
    const app = watched.startApp(made.client, {}, {}, stored);
    await logIn(made, app);
    app.send({ type: 'logout' });
    await made.pass(1000);
    app.send({ type: 'userAgent.returned' });
    await made.pass(1000);
    expect(watched.told()).toEqual([
      ['app_started', { restored: true }],
      ['viewer_signed_in', { provider: 'Cablevision', how: 'login' }],
      ['viewer_signed_out', { provider: 'Cablevision', how: 'complete' }],
    ]);
  });

  it('tells what comes, where somebody looks on later', async () => {
    const made = world();
    const watched = journeyed();
    const app = journeyed().startApp(made.client, { screen: 'secondary' });
    await made.pass(0);
    app.send({ type: 'authenticate', mvpd: 'Cablevision' });
    await made.pass(1000);
    app.system.inspect(watched.inspect);
    await made.pass(10_000);
    await made.simulator.viewer.signIn({ code: codeOf(app) });
    await made.pass(10_000);
    expect(watched.told()).toEqual([
      ['viewer_signed_in', { provider: 'Cablevision', how: 'login' }],
    ]);
  });

  it('tells nothing again where it is stopped and started, as React does it', async () => {
    const made = world();
    const watched = journeyed();
    const app = await signedIn(made, watched);
    const snapshot = app.getSnapshot();
    app.stop();
    Object.assign(app, { _processingStatus: 0, _snapshot: snapshot });
    app.start();
    await made.pass(1000);
    expect(app.view().phase).toBe('authenticated');
    app.send({ type: 'play', resource: 'news' });
    await made.pass(1000);
    expect(watched.events.map(({ name }) => name).slice(4)).toEqual(['play_permitted']);
  });
});

describe('a machine alone', () => {
  const { mvpd, redirectUrl } = parameters;

  it('tells of a sign-in', async () => {
    const made = world();
    const watched = journeyed();
    const machine = authenticationMachine.provide({ actors: authenticationServices(made.client) });
    const flow = watched.start(machine, { ...parameters, screen: 'secondary' });
    await made.pass(20_000);
    const view = authenticationView(flow.getSnapshot());
    await made.simulator.viewer.signIn({ code: 'code' in view ? view.code : '' });
    await made.pass(10_000);
    expect(watched.told()).toEqual([
      ['code_shown', { renewed: false }],
      ['viewer_signed_in', { provider: mvpd, how: 'login', seconds: 25 }],
    ]);
  });

  it('tells of a sign-in with the platform', async () => {
    const made = world();
    const watched = journeyed();
    const actors = partnerAuthenticationServices(made.client, { partnerFramework: subscribed });
    const machine = partnerAuthenticationMachine.provide({ actors });
    watched.start(machine, { ...parameters, screen: 'primary' });
    await made.pass(1000);
    expect(watched.told()).toEqual([
      ['viewer_signed_in', { provider: mvpd, how: 'partner', seconds: 0 }],
    ]);
  });

  it('tells once of a sign-in with the platform that goes on as a basic one', async () => {
    const made = world();
    const watched = journeyed();
    const actors = partnerAuthenticationServices(made.client, {
      partnerFramework: {
        ...subscribed,
        status: async () => {
          throw new Error('no framework');
        },
      },
    });
    const machine = partnerAuthenticationMachine.provide({ actors });
    const flow = watched.start(machine, { ...parameters, screen: 'secondary' });
    await made.pass(1000);
    const { authentication } = flow.getSnapshot().children;
    const view = authenticationView(authentication!.getSnapshot() as never);
    await made.simulator.viewer.signIn({ code: 'code' in view ? view.code : '' });
    await made.pass(10_000);
    expect(watched.told()).toEqual([
      ['code_shown', { renewed: false }],
      ['viewer_signed_in', { provider: mvpd, how: 'login', seconds: 5 }],
    ]);
  });

  it('tells of a failed sign-in with the platform', async () => {
    const made = world();
    made.simulator.faults.add({ endpoint: 'E11', cut: 'before', times: 9 });
    const watched = journeyed();
    const actors = partnerAuthenticationServices(made.client, { partnerFramework: subscribed });
    const machine = partnerAuthenticationMachine.provide({ actors });
    watched.start(machine, { ...parameters, screen: 'primary' });
    await made.pass(60_000);
    expect(watched.told()).toEqual([
      ['flow_failed', { during: 'sign_in', code: 'network_failure', remedy: 'retry' }],
    ]);
  });

  it.each([
    ['complete', 'userAgent.returned'],
    ['partial', 'userAgent.skipped'],
    ['partial', 'cancel'],
  ] as const)('tells of a sign-out: %s, after %s', async (how, type) => {
    const made = world();
    made.simulator.profiles.add({ mvpd });
    const watched = journeyed();
    const machine = logoutMachine.provide({ actors: logoutServices(made.client) });
    const flow = watched.start(machine, { mvpd, redirectUrl });
    await made.pass(1000);
    flow.send({ type });
    expect(watched.told()).toEqual([['viewer_signed_out', { provider: mvpd, how }]]);
  });

  it('tells of no sign-out that was given up before it began', async () => {
    const watched = journeyed();
    watched.start(logoutMachine, { mvpd, redirectUrl }).send({ type: 'cancel' });
    expect(watched.told()).toEqual([]);
  });

  it('tells of a play request, and of marks', async () => {
    const made = world();
    made.simulator.profiles.add({ mvpd });
    const watched = journeyed();
    const plays = authorizationMachine.provide({ actors: authorizationServices(made.client) });
    watched.start(plays, { mvpd, resource: 'news' });
    const marks = preauthorizationMachine.provide({
      actors: preauthorizationServices(made.client),
    });
    watched.start(marks, { mvpd, resources: ['news'] });
    await made.pass(1000);
    expect(watched.told()).toEqual(
      expect.arrayContaining([
        ['play_permitted', { provider: mvpd }],
        ['marks_received', { provider: mvpd, permitted: 1, denied: 0, unknown: 0 }],
      ]),
    );
  });

  it('tells how its flow ends within a machine of the app', async () => {
    const made = world();
    made.simulator.profiles.add({ mvpd });
    const logout = logoutMachine.provide({ actors: logoutServices(made.client) });
    const app = setup({ actors: { logout } }).createMachine({
      id: 'app',
      invoke: { id: 'logout', src: 'logout', input: { mvpd, redirectUrl } },
    });
    const watched = journeyed();
    const flow = createActor(app, { inspect: watched.inspect }).start();
    await made.pass(1000);
    const { logout: child } = flow.getSnapshot().children;
    child?.send({ type: 'userAgent.returned' });
    expect(watched.events).toMatchObject([
      { name: 'viewer_signed_out', flow: flow.sessionId, properties: { how: 'complete' } },
    ]);
  });
});

describe('what is told', () => {
  it('holds no secret, and nothing of what is watched', async () => {
    const secrets = new Secrets();
    const events: JourneyEvent[] = [];
    const inspect = createInspection({
      sinks: [journeySink({ onEvent: (event) => void events.push(event) })],
    });
    await lifeOfAViewer(secrets, inspect);
    expect(events.map(({ name }) => name)).toEqual([
      'app_started',
      'provider_chosen',
      'code_shown',
      'viewer_signed_in',
      'marks_received',
      'play_permitted',
      'viewer_signed_out',
    ]);
    const text = JSON.stringify(events);
    expect(secrets.all.length).toBeGreaterThan(100);
    expect(foundIn(text, secrets.all)).toEqual([]);
    for (const watched of ['news', 'series', 'https']) expect(text).not.toContain(watched);
  });

  it('goes on where whoever is told fails', async () => {
    const made = world();
    made.simulator.profiles.add({ mvpd: 'Dish' });
    const onEvent = vi.fn<() => void>(() => {
      throw new Error('no network');
    });
    const inspect = createInspection({ sinks: [journeySink({ onEvent })] });
    const machine = entitlementMachine.provide({ actors: entitlementServices(made.client) });
    const input = { screen: 'primary', redirectUrl: 'https://adobe.com' } as const;
    const app = createActor(machine, { input, inspect }).start();
    await made.pass(1000);
    expect(entitlementView(app.getSnapshot()).phase).toBe('authenticated');
    expect(onEvent).toHaveBeenCalledTimes(2);
  });
});

describe('the journey of a flight record', () => {
  /** A record of a logout that has failed and was repeated, of as many steps as are kept. */
  async function recorded(limit?: number) {
    const made = world();
    made.simulator.profiles.add({ mvpd: 'Dish' });
    made.simulator.faults.add({ endpoint: 'E15', code: 'invalid_parameter_redirect_url' });
    const recorder = recorderSink(limit === undefined ? {} : { limit });
    const machine = logoutMachine.provide({ actors: logoutServices(made.client) });
    const flow = createActor(machine, {
      input: { mvpd: 'Dish', redirectUrl: 'https://adobe.com' },
      inspect: createInspection({ sinks: [recorder] }),
    }).start();
    await made.pass(1000);
    flow.send({ type: 'retry' });
    await made.pass(1000);
    return recorder.record();
  }

  it('is that of its text too', async () => {
    const record = await recorded();
    expect(journeyOf(record).map(({ name }) => name)).toEqual(['flow_failed', 'viewer_signed_out']);
    expect(journeyOf(JSON.stringify(record))).toEqual(journeyOf(record));
  });

  it('begins where the record begins', async () => {
    const record = await recorded(2);
    expect(record.dropped).toBeGreaterThan(0);
    expect(journeyOf(record).map(({ name }) => name)).toEqual(['viewer_signed_out']);
  });

  it('is refused where there is no record', () => {
    expect(() => journeyOf('{}')).toThrow(
      expect.objectContaining({ code: 'invalid_flight_record' }),
    );
  });
});
