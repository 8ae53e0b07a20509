import { describe, expect, it } from 'vitest';
import { configuration, type PartnerFramework, profileForMvpd } from '../../src/index.js';
import { authenticateWithPartner, subscribed } from '../support/flows.js';
import { stub } from '../support/stub.js';
import { simulateTime, START, world } from '../support/world.js';

simulateTime();

const permission =
  (accessStatus: string, frameworkProviderInfo = {}) =>
  async () => ({
    frameworkPermissionInfo: { accessStatus },
    frameworkProviderInfo,
  });

describe('a subscriber', () => {
  it('signs in with what the platform knows, in two calls (R80, R230, R234, R242)', async () => {
    const { client, pass, seen, simulator } = world();
    const asked: unknown[] = [];
    const flow = authenticateWithPartner(client, {
      authenticate: (request) => {
        asked.push(request);
        return subscribed.authenticate();
      },
    });
    expect(flow.view()).toEqual({ phase: 'status' });
    await pass(0);
    expect(flow.getSnapshot().output).toMatchObject({
      phase: 'authorize',
      mvpd: 'Cablevision',
      reason: 'login',
      profile: { type: 'appleSSO', issuer: 'Apple' },
    });
    expect(flow.getSnapshot().output).not.toHaveProperty('fallback');
    expect(seen()).toEqual(['E1', 'E2', 'E11', 'E12']);
    expect(asked).toEqual([
      { type: 'saml', request: expect.any(String), attributesNames: expect.any(Array) },
    ]);
    const headers = simulator.requests.slice(2).map((request) => request.headers);
    for (const sent of headers) {
      expect(sent).toHaveProperty('ap-partner-framework-status');
      const info: unknown = JSON.parse(Buffer.from(sent['x-device-info']!, 'base64').toString());
      expect(info).toMatchObject({ model: 'AppleTV', osName: 'tvOS', osVersion: '11.0' });
    }
    // From here on, its profile is found as any other, and not made again.
    const status = await subscribed.status();
    const found = await profileForMvpd(client, {
      mvpd: 'Cablevision',
      partnerFrameworkStatus: status,
    });
    expect(found.profiles).toMatchObject({ Cablevision: { type: 'appleSSO' } });
    expect(seen().slice(4)).toEqual(['E9']);
  });

  it('whom the platform knows by another id goes on with that of the MVPD (R241)', async () => {
    const { client, pass, simulator } = world();
    const { mvpds } = await configuration(client);
    expect(mvpds.find(({ platformMappingId }) => platformMappingId === 'spectrum')?.id).toBe(
      'Spectrum',
    );
    const status = permission('granted', { id: 'spectrum', expirationDate: START + 1000 });
    const input = { mvpd: undefined as never };
    const declined = { status, authenticate: async () => ({}) };
    const basic = authenticateWithPartner(client, declined, input);
    await pass(0);
    expect(basic.view()).toMatchObject({ phase: 'authenticate' });
    expect(simulator.requests.at(-1)).toMatchObject({ endpoint: 'E4', body: { mvpd: 'Spectrum' } });
    const flow = authenticateWithPartner(client, { status }, input);
    await pass(0);
    expect(flow.getSnapshot().output).toMatchObject({ phase: 'authorize', mvpd: 'Spectrum' });
  });

  it('is shown as creating, and as partner_profile while the framework asks', async () => {
    const { client, pass, simulator } = world();
    simulator.faults.add({ endpoint: 'E11', delay: 1000 });
    const flow = authenticateWithPartner(client, { authenticate: () => new Promise(() => {}) });
    await pass(500);
    expect(flow.view()).toEqual({ phase: 'creating' });
    await pass(1000);
    expect(flow.view()).toEqual({ phase: 'partner_profile' });
    flow.send({ type: 'cancel' });
    expect(flow.getSnapshot().output).toEqual({ phase: 'cancelled' });
  });

  it('sends the status that the framework gave along with its answer', async () => {
    const { client, pass, simulator } = world();
    const status = await permission('granted', {
      id: 'Cablevision',
      expirationDate: START + 1_000_000,
    })();
    authenticateWithPartner(client, {
      authenticate: async () => ({ ...(await subscribed.authenticate()), status }),
    });
    await pass(0);
    const header = simulator.requests.at(-1)?.headers['ap-partner-framework-status'] ?? '';
    expect(Buffer.from(header, 'base64').toString()).toContain(String(START + 1_000_000));
  });

  it('with degraded access goes on at once (R242)', async () => {
    const { client, pass, seen } = world();
    const flow = authenticateWithPartner(client, {
      status: permission('granted', { id: 'attott', expirationDate: START + 1000 }),
    });
    await pass(0);
    expect(flow.getSnapshot().output).toEqual({
      phase: 'authorize',
      mvpd: 'ATTOTT',
      reason: 'degraded',
    });
    expect(seen()).toEqual(['E1', 'E2', 'E11']);
  });

  it('may get a degraded profile for the SAML response', async () => {
    const { client, pass, simulator } = world();
    const flow = authenticateWithPartner(client, {
      authenticate: () => {
        simulator.mvpd({ id: 'Cablevision', platformMappingId: 'Cablevision', degraded: true });
        return subscribed.authenticate();
      },
    });
    await pass(0);
    expect(flow.getSnapshot().output).toMatchObject({
      phase: 'authorize',
      reason: 'degraded',
      profile: { type: 'degraded' },
    });
  });
});

