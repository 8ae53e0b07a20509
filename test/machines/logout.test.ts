import { describe, expect, it } from 'vitest';
import { profiles, restoreActor } from '../../src/index.js';
import { logOut } from '../support/flows.js';
import { stub } from '../support/stub.js';
import { simulateTime, world, type World } from '../support/world.js';

simulateTime();

function signedIn(made: World, ...mvpds: string[]): World {
  for (const mvpd of mvpds) made.simulator.profiles.add({ mvpd });
  return made;
}

/** A client of a server that answers like this. */
function answering(...answers: Parameters<typeof stub>) {
  const { fetch, seen } = stub(...answers);
  const { clientWith, pass } = world({}, { fetch, accessToken: async () => 'token' });
  return { client: clientWith(), pass, seen };
}

describe('one MVPD', () => {
  it('with a logout endpoint: the user agent opens the URL (R135, R140)', async () => {
    const { client, pass, simulator } = signedIn(world(), 'Cablevision');
    const flow = logOut(client);
    expect(flow.view()).toEqual({ phase: 'initiating' });
    await pass(0);
    const view = flow.view();
    if (view.phase !== 'logout') throw new Error(JSON.stringify(view));
    expect(view).toEqual({
      phase: 'logout',
      mvpd: 'Cablevision',
      url: expect.stringMatching(/^https:\/\/sp\.auth-staging/),
    });
    await expect(simulator.viewer.signOut(view.url)).resolves.toBe('https://adobe.com');
    flow.send({ type: 'userAgent.returned' });
    expect(flow.view()).toEqual({
      phase: 'done',
      outcomes: [{ mvpd: 'Cablevision', actionName: 'logout', carriedOut: true }],
    });
    expect(flow.getSnapshot()).toMatchObject({ status: 'done', output: flow.view() });
  });

  it('that is signed out has no profile any more (R133)', async () => {
    const { client, pass } = signedIn(world(), 'Cablevision');
    const found = async () => (await profiles(client)).profiles;
    await expect(found()).resolves.toHaveProperty('Cablevision');
    logOut(client);
    await pass(0);
    await expect(found()).resolves.toEqual({});
  });

  it('on a device without a user agent: the outcome says that the MVPD was not told (R139)', async () => {
    const { client, pass } = signedIn(world(), 'Cablevision');
    const flow = logOut(client);
    await pass(0);
    flow.send({ type: 'userAgent.skipped' });
    expect(flow.getSnapshot().output).toEqual({
      phase: 'done',
      outcomes: [{ mvpd: 'Cablevision', actionName: 'logout', carriedOut: false }],
    });
  });

  it('without a logout endpoint: complete (R137)', async () => {
    const { client, pass } = signedIn(world(), 'Dish');
    const flow = logOut(client, { mvpd: 'Dish' });
    await pass(0);
    expect(flow.getSnapshot().output?.outcomes).toEqual([
      { mvpd: 'Dish', actionName: 'complete', carriedOut: true },
    ]);
  });

  it('of the partner: the viewer signs out in the system settings', async () => {
    const { client, pass, simulator } = world();
    simulator.profiles.add({ mvpd: 'Cablevision', type: 'appleSSO' });
    const flow = logOut(client);
    await pass(0);
    expect(flow.view()).toEqual({ phase: 'partner_logout', mvpd: 'Cablevision' });
    flow.send({ type: 'userAgent.returned' });
    expect(flow.view().phase).toBe('partner_logout');
    flow.send({ type: 'partnerLogout.confirmed' });
    expect(flow.getSnapshot().output?.outcomes).toEqual([
      { mvpd: 'Cablevision', actionName: 'partner_logout', carriedOut: true },
    ]);
  });

  it('that the viewer is not signed in with: invalid (R137)', async () => {
    const { client, pass } = world();
    const flow = logOut(client);
    await pass(0);
    expect(flow.getSnapshot().output?.outcomes).toEqual([
      { mvpd: 'Cablevision', actionName: 'invalid', carriedOut: true },
    ]);
  });
});

