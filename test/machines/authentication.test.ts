import { describe, expect, it, vi } from 'vitest';
import { createActor } from 'xstate';
import {
  authenticationMachine,
  authenticationServices,
  authenticationView,
  resumeSession,
} from '../../src/index.js';
import { authenticate } from '../support/flows.js';
import { stub } from '../support/stub.js';
import { parameters, simulateTime, START, world } from '../support/world.js';

simulateTime();

const MINUTE = 60_000;
const codeOf = (flow: ReturnType<typeof authenticate>): string => {
  const view = flow.view();
  if ('code' in view) return view.code;
  throw new Error(`no code in ${JSON.stringify(view)}`);
};
/** A screen that knows nothing yet. */
const nothing = { mvpd: undefined, domainName: undefined, redirectUrl: undefined } as object;

describe('a primary screen', () => {
  it('opens the URL of the session and asks nothing while the viewer is there (R48, R53, R67)', async () => {
    const { client, pass, seen, simulator } = world();
    const flow = authenticate(client);
    expect(flow.view()).toEqual({ phase: 'creating' });
    await pass(0);
    const code = codeOf(flow);
    expect(flow.view()).toEqual({
      phase: 'authenticate',
      url: `https://sp.auth-staging.adobe.com/api/v2/authenticate/REF30/${code}`,
      code,
      expiresAt: START + 30 * MINUTE,
      remaining: 30 * MINUTE,
      polling: false,
    });
    await pass(29 * MINUTE);
    expect(seen()).toEqual(['E1', 'E2', 'E4']);
    expect(simulator.requests.at(-1)?.body).toEqual(parameters);
  });

  it('finds the profile as soon as the user agent has returned (R79, R86)', async () => {
    const { client, pass, seen, simulator } = world();
    const flow = authenticate(client);
    await pass(0);
    await simulator.viewer.signIn({ code: codeOf(flow) });
    flow.send({ type: 'userAgent.returned' });
    await pass(0);
    expect(flow.view()).toMatchObject({
      phase: 'authorize',
      mvpd: 'Cablevision',
      reason: 'login',
      profile: {
        type: 'regular',
        issuer: 'Cablevision',
        notAfter: expect.any(Number),
        attributes: { userID: { value: expect.any(String), state: 'plain' } },
      },
    });
    expect(flow.getSnapshot()).toMatchObject({ status: 'done', output: flow.view() });
    expect(seen().filter((endpoint) => /^E([89]|10)$/.test(endpoint))).toEqual(['E10']);
  });

  it('polls every five seconds after the return, until the profile is there (R66, R69, R72)', async () => {
    const { client, pass, simulator, times } = world();
    const flow = authenticate(client);
    await pass(MINUTE);
    flow.send({ type: 'userAgent.returned' });
    await pass(12_000);
    expect(times('E10')).toEqual([60_000, 65_000, 70_000]);
    expect(simulator.requests.at(-1)).toMatchObject({
      method: 'GET',
      path: `/api/v2/REF30/profiles/code/${codeOf(flow)}`,
    });
    expect(flow.view()).toMatchObject({ phase: 'authenticate', polling: true });
    await simulator.viewer.signIn({ code: codeOf(flow) });
    await pass(MINUTE);
    expect(times('E10')).toEqual([60_000, 65_000, 70_000, 75_000]);
    expect(flow.view()).toMatchObject({ phase: 'authorize' });
  });

  it('leaves the URL to the user agent, whose errors are pages for people (R63)', async () => {
    const { client, pass, simulator, seen } = world();
    const flow = authenticate(client);
    await pass(0);
    const view = flow.view();
    if (view.phase !== 'authenticate') throw new Error(view.phase);
    simulator.expireSession(view.code);
    const page = await simulator.fetch(view.url);
    expect(page.status).toBeGreaterThanOrEqual(400);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(flow.view()).toEqual(view);
    flow.send({ type: 'userAgent.closed' });
    await pass(MINUTE);
    expect(flow.view()).toEqual({ phase: 'expired' });
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E7', 'E10', 'E9']);
  });

  it('checks once when the viewer closes the user agent, and then waits', async () => {
    const { client, pass, times } = world();
    const flow = authenticate(client);
    await pass(1000);
    flow.send({ type: 'userAgent.closed' });
    await pass(5 * MINUTE);
    expect(times('E10')).toEqual([1000]);
    expect(flow.view()).toMatchObject({ phase: 'authenticate', polling: false });
    flow.send({ type: 'profile.check' });
    await pass(5 * MINUTE);
    expect(times('E10')).toEqual([1000, 301_000]);
    flow.send({ type: 'userAgent.returned' });
    await pass(6000);
    expect(times('E10').slice(2)).toEqual([601_000, 606_000]);
  });

  it('goes on polling when the user agent closes after its return', async () => {
    const { client, pass, times } = world();
    const flow = authenticate(client);
    await pass(0);
    flow.send({ type: 'userAgent.returned' });
    flow.send({ type: 'userAgent.closed' });
    await pass(6000);
    flow.send({ type: 'userAgent.closed' });
    await pass(5000);
    expect(times('E10')).toEqual([0, 5000, 10_000]);
  });

  it('ignores a check before the viewer has been at the user agent', async () => {
    const { client, pass, times } = world();
    const flow = authenticate(client);
    await pass(0);
    flow.send({ type: 'profile.check' });
    await pass(MINUTE);
    expect(times('E10')).toEqual([]);
  });
});

