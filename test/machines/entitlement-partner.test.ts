import { describe, expect, it } from 'vitest';
import { memoryStorage, type PartnerFramework, type PartnerProvider } from '../../src/index.js';
import { codeOf, logIn, signInOf, since } from '../support/app.js';
import { startApp, subscribed } from '../support/flows.js';
import { simulateTime, START, type World, world } from '../support/world.js';

simulateTime();

const DAY = 24 * 60 * 60_000;

/** What the platform says where it asks nobody, or where it has asked. */
const says = (accessStatus: string, frameworkProviderInfo = {}) => ({
  frameworkPermissionInfo: { accessStatus },
  frameworkProviderInfo,
});

async function started(made: World, partnerFramework: Partial<PartnerFramework> = {}, input = {}) {
  const app = startApp(
    made.client,
    { partner: 'Apple', ...input },
    { partnerFramework: { ...subscribed, ...partnerFramework } },
  );
  await made.pass(0);
  return app;
}

describe('a sign-in with a partner', () => {
  it('needs no choice and no configuration (R242)', async () => {
    const made = world();
    const app = await started(made);
    app.send({ type: 'authenticate' });
    expect(signInOf(app)).toEqual({ phase: 'status' });
    await made.pass(0);
    expect(app.view()).toMatchObject({
      phase: 'authenticated',
      access: { mvpd: { id: 'Cablevision' }, reason: 'login', profile: { type: 'appleSSO' } },
    });
    expect(made.seen()).toEqual(['E1', 'E2', 'E8', 'E11', 'E12']);
  });

  it('plays with the status that signed the viewer in, as long as that is of use (R236)', async () => {
    const made = world();
    const status = says('granted', { id: 'Cablevision', expirationDate: START + DAY });
    const app = await started(made, { status: async () => status });
    app.send({ type: 'authenticate' });
    await made.pass(0);
    const play = async () => {
      app.send({ type: 'play', resource: 'one' });
      await made.pass(0);
      return made.simulator.requests.at(-1)?.headers['ap-partner-framework-status'];
    };
    expect(await play()).toEqual(expect.any(String));
    expect(app.view().plays).toMatchObject([{ phase: 'permitted' }]);
    await made.pass(DAY);
    expect(await play()).toBeUndefined();
  });

  it('tells the framework which providers it may offer, where it asks (R44)', async () => {
    const made = world();
    let providers: readonly PartnerProvider[] = [];
    const app = await started(made, {
      status: async (call) => {
        providers = (await call.providers?.()) ?? [];
        return subscribed.status();
      },
    });
    app.send({ type: 'authenticate' });
    await made.pass(0);
    expect(providers).toEqual([
      { id: 'Cablevision', mvpd: 'Cablevision', featured: true, boardingStatus: 'SUPPORTED' },
      { id: 'spectrum', mvpd: 'Spectrum', featured: true, boardingStatus: 'SUPPORTED' },
    ]);
    expect(since(made, 0)).toEqual(['E1', 'E2', 'E8', 'E3', 'E11', 'E12']);
  });

  it('has a provider chosen where the partner names none, and goes on with its session (R247)', async () => {
    const made = world();
    const app = await started(made, { status: async () => says('denied') });
    app.send({ type: 'authenticate' });
    await made.pass(0);
    expect(app.view()).toMatchObject({ phase: 'choosing' });
    app.send({ type: 'mvpd.selected', mvpd: 'Dish' });
    await made.pass(0);
    await logIn(made, app);
    expect(app.view()).toMatchObject({ phase: 'authenticated', access: { mvpd: { id: 'Dish' } } });
    expect(since(made, 0)).toEqual(['E1', 'E2', 'E8', 'E3', 'E4', 'E7', 'E10']);
  });

  it('skips the choice where the provider is known, but not for single sign-on (R241, R248)', async () => {
    const made = world();
    const unsupported = says('granted', {
      id: 'spectrum',
      error: { code: '1', message: 'The provider is not supported' },
    });
    const app = await started(made, { status: async () => unsupported });
    app.send({ type: 'authenticate' });
    await made.pass(0);
    expect(app.view()).toMatchObject({
      phase: 'authenticating',
      mvpd: { id: 'Spectrum', displayName: 'Spectrum' },
      authentication: { phase: 'authenticate' },
    });
    expect(since(made, 0)).toEqual(['E1', 'E2', 'E8', 'E3', 'E4']);
  });

  it('leaves the choice to the second screen where the app wants it there', async () => {
    const made = world();
    const app = await started(
      made,
      { status: async () => says('denied') },
      { screen: 'secondary', choice: 'elsewhere' },
    );
    app.send({ type: 'authenticate' });
    await made.pass(0);
    expect(signInOf(app)).toMatchObject({ phase: 'resume', missingParameters: ['mvpd'] });
    await made.simulator.viewer.signIn({ code: codeOf(app), mvpd: 'Dish' });
    await made.pass(10_000);
    expect(app.view()).toMatchObject({ access: { mvpd: { id: 'Dish' } } });
  });

  it('uses the remembered MVPD in the basic flow, without a choice', async () => {
    const made = world({}, { storage: memoryStorage() });
    const first = await started(made);
    first.send({ type: 'authenticate' });
    await made.pass(0);
    made.simulator.profiles.clear();
    const app = await started(made, { status: async () => says('denied') });
    expect(app.view()).toMatchObject({ phase: 'confirming', mvpd: { id: 'Cablevision' } });
    app.send({ type: 'authenticate' });
    await made.pass(0);
    expect(signInOf(app)).toMatchObject({
      phase: 'authenticate',
      fallback: { reason: 'permission_not_granted' },
    });
    expect(made.seen()).not.toContain('E3');
  });

  it('is left out where the app names an MVPD', async () => {
    const made = world();
    const app = await started(made);
    app.send({ type: 'authenticate', mvpd: 'Dish' });
    await made.pass(0);
    expect(signInOf(app)).toMatchObject({ phase: 'authenticate' });
    expect(made.seen()).not.toContain('E11');
  });

  it('goes on where only other parameters than the MVPD are missing', async () => {
    const made = world({}, { storage: memoryStorage() });
    const first = await started(made);
    first.send({ type: 'authenticate' });
    await made.pass(0);
    made.simulator.profiles.clear();
    const app = await started(
      made,
      { status: async () => says('denied') },
      { domainName: undefined },
    );
    app.send({ type: 'authenticate' });
    await made.pass(0);
    expect(signInOf(app)).toMatchObject({ phase: 'resume', missingParameters: ['domainName'] });
    app.send({ type: 'parameters.provided', domainName: 'adobe.com' });
    await made.pass(0);
    expect(signInOf(app)).toMatchObject({ phase: 'authenticate' });
  });

  it('can be left for another provider', async () => {
    const made = world();
    const app = await started(made, { authenticate: () => new Promise(() => {}) });
    app.send({ type: 'authenticate' });
    await made.pass(0);
    expect(signInOf(app)).toEqual({ phase: 'partner_profile' });
    app.send({ type: 'mvpd.choose' });
    await made.pass(0);
    app.send({ type: 'mvpd.selected', mvpd: 'Dish' });
    await made.pass(0);
    expect(signInOf(app)).toMatchObject({ phase: 'authenticate' });
  });

  it('can be given up', async () => {
    const made = world();
    const app = await started(made, { status: () => new Promise(() => {}) });
    app.send({ type: 'authenticate' });
    app.send({ type: 'cancel' });
    expect(app.view().phase).toBe('unauthenticated');
  });

  it('says that its services lack a framework', async () => {
    const made = world();
    const app = startApp(made.client, { partner: 'Apple' });
    await made.pass(0);
    app.send({ type: 'authenticate' });
    await made.pass(0);
    expect(signInOf(app)).toMatchObject({
      phase: 'failed',
      error: { code: 'actor_not_provided' },
    });
  });
});