describe('several MVPDs', () => {
  const logouts = {
    A: { actionName: 'logout', actionType: 'interactive', mvpd: 'A', url: '/a' },
    B: { actionName: 'dance', actionType: 'slow', mvpd: 'B' },
    C: { actionName: 'complete', actionType: 'none', mvpd: 'C' },
    D: { actionName: 'logout', actionType: 'interactive', mvpd: 'D', url: '/d' },
    E: { actionName: 'invalid', actionType: 'none', mvpd: 'E' },
    F: { actionName: 'partner_logout', actionType: 'partner_interactive', mvpd: 'F' },
  };

  it('are signed out one after the other, an unknown action is reported (R134)', async () => {
    const { client, pass } = answering({ body: { logouts } });
    const flow = logOut(client);
    await pass(0);
    expect(flow.view()).toMatchObject({ phase: 'logout', mvpd: 'A' });
    flow.send({ type: 'userAgent.returned' });
    expect(flow.view()).toMatchObject({ phase: 'logout', mvpd: 'D' });
    flow.send({ type: 'userAgent.skipped' });
    expect(flow.view()).toMatchObject({ phase: 'partner_logout', mvpd: 'F' });
    flow.send({ type: 'partnerLogout.confirmed' });
    expect(flow.view()).toMatchObject({
      phase: 'done',
      outcomes: [
        { mvpd: 'A', actionName: 'logout', carriedOut: true },
        {
          mvpd: 'B',
          actionName: 'dance',
          carriedOut: false,
          error: { code: 'unknown_action', response: logouts.B },
        },
        { mvpd: 'C', actionName: 'complete', carriedOut: true },
        { mvpd: 'D', actionName: 'logout', carriedOut: false },
        { mvpd: 'E', actionName: 'invalid', carriedOut: true },
        { mvpd: 'F', actionName: 'partner_logout', carriedOut: true },
      ],
    });
  });

  it('keep their outcomes after a cancel: what was left is not carried out', async () => {
    const { client, pass } = answering({ body: { logouts } });
    const flow = logOut(client);
    await pass(0);
    flow.send({ type: 'userAgent.returned' });
    flow.send({ type: 'cancel' });
    expect(flow.view()).toEqual(flow.getSnapshot().output);
    expect(flow.getSnapshot().output).toMatchObject({
      phase: 'cancelled',
      outcomes: [
        { mvpd: 'A', carriedOut: true },
        { mvpd: 'B', carriedOut: false },
        { mvpd: 'C', carriedOut: true },
        { mvpd: 'D', carriedOut: false },
        { mvpd: 'E', carriedOut: false },
        { mvpd: 'F', carriedOut: false },
      ],
    });
  });

  it('end together where the request says who the viewer is (R141)', async () => {
    const serviceToken = `e30.${Buffer.from('{"sub":"viewer-1"}').toString('base64url')}.c2ln`;
    for (const sso of [{ serviceToken }, {}]) {
      const { client, pass, simulator } = world({}, { sso });
      for (const mvpd of ['Cablevision', 'Dish'])
        simulator.profiles.add({ mvpd, type: 'serviceTokenSSO', subject: 'viewer-1' });
      const flow = logOut(client);
      await pass(0);
      expect(simulator.requests.at(-1)?.headers['ad-service-token']).toBe(sso.serviceToken);
      expect(simulator.profiles.size).toBe('serviceToken' in sso ? 0 : 1);
      flow.send({ type: 'userAgent.returned' });
      const ended = flow.getSnapshot().output?.outcomes.map(({ mvpd }) => mvpd);
      expect(ended).toEqual('serviceToken' in sso ? ['Cablevision', 'Dish'] : ['Cablevision']);
    }
  });

  it('come together from the server with single logout', async () => {
    const { client, pass, simulator } = signedIn(world(), 'Cablevision', 'Dish');
    simulator.logoutTogether('Cablevision', 'Dish');
    const flow = logOut(client);
    await pass(0);
    flow.send({ type: 'userAgent.returned' });
    expect(new Set(flow.getSnapshot().output?.outcomes)).toEqual(
      new Set([
        { mvpd: 'Cablevision', actionName: 'logout', carriedOut: true },
        { mvpd: 'Dish', actionName: 'complete', carriedOut: true },
      ]),
    );
  });
});