describe('a secondary screen', () => {
  it('polls from the code on, while parameters are missing and while the viewer logs in (R68, R69)', async () => {
    const { client, pass, simulator, times } = world();
    const flow = authenticate(client, { screen: 'secondary', ...nothing });
    await pass(0);
    expect(flow.view()).toEqual({
      phase: 'resume',
      code: codeOf(flow),
      missingParameters: ['mvpd', 'domainName', 'redirectUrl'],
      expiresAt: START + 30 * MINUTE,
      remaining: 30 * MINUTE,
      nextCheckAt: START + 5000,
    });
    await pass(7000);
    expect(times('E10')).toEqual([0, 5000]);
    await simulator.viewer.signIn({ code: codeOf(flow), mvpd: 'Spectrum' });
    await pass(MINUTE);
    expect(flow.view()).toMatchObject({ phase: 'authorize', mvpd: 'Spectrum', reason: 'login' });
    expect(times('E10')).toEqual([0, 5000, 10_000]);
  });

  it('polls in authenticate too', async () => {
    const { client, pass, times } = world();
    const flow = authenticate(client, { screen: 'secondary' });
    await pass(11_000);
    expect(flow.view()).toMatchObject({ phase: 'authenticate', polling: true });
    expect(times('E10')).toEqual([0, 5000, 10_000]);
  });

  it.each([
    [7000, [0, 7000, 14_000]],
    [3000, [0, 3000, 6000, 9000, 12_000, 15_000]],
    [10, [0, 3000, 6000, 9000, 12_000, 15_000]],
  ])('polls every %i ms, but never closer than 3 s (R73, R74)', async (pollInterval, expected) => {
    const { client, pass, times } = world();
    authenticate(client, { screen: 'secondary', pollInterval });
    await pass(15_500);
    expect(times('E10')).toEqual(expected);
  });

  it('checks when asked to, but never closer than 3 s (R74)', async () => {
    const { client, pass, times } = world();
    const flow = authenticate(client, { screen: 'secondary', pollInterval: 20_000 });
    await pass(1000);
    flow.send({ type: 'profile.check' });
    flow.send({ type: 'profile.check' });
    await pass(1000);
    flow.send({ type: 'profile.check' });
    expect(times('E10')).toEqual([0]);
    await pass(1000);
    expect(times('E10')).toEqual([0, 3000]);
    await pass(10_000);
    flow.send({ type: 'profile.check' });
    await pass(0);
    expect(times('E10')).toEqual([0, 3000, 13_000]);
    await pass(20_000);
    expect(times('E10')).toEqual([0, 3000, 13_000, 33_000]);
  });
});