describe('a start with a partner', () => {
  it('finds its profile with a status that asks nobody, and never by making one (R235, R239, R240)', async () => {
    const made = world();
    made.simulator.profiles.add({ mvpd: 'Cablevision', type: 'appleSSO' });
    const status = says('granted', { id: 'Cablevision', expirationDate: START + DAY });
    const app = startApp(made.clientWith({ sso: { partnerFrameworkStatus: () => status } }), {
      partner: 'Apple',
    });
    await made.pass(0);
    expect(app.view()).toMatchObject({
      phase: 'authenticated',
      access: { reason: 'authenticatedSSO', profile: { type: 'appleSSO' } },
    });
    expect(made.simulator.requests.at(-1)).toMatchObject({
      endpoint: 'E8',
      headers: { 'ap-partner-framework-status': expect.any(String) },
    });
    expect(made.seen()).not.toContain('E12');
  });

  it('asks for a new status each time the app comes to the front, and sends none that is of no use (R238)', async () => {
    const made = world();
    made.simulator.profiles.add({ mvpd: 'Cablevision', type: 'appleSSO' });
    const statuses = [
      says('granted', { id: 'Cablevision', expirationDate: START + DAY }),
      says('granted', { id: 'Cablevision', expirationDate: START + 2 * DAY }),
      says('denied'),
    ];
    const app = startApp(
      made.clientWith({ sso: { partnerFrameworkStatus: () => statuses.shift() } }),
      { partner: 'Apple' },
    );
    await made.pass(0);
    for (const phase of ['authenticated', 'confirming']) {
      app.send({ type: 'profile.check' });
      await made.pass(0);
      expect(app.view().phase).toBe(phase);
    }
    const sent = made.simulator.requests
      .filter(({ endpoint }) => /^E[89]$/.test(endpoint))
      .map(({ headers }) => headers['ap-partner-framework-status']);
    expect(sent).toEqual([expect.any(String), expect.any(String), undefined]);
    expect(sent[0]).not.toBe(sent[1]);
  });
});