describe('a logout that fails', () => {
  it.each([
    ['a network failure', { cut: 'before' }, 'network_failure'],
    ['a refusal', { code: 'invalid_integration' }, 'invalid_integration'],
    ['a failing server', { status: 503 }, 'foreign_answer'],
    ['half an answer', { truncate: true }, 'foreign_answer'],
    ['a page', { html: true, status: 200 }, 'foreign_answer'],
  ] as const)('by %s is no success, and is not repeated by itself', async (_, fault, code) => {
    const { client, pass, seen, simulator } = signedIn(world(), 'Cablevision');
    simulator.faults.add({ endpoint: 'E15', ...fault });
    const flow = logOut(client);
    await pass(60_000);
    expect(flow.view()).toMatchObject({ phase: 'failed', error: { code } });
    expect(flow.getSnapshot()).toMatchObject({ status: 'active', output: undefined });
    expect(seen().filter((endpoint) => endpoint === 'E15')).toHaveLength(1);
  });

  it.each(['javascript:alert(1)', '//evil.example', 'http://evil.example'])(
    'at the MVPD, by the URL %s, hands it to nobody, and says that the viewer is signed out at Adobe',
    async (url) => {
      const { client, pass } = answering({
        body: { logouts: { A: { actionName: 'logout', url } } },
      });
      const flow = logOut(client);
      await pass(0);
      expect(flow.view()).toMatchObject({
        phase: 'done',
        outcomes: [
          { mvpd: 'A', actionName: 'logout', carriedOut: false, error: { code: 'unsafe_url' } },
        ],
      });
      expect(JSON.stringify(flow.getPersistedSnapshot())).not.toContain(url);
    },
  );

  it('after a refusal can be retried', async () => {
    const { client, pass, simulator } = signedIn(world(), 'Dish');
    simulator.faults.add({ endpoint: 'E15', code: 'invalid_integration' });
    const flow = logOut(client, { mvpd: 'Dish' });
    await pass(0);
    flow.send({ type: 'retry' });
    await pass(0);
    expect(flow.getSnapshot().output?.outcomes).toEqual([
      { mvpd: 'Dish', actionName: 'complete', carriedOut: true },
    ]);
  });

  it('and is given up is cancelled, with nothing claimed', async () => {
    const { client, pass, simulator } = signedIn(world(), 'Cablevision');
    simulator.faults.add({ endpoint: 'E15', cut: 'before' });
    const flow = logOut(client);
    await pass(0);
    flow.send({ type: 'cancel' });
    expect(flow.getSnapshot().output).toEqual({
      phase: 'cancelled',
      outcomes: [],
      answerLost: true,
    });
  });

  it('and is given up while the request is under way is cancelled, and says that it may have worked', async () => {
    const { client } = signedIn(world(), 'Cablevision');
    const flow = logOut(client);
    flow.send({ type: 'cancel' });
    expect(flow.view()).toEqual({ phase: 'cancelled', outcomes: [], answerLost: true });
  });

  it('by a refusal and is given up has changed nothing', async () => {
    const { client, pass, simulator } = signedIn(world(), 'Cablevision');
    simulator.faults.add({ endpoint: 'E15', code: 'invalid_integration' });
    const flow = logOut(client);
    await pass(0);
    flow.send({ type: 'cancel' });
    expect(flow.view()).toEqual({ phase: 'cancelled', outcomes: [] });
  });
});

describe('an answer that is lost', () => {
  const lost = { mvpd: 'Cablevision', actionName: 'invalid', carriedOut: false, answerLost: true };

  it('on the way: a retry does not claim that the MVPD session ended', async () => {
    const { client, pass, simulator } = signedIn(world(), 'Cablevision');
    simulator.faults.add({ endpoint: 'E15', cut: 'after' });
    const flow = logOut(client);
    await pass(0);
    expect(flow.view()).toMatchObject({ phase: 'failed', error: { code: 'network_failure' } });
    flow.send({ type: 'retry' });
    await pass(0);
    expect(flow.getSnapshot().output).toEqual({ phase: 'done', outcomes: [lost] });
  });

  it('by a restart: the restored flow does not either', async () => {
    const { clientWith, pass, simulator, seen } = signedIn(world(), 'Cablevision');
    let answers = false;
    const client = clientWith({
      fetch: async (url, init) => {
        const answer = await simulator.fetch(url, init);
        return answers || seen().at(-1) !== 'E15' ? answer : new Promise(() => {});
      },
    });
    const flow = logOut(client);
    await pass(500);
    const stored = JSON.stringify(flow.getPersistedSnapshot());
    flow.stop();
    answers = true;
    const restored = restoreActor(flow.machine, stored).start();
    await pass(0);
    expect(restored.getSnapshot().output).toEqual({ phase: 'done', outcomes: [lost] });
  });

  it('by a restart before the request got out: the logout goes on as it should', async () => {
    const { client, pass, simulator } = signedIn(world(), 'Cablevision');
    simulator.faults.add({ endpoint: 'E15', cut: 'before', delay: 1000 });
    const flow = logOut(client);
    await pass(500);
    const stored = JSON.stringify(flow.getPersistedSnapshot());
    flow.stop();
    const restored = restoreActor(flow.machine, stored).start();
    await pass(0);
    restored.send({ type: 'userAgent.returned' });
    expect(restored.getSnapshot().output?.outcomes).toEqual([
      { mvpd: 'Cablevision', actionName: 'logout', carriedOut: true },
    ]);
  });

  it('is not suspected after a refusal', async () => {
    const { client, pass, simulator } = world();
    simulator.faults.add({ endpoint: 'E15', code: 'invalid_integration' });
    const flow = logOut(client);
    await pass(0);
    flow.send({ type: 'retry' });
    await pass(0);
    expect(flow.getSnapshot().output?.outcomes).toEqual([
      { mvpd: 'Cablevision', actionName: 'invalid', carriedOut: true },
    ]);
  });
});