describe('missing parameters', () => {
  it('are given here (R49, R54)', async () => {
    const { client, pass, seen, simulator } = world();
    const flow = authenticate(client, nothing);
    await pass(0);
    const before = codeOf(flow);
    flow.send({ type: 'parameters.provided', ...parameters });
    expect(flow.view()).toEqual({ phase: 'resuming' });
    await pass(0);
    expect(flow.view()).toMatchObject({ phase: 'authenticate', code: before });
    expect(seen().slice(2)).toEqual(['E4', 'E5']);
    expect(simulator.requests.at(-1)?.body).toEqual(parameters);
  });

  it('are asked for again while the server says retry (R55)', async () => {
    const { client, pass, seen } = world();
    const flow = authenticate(client, nothing);
    await pass(0);
    flow.send({ type: 'parameters.provided', mvpd: 'Cablevision' });
    await pass(0);
    expect(flow.view()).toMatchObject({
      phase: 'resume',
      missingParameters: ['domainName', 'redirectUrl'],
    });
    flow.send({
      type: 'parameters.provided',
      domainName: 'adobe.com',
      redirectUrl: 'https://adobe.com',
    });
    await pass(0);
    expect(flow.view()).toMatchObject({ phase: 'authenticate' });
    expect(seen().slice(2)).toEqual(['E4', 'E5', 'E5']);
  });

  it('are given at once where the input knew them', async () => {
    const { client, pass, seen, simulator } = world();
    const first = authenticate(client, nothing);
    await pass(0);
    const { session } = first.getSnapshot().context;
    const flow = authenticate(client, { session: session! });
    await pass(0);
    expect(flow.view()).toMatchObject({ phase: 'authenticate', code: session!.code });
    expect(seen().slice(2)).toEqual(['E4', 'E5']);
    expect(simulator.requests.at(-1)?.body).toEqual(parameters);
  });

  it('live as long as a code does where nothing is known of the clock yet', async () => {
    const { client, pass } = world();
    const first = authenticate(client);
    await pass(0);
    const { session } = first.getSnapshot().context;
    const given = { ...session!, actionName: 'authenticate' };
    expect(authenticate(client, { session: given }).view()).toMatchObject({
      phase: 'authenticate',
      remaining: 30 * 60_000,
    });
    const { notBefore: _, ...endsOnly } = given;
    expect(authenticate(client, { session: endsOnly }).view()).toMatchObject({
      remaining: 30 * 60_000,
    });
  });

  it('are given at once only once, whatever the server goes on to say', async () => {
    const resume = { body: { actionName: 'resume', code: 'A', missingParameters: ['mvpd'] } };
    const { fetch, seen } = stub(resume);
    const { clientWith, pass } = world({}, { fetch, accessToken: async () => 'token' });
    const flow = authenticate(clientWith());
    await pass(0);
    expect(seen).toHaveLength(2);
    expect(flow.view()).toMatchObject({ phase: 'resume', missingParameters: ['mvpd'] });
  });

  it('end in authorize where the chosen MVPD needs no login', async () => {
    const { client, pass } = world();
    const flow = authenticate(client, nothing);
    await pass(0);
    flow.send({ type: 'parameters.provided', ...parameters, mvpd: 'ATTOTT' });
    await pass(0);
    expect(flow.view()).toEqual({ phase: 'authorize', mvpd: 'ATTOTT', reason: 'degraded' });
  });

  it('of a wrong MVPD fail, and others can be given to the same code', async () => {
    const { client, pass, seen } = world();
    const flow = authenticate(client, nothing);
    await pass(0);
    const before = codeOf(flow);
    flow.send({ type: 'parameters.provided', ...parameters, mvpd: 'Nobody' });
    await pass(0);
    expect(flow.view()).toMatchObject({
      phase: 'failed',
      error: { code: 'invalid_parameter_mvpd', remedy: 'select-mvpd' },
    });
    flow.send({ type: 'parameters.provided', mvpd: 'Cablevision' });
    await pass(0);
    expect(flow.view()).toMatchObject({ phase: 'authenticate', code: before });
    expect(seen().slice(2)).toEqual(['E4', 'E5', 'E5']);
  });

  it('can be given to a failed flow that has no code', async () => {
    const { client, pass } = world();
    const flow = authenticate(client, { mvpd: 'Nobody' });
    await pass(0);
    expect(flow.view()).toMatchObject({ phase: 'failed', error: { remedy: 'select-mvpd' } });
    flow.send({ type: 'parameters.provided', mvpd: 'Cablevision' });
    await pass(0);
    expect(flow.view()).toMatchObject({ phase: 'authenticate' });
  });
});