describe('the basic flow instead', () => {
  const local: Array<[string, Partial<PartnerFramework>]> = [
    ['permission_not_granted', { status: permission('denied') }],
    ['permission_not_granted', { status: permission('restricted') }],
    ['permission_not_granted', { status: permission('notDetermined') }],
    ['provider_id_not_present', { status: permission('granted') }],
    [
      'provider_info_expired',
      { status: permission('granted', { id: 'Cablevision', expirationDate: START }) },
    ],
    ['provider_info_expired', { status: permission('granted', { id: 'Cablevision' }) }],
    ['partner_framework_failed', { status: () => Promise.reject(new Error('no entitlement')) }],
  ];

  it.each(local)(
    'comes without a partner session where the device says no: %s (R233, R247)',
    async (reason, framework) => {
      const { client, pass, seen } = world();
      const flow = authenticateWithPartner(client, framework);
      await pass(0);
      expect(flow.view()).toMatchObject({ phase: 'authenticate', fallback: { reason } });
      expect(seen()).toEqual(['E1', 'E2', 'E4']);
    },
  );

  it.each(['pfs_fallback', 'configuration_fallback'] as const)(
    'goes on with the session of the server: %s (R242, R247, R251)',
    async (fallback) => {
      const { client, pass, seen, simulator } = world({ partner: { fallback } });
      const flow = authenticateWithPartner(client);
      await pass(0);
      const view = flow.view();
      if (view.phase !== 'authenticate') throw new Error(JSON.stringify(view));
      expect(view).toMatchObject({ polling: false, fallback: { reason: fallback } });
      await simulator.viewer.signIn({ code: view.code });
      flow.send({ type: 'userAgent.returned' });
      await pass(0);
      expect(flow.getSnapshot().output).toMatchObject({
        phase: 'authorize',
        mvpd: 'Cablevision',
        reason: 'login',
        fallback: { reason: fallback },
      });
      expect(seen().filter((endpoint) => !/^E7$|^user/.test(endpoint))).toEqual([
        'E1',
        'E2',
        'E11',
        'E10',
      ]);
    },
  );

  it('gives what is missing to the session of the server: missing_parameters_fallback (R242, R251)', async () => {
    const { client, pass, seen, simulator } = world();
    const flow = authenticateWithPartner(client, {}, { redirectUrl: undefined as never });
    await pass(0);
    expect(flow.view()).toMatchObject({
      phase: 'resume',
      missingParameters: ['redirectUrl'],
      fallback: { reason: 'missing_parameters_fallback' },
    });
    flow.send({ type: 'parameters.provided', redirectUrl: 'https://adobe.com' });
    await pass(0);
    expect(flow.view()).toMatchObject({ phase: 'authenticate' });
    expect(seen()).toEqual(['E1', 'E2', 'E11', 'E5']);
    expect(simulator.requests.at(-1)?.body).toMatchObject({ mvpd: 'Cablevision' });
  });

  it.each([
    ['nothing', {}],
    ['an empty text', { samlResponse: '' }],
    ['null', { samlResponse: null }],
  ])('comes where the framework answers with %s (R247)', async (_, answer) => {
    const { client, pass, seen, simulator } = world();
    const flow = authenticateWithPartner(client, { authenticate: async () => answer });
    await pass(0);
    expect(flow.view()).toMatchObject({
      phase: 'authenticate',
      fallback: { reason: 'saml_response_not_present' },
    });
    expect(seen()).toEqual(['E1', 'E2', 'E11', 'E4']);
    expect(simulator.requests.at(-1)?.body).toMatchObject({ mvpd: 'Cablevision' });
  });

  it('shows no picker where the app has found the MVPD of an unsupported provider (R248)', async () => {
    const { client, pass, seen, simulator } = world();
    const status = permission('granted', { id: 'dish', error: { code: '1' } });
    const { mvpds } = await configuration(client);
    const mvpd = mvpds.find(({ platformMappingId }) => platformMappingId === 'dish')?.id ?? '';
    const flow = authenticateWithPartner(client, { status }, { mvpd });
    await pass(0);
    expect(flow.view()).toMatchObject({ phase: 'authenticate' });
    expect(seen()).toEqual(['E1', 'E2', 'E3', 'E4']);
    expect(simulator.requests.at(-1)?.body).toMatchObject({ mvpd: 'Dish' });
  });

  it.each([
    'invalid_header_pfs_permission_access_not_present',
    'invalid_header_pfs_permission_access_not_determined',
    'invalid_header_pfs_permission_access_not_granted',
    'invalid_header_pfs_provider_id_not_determined',
    'invalid_header_pfs_provider_id_mismatch',
    'invalid_header_pfs_provider_info_expired',
    'invalid_parameter_saml_response',
    'invalid_configuration_platform',
  ])('comes where the profile is refused: %s (R249)', async (code) => {
    const { client, pass, seen, simulator } = world();
    simulator.faults.add({ endpoint: 'E12', code });
    const flow = authenticateWithPartner(client);
    await pass(0);
    expect(flow.view()).toMatchObject({
      phase: 'authenticate',
      fallback: { reason: 'partner_refused', error: { code } },
    });
    expect(seen()).toEqual(['E1', 'E2', 'E11', 'E12', 'E4']);
  });

  it('comes where no profile is made', async () => {
    const { client, pass, simulator } = world();
    simulator.faults.add({ endpoint: 'E12', status: 201, body: { profiles: {} } });
    const flow = authenticateWithPartner(client);
    await pass(0);
    expect(flow.view()).toMatchObject({
      phase: 'authenticate',
      fallback: { reason: 'partner_refused' },
    });
  });

  it('comes where the framework fails with the request', async () => {
    const { client, pass } = world();
    const flow = authenticateWithPartner(client, {
      authenticate: () => Promise.reject(new Error('dismissed')),
    });
    await pass(0);
    expect(flow.view()).toMatchObject({
      phase: 'authenticate',
      fallback: { reason: 'partner_framework_failed', error: { message: 'dismissed' } },
    });
  });

  it.each([
    'invalid_parameter_partner',
    'invalid_configuration_platform_services',
    'internal_server_error',
  ])('comes where the partner session is refused: %s', async (code) => {
    const { client, pass, simulator } = world();
    simulator.faults.add({ endpoint: 'E11', code });
    const flow = authenticateWithPartner(client);
    await pass(0);
    expect(flow.view()).toMatchObject({
      phase: 'authenticate',
      fallback: { reason: 'partner_refused', error: { code } },
    });
  });

  it('tells whoever listens of its own steps, and takes its events', async () => {
    const { client, pass, times } = world();
    const flow = authenticateWithPartner(
      client,
      { status: permission('denied') },
      { screen: 'secondary' },
    );
    const phases: string[] = [];
    flow.subscribe(() => phases.push(flow.view().phase));
    await pass(6000);
    expect(phases).toEqual(expect.arrayContaining(['creating', 'authenticate']));
    expect(times('E10')).toEqual([0, 5000]);
    const before = flow.view();
    flow.send({ type: 'code.renew' });
    await pass(1000);
    const after = flow.view();
    expect('code' in before && 'code' in after && before.code !== after.code).toBe(true);
    flow.send({ type: 'cancel' });
    expect(flow.view()).toEqual({ phase: 'cancelled' });
  });

  it('can fail, and be retried', async () => {
    const { client, pass, simulator } = world();
    simulator.faults.add({ endpoint: 'E4', cut: 'before' });
    const flow = authenticateWithPartner(client, { status: permission('denied') });
    await pass(0);
    expect(flow.view()).toMatchObject({
      phase: 'failed',
      error: { code: 'network_failure' },
      fallback: { reason: 'permission_not_granted' },
    });
    flow.send({ type: 'retry' });
    await pass(0);
    expect(flow.view()).toMatchObject({ phase: 'authenticate' });
  });
});