describe('an action name', () => {
  it.each([
    ['authenticate', 'authenticate'],
    ['resume', 'resume'],
    ['retry', 'resume'],
    ['authorize', 'authorize'],
  ])('decides alone, whatever stands beside it: %s (R51)', async (actionName, phase) => {
    for (const actionType of ['interactive', 'direct', 'partner_interactive', 'none', undefined]) {
      const beside = { actionType, reasonType: 'new', mvpd: 'Dish', missingParameters: ['mvpd'] };
      const { fetch } = stub({ body: { ...beside, actionName, code: 'A' } });
      const { clientWith, pass } = world({}, { fetch, accessToken: async () => 'token' });
      const flow = authenticate(clientWith(), nothing);
      await pass(0);
      expect(flow.view()).toMatchObject({ phase });
    }
  });
});

describe('no login is needed', () => {
  it.each([
    ['degraded', 'ATTOTT', 'degraded'],
    ['temporary', 'TempPass_TEST40', 'temporary'],
  ])('with %s access (R52, R58)', async (_, mvpd, reason) => {
    const { client, pass, seen } = world();
    const flow = authenticate(client, { mvpd });
    await pass(0);
    expect(flow.getSnapshot().output).toEqual({ phase: 'authorize', mvpd, reason });
    await pass(MINUTE);
    expect(seen()).toEqual(['E1', 'E2', 'E4']);
  });

  it.each([
    ['regular', 'authenticated'],
    ['serviceTokenSSO', 'authenticatedSSO'],
  ] as const)('with a profile that is %s (R47, R58)', async (type, reason) => {
    const { clientWith, pass, simulator } = world();
    const payload = Buffer.from(
      '{"sub":"viewer-1","iss":"x","aud":"adobe","exp":4000000000}',
    ).toString('base64url');
    const serviceToken = `eyJhbGciOiJSUzI1NiJ9.${payload}.c2ln`;
    simulator.profiles.add({
      mvpd: 'Cablevision',
      type,
      ...(type === 'serviceTokenSSO' && { subject: 'viewer-1' }),
    });
    const flow = authenticate(clientWith({ sso: { serviceToken } }));
    await pass(0);
    expect(flow.view()).toEqual({ phase: 'authorize', mvpd: 'Cablevision', reason });
  });

  it.each(['degraded', 'temporary'])(
    'and a profile that says %s while polling is no login either',
    async (type) => {
      const { fetch } = stub(
        { body: { actionName: 'authenticate', code: 'A', notAfter: START + MINUTE } },
        { body: { profiles: { Dish: { type, notAfter: START + MINUTE } } } },
      );
      const { clientWith, pass } = world({}, { fetch, accessToken: async () => 'token' });
      const flow = authenticate(clientWith(), { screen: 'secondary' });
      await pass(0);
      expect(flow.view()).toMatchObject({ phase: 'authorize', mvpd: 'Dish', reason: type });
    },
  );
});

describe('the end of a code', () => {
  it('comes at its time, and no check is made from then on (R57, R70)', async () => {
    const { client, pass, times } = world({ codeLife: 12_000 });
    const flow = authenticate(client, { screen: 'secondary' });
    await pass(11_999);
    expect(flow.view()).toMatchObject({ phase: 'authenticate' });
    await pass(1);
    expect(flow.view()).toEqual({ phase: 'expired' });
    await pass(MINUTE);
    expect(times('E10')).toEqual([0, 5000, 10_000]);
  });

  it('comes at its time in resume too', async () => {
    const { client, pass } = world({ codeLife: 12_000 });
    const flow = authenticate(client, nothing);
    await pass(12_000);
    expect(flow.view()).toEqual({ phase: 'expired' });
  });

  it('comes when the server has forgotten the session', async () => {
    const { client, pass, simulator, times } = world();
    const flow = authenticate(client, { screen: 'secondary' });
    await pass(0);
    simulator.expireSession(codeOf(flow));
    await pass(MINUTE);
    expect(flow.view()).toEqual({ phase: 'expired' });
    expect(times('E10')).toEqual([0, 5000]);
  });

  it.each([
    ['E5', 'invalid_authentication_session'],
    ['E5', 'invalid_parameter_code'],
    ['E10', 'invalid_authentication_session'],
    ['E10', 'invalid_parameter_code'],
  ] as const)('comes when %s is answered with %s (R62)', async (endpoint, code) => {
    const { client, pass, simulator, seen } = world();
    simulator.faults.add({ endpoint, code, times: Infinity });
    const flow = authenticate(client, { screen: 'secondary', ...nothing });
    await pass(0);
    flow.send({ type: 'parameters.provided', ...parameters });
    await pass(MINUTE);
    expect(flow.view()).toEqual({ phase: 'expired' });
    expect(seen().filter((one) => one === endpoint)).toHaveLength(1);
  });

  it('comes when the server has forgotten it before the parameters are given', async () => {
    const { client, pass, simulator } = world();
    const flow = authenticate(client, nothing);
    await pass(0);
    simulator.expireSession(codeOf(flow));
    flow.send({ type: 'parameters.provided', ...parameters });
    await pass(0);
    expect(flow.view()).toEqual({ phase: 'expired' });
  });

  it.each(['code.renew', 'retry'] as const)(
    'is followed by a new code on %s (R57, R70)',
    async (type) => {
      const { client, pass } = world({ codeLife: 12_000 });
      const flow = authenticate(client);
      await pass(0);
      const before = codeOf(flow);
      await pass(12_000);
      flow.send({ type });
      await pass(0);
      expect(codeOf(flow)).not.toBe(before);
      expect(flow.view()).toMatchObject({ phase: 'authenticate', polling: false });
    },
  );

  it('that has no time is taken for half an hour from now', async () => {
    const { fetch } = stub({ body: { actionName: 'authenticate', code: 'A B' } });
    const { clientWith, pass } = world({}, { fetch, accessToken: async () => 'token' });
    const flow = authenticate(clientWith());
    await pass(0);
    expect(flow.view()).toMatchObject({
      url: 'https://sp.auth-staging.adobe.com/api/v2/authenticate/REF30/A%20B',
      expiresAt: START + 30 * MINUTE,
    });
  });
});