describe('a partner flow that fails', () => {
  it.each(['E11', 'E12'] as const)(
    'where %s cannot be reached, and a retry asks the framework again',
    async (endpoint) => {
      const { client, pass, simulator, seen } = world();
      simulator.faults.add({ endpoint, cut: 'before' });
      let asked = 0;
      const flow = authenticateWithPartner(client, {
        status: () => {
          asked += 1;
          return subscribed.status();
        },
      });
      await pass(60_000);
      expect(flow.view()).toMatchObject({ phase: 'failed', error: { code: 'network_failure' } });
      expect(seen().filter((one) => one === endpoint)).toHaveLength(1);
      flow.send({ type: 'retry' });
      await pass(0);
      expect(flow.getSnapshot().output).toMatchObject({ phase: 'authorize' });
      expect(asked).toBe(2);
    },
  );

  it.each(['dance', 'constructor'])(
    'with an action that it does not know: %s',
    async (actionName) => {
      const { fetch } = stub({ body: { actionName, code: 'A' } });
      const { clientWith, pass } = world({}, { fetch, accessToken: async () => 'token' });
      const flow = authenticateWithPartner(clientWith());
      await pass(0);
      expect(flow.view()).toMatchObject({
        phase: 'failed',
        error: { code: 'unknown_action', response: { actionName } },
      });
    },
  );
});