describe('a renewed code', () => {
  it.each(['resume', 'authenticate'] as const)(
    'replaces the one of %s, which is never checked again (R71)',
    async (phase) => {
      const { client, pass, simulator } = world();
      const flow = authenticate(client, {
        screen: 'secondary',
        ...(phase === 'resume' && nothing),
      });
      await pass(6000);
      const before = codeOf(flow);
      const sent = simulator.requests.length;
      flow.send({ type: 'code.renew' });
      expect(flow.view()).toEqual({ phase: 'creating' });
      await pass(20_000);
      expect(codeOf(flow)).not.toBe(before);
      const later = simulator.requests.slice(sent).filter(({ endpoint }) => endpoint === 'E10');
      expect(later.length).toBeGreaterThan(2);
      for (const { path } of later) expect(path).toContain(codeOf(flow));
    },
  );

  it('is not checked sooner after the old one than the limits allow', async () => {
    const { client, pass, times } = world();
    const flow = authenticate(client, { screen: 'secondary' });
    await pass(5500);
    flow.send({ type: 'code.renew' });
    await pass(2499);
    expect(times('E10')).toEqual([0, 5000]);
    await pass(1);
    expect(times('E10')).toEqual([0, 5000, 8000]);
  });

  it('ends a check of the old one that is under way (R71)', async () => {
    const { client, pass, simulator } = world();
    const flow = authenticate(client, { screen: 'secondary' });
    await pass(4000);
    const before = codeOf(flow);
    await simulator.viewer.signIn({ code: before });
    simulator.faults.add({ endpoint: 'E10', delay: 3000 });
    await pass(2000);
    flow.send({ type: 'code.renew' });
    await pass(10_000);
    expect(flow.view().phase).toBe('authorize');
    expect(flow.view()).toMatchObject({ reason: 'authenticated' });
  });
});

describe('trouble', () => {
  it('of the network does not end a login: the checks go on, further apart', async () => {
    const { client, pass, simulator, times } = world();
    const flow = authenticate(client, { screen: 'secondary' });
    await pass(1000);
    simulator.faults.add({ endpoint: 'E10', times: 3, cut: 'before' });
    await pass(100_000);
    expect(times('E10')).toEqual([
      0, 5000, 15_000, 35_000, 75_000, 80_000, 85_000, 90_000, 95_000, 100_000,
    ]);
    await simulator.viewer.signIn({ code: codeOf(flow) });
    await pass(5000);
    expect(flow.view()).toMatchObject({ phase: 'authorize' });
  });

  it('of the network is told meanwhile', async () => {
    const { client, pass, simulator } = world();
    const flow = authenticate(client, { screen: 'secondary' });
    simulator.faults.add({ endpoint: 'E10', cut: 'before' });
    await pass(0);
    expect(flow.view()).toMatchObject({
      phase: 'authenticate',
      polling: true,
      error: { code: 'network_failure' },
    });
    await pass(10_000);
    expect(flow.view()).not.toHaveProperty('error');
  });

  it.each([
    ['throttling', { status: 429 }],
    ['a failing server', { code: 'internal_server_error' }],
    ['a page of a hotel', { html: true, status: 200 }],
    ['half an answer', { truncate: true }],
    ['a slow partner', { code: 'network_received_error' }],
  ] as const)('like %s passes', async (_, fault) => {
    const { client, pass, simulator } = world();
    const flow = authenticate(client, { screen: 'secondary' });
    simulator.faults.add({ endpoint: 'E10', times: 2, ...fault });
    await pass(0);
    await simulator.viewer.signIn({ code: codeOf(flow) });
    await pass(60_000);
    expect(flow.view()).toMatchObject({ phase: 'authorize' });
  });

  it.each([
    ['a new token', { endpoint: 'E10', status: 401, body: '' }, { endpoint: 'E2', delay: 12_000 }],
    ['the end of throttling', { endpoint: 'E10', delay: 1 }, { endpoint: 'E5', status: 429 }],
  ] as const)(
    'a check that had to wait for %s keeps its distance to the next',
    async (name, first, second) => {
      const { client, pass, simulator, times } = world({ throttle: false });
      const flow = authenticate(client, { screen: 'secondary', ...nothing });
      await pass(4999);
      simulator.faults.add(first);
      simulator.faults.add(second);
      if (name !== 'a new token') {
        const other = resumeSession(
          client,
          { code: codeOf(flow), ...parameters },
          { retry: { limit: 0, backoffLimit: 8000, throttleDelay: 8000 } },
        );
        await other.catch(() => {});
      }
      await pass(60_000);
      const at = times('E10').filter((time) => time !== 5000 || name !== 'a new token');
      expect(at.length).toBeGreaterThan(5);
      for (const [index, time] of at.entries())
        if (index > 0) expect(time - at[index - 1]!).toBeGreaterThanOrEqual(3000);
    },
  );

  it('of one request at a time: a check that fails is not sent again at once (R75)', async () => {
    const { client, pass, simulator, times } = world();
    authenticate(client, { screen: 'secondary' });
    simulator.faults.add({ endpoint: 'E10', times: Infinity, status: 429 });
    await pass(9999);
    expect(times('E10')).toEqual([0]);
    await pass(1);
    expect(times('E10')).toEqual([0, 10_000]);
  });

  it('with a closed user agent leaves it to the viewer to check again', async () => {
    const { client, pass, simulator, times } = world();
    const flow = authenticate(client);
    await pass(0);
    simulator.faults.add({ endpoint: 'E10', cut: 'before' });
    flow.send({ type: 'userAgent.closed' });
    await pass(MINUTE);
    expect(flow.view()).toMatchObject({
      phase: 'authenticate',
      polling: false,
      error: { remedy: 'retry' },
    });
    expect(times('E10')).toEqual([0]);
  });

  it.each([
    'temporary_access_duration_limit_exceeded',
    'invalid_configuration_platform',
    'invalid_integration',
  ])('that no check can mend ends in failed: %s', async (code) => {
    const { client, pass, simulator, times } = world();
    const flow = authenticate(client, { screen: 'secondary' });
    simulator.faults.add({ endpoint: 'E10', code });
    await pass(MINUTE);
    expect(flow.view()).toMatchObject({ phase: 'failed', error: { name: 'EnhancedError', code } });
    expect(times('E10')).toEqual([0]);
    flow.send({ type: 'retry' });
    await pass(0);
    expect(flow.view()).toMatchObject({ phase: 'authenticate' });
    expect(times('E10')).toEqual([0, 60_000]);
  });

  it('in creating the session is for the viewer to retry', async () => {
    const { client, pass, seen, simulator } = world();
    simulator.faults.add({ endpoint: 'E4', cut: 'before' });
    const flow = authenticate(client);
    await pass(MINUTE);
    expect(flow.view()).toMatchObject({
      phase: 'failed',
      error: { code: 'network_failure', remedy: 'retry' },
    });
    expect(seen()).toEqual(['E1', 'E2', 'E4']);
    flow.send({ type: 'retry' });
    await pass(0);
    expect(flow.view()).toMatchObject({ phase: 'authenticate' });
  });

  it('after a failure leaves the code alive: a retry takes it up, an expired one ends it', async () => {
    const { client, pass, simulator } = world();
    const flow = authenticate(client, nothing);
    await pass(0);
    const before = codeOf(flow);
    simulator.faults.add({ endpoint: 'E5', times: 2, code: 'internal_server_error' });
    flow.send({ type: 'parameters.provided', ...parameters });
    await pass(0);
    expect(flow.view()).toMatchObject({ phase: 'failed' });
    flow.send({ type: 'retry' });
    expect(flow.view()).toMatchObject({ phase: 'resume', code: before });
    flow.send({ type: 'parameters.provided' });
    await pass(30 * MINUTE);
    flow.send({ type: 'retry' });
    await pass(0);
    expect(flow.view()).toEqual({ phase: 'expired' });
  });

  it.each(['partner_profile', 'dance', '__proto__', 'constructor'])(
    'with an action that this flow does not know: %j',
    async (actionName) => {
      const { fetch } = stub({
        body: {
          actionName,
          code: 'A',
          authenticationRequest: { type: 'saml', request: 'U0FNTA==' },
        },
      });
      const { clientWith, pass } = world({}, { fetch, accessToken: async () => 'token' });
      const flow = authenticate(clientWith());
      await pass(0);
      expect(flow.view()).toMatchObject({
        phase: 'failed',
        error: {
          name: 'UnknownActionError',
          code: 'unknown_action',
          response: { actionName, code: 'A' },
        },
      });
      expect(JSON.stringify(flow.getPersistedSnapshot())).not.toContain('U0FNTA==');
    },
  );

  it('with an actor that was not provided names it', async () => {
    const { pass } = world();
    const flow = createActor(authenticationMachine, { input: { screen: 'primary' } }).start();
    await pass(0);
    expect(authenticationView(flow.getSnapshot())).toMatchObject({
      phase: 'failed',
      error: { code: 'actor_not_provided', path: 'actors.createSession' },
    });
  });
});

describe('cancel', () => {
  it.each([
    ['creating', {}, 0],
    ['resume', nothing, 1],
    ['authenticate', {}, 1],
    ['expired', {}, 31 * MINUTE],
  ])('ends %s, and nothing is sent any more', async (phase, input, wait) => {
    const { client, pass, seen } = world();
    const flow = authenticate(client, { screen: 'secondary', ...input });
    if (wait > 0) await pass(wait);
    expect(flow.view().phase).toBe(phase);
    const before = seen().filter((endpoint) => endpoint === 'E10').length;
    flow.send({ type: 'cancel' });
    expect(flow.view()).toEqual({ phase: 'cancelled' });
    expect(flow.getSnapshot()).toMatchObject({ status: 'done', output: { phase: 'cancelled' } });
    await pass(31 * MINUTE);
    expect(seen().filter((endpoint) => endpoint === 'E10')).toHaveLength(before);
  });
});

it('a clock that is set does not let the checks stop or rush', async () => {
  let skew = 0;
  const { client, pass, times } = world(
    { codeLife: 3 * 60 * MINUTE, now: () => Date.now() },
    { now: () => Date.now() + skew },
  );
  authenticate(client, { screen: 'secondary' });
  await pass(6000);
  skew = -60 * MINUTE;
  await pass(10_000);
  skew = 60 * MINUTE;
  await pass(10_000);
  const at = times('E10');
  expect(at.length).toBeGreaterThanOrEqual(5);
  for (const [index, time] of at.entries())
    if (index > 0) expect(time - at[index - 1]!).toBeGreaterThanOrEqual(3000);
});

it.each(['constructor', '__proto__', 'toString'])(
  'an MVPD called %s is not signed in by its name',
  async (mvpd) => {
    const { fetch } = stub(
      { body: { actionName: 'authenticate', code: 'A', mvpd, notAfter: START + MINUTE } },
      { body: { profiles: {} } },
    );
    const { clientWith, pass } = world({}, { fetch, accessToken: async () => 'token' });
    const flow = authenticate(clientWith(), { screen: 'secondary', mvpd });
    await pass(6000);
    expect(flow.view()).toMatchObject({ phase: 'authenticate' });
  },
);

it('a clock that is set back during a check does not put off the next one', async () => {
  let skew = 0;
  const { client, pass, simulator, times } = world({}, { now: () => Date.now() + skew });
  authenticate(client, { screen: 'secondary' });
  await pass(4000);
  simulator.faults.add({ endpoint: 'E10', delay: 2000 });
  await pass(2000);
  skew = -60 * MINUTE;
  await pass(20_000);
  expect(times('E10').length).toBeGreaterThanOrEqual(4);
});

it('a timer that fires early does not bring checks closer', async () => {
  let early = 0;
  const tick = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => tick() - early);
  const { client, pass, times } = world({}, { now: () => Date.now() - early });
  authenticate(client, { screen: 'secondary' });
  await pass(4000);
  early = 2;
  await pass(10_000);
  expect(times('E10')).toEqual([0, 5002, 10_002]);
});

it('one set of services serves many flows', async () => {
  const { client, pass, simulator } = world({ throttle: false });
  const machine = authenticationMachine.provide({ actors: authenticationServices(client) });
  const flows = [1, 2, 3].map(() =>
    createActor(machine, { input: { ...parameters, screen: 'primary' } }).start(),
  );
  await pass(0);
  expect(flows.map((flow) => authenticationView(flow.getSnapshot()).phase)).toEqual(
    Array(3).fill('authenticate'),
  );
  expect(simulator.requests.filter(({ endpoint }) => endpoint === 'E1')).toHaveLength(1);
});
