import { describe, expect, test } from 'vitest';
import { allParameters, deviceId, harness, identityToken, partnerStatus } from './support.js';

const kinds = ['preauthorize', 'authorize'] as const;
const code = async (reply: Promise<{ status: number; json: { code?: unknown } }>) => {
  const { status, json } = await reply;
  return [status, json.code];
};

describe.each(kinds)('%s needs a profile', (kind) => {
  test.each([
    ['missing', () => undefined],
    ['missing', (to) => to.simulator.profiles.add({ mvpd: 'Dish' })],
    ['missing', (to) => to.simulator.profiles.add({ mvpd: 'Cablevision', deviceId: 'another' })],
    ['missing', (to) => to.simulator.profiles.add({ mvpd: 'Cablevision', clientId: 'another' })],
    ['expired', (to) => to.simulator.profiles.add({ mvpd: 'Cablevision', notAfter: 1 })],
  ] as ReadonlyArray<readonly [string, (to: ReturnType<typeof harness>) => void]>)(
    'and answers authenticated_profile_%s otherwise',
    async (what, prepare) => {
      const to = harness();
      prepare(to);
      const reply = await to.decide(kind, 'Cablevision', ['one']);
      expect(reply.status).toBe(403);
      expect(reply.json).toMatchObject({
        code: `authenticated_profile_${what}`,
        action: 'authentication',
        status: 403,
      });
      expect(reply.json).not.toHaveProperty('decisions');
    },
  );

  test('whose end a tester can order, in each of the three ways', async () => {
    const to = harness();
    const { profiles } = to.simulator;
    const ask = () => code(to.decide(kind, 'Cablevision', ['one']));
    profiles.add({ mvpd: 'Cablevision' });
    profiles.add({ mvpd: 'Dish' });
    expect(await ask()).toEqual([200, undefined]);
    profiles.expire({ mvpd: 'Dish' });
    expect(await ask()).toEqual([200, undefined]);
    profiles.expire({ mvpd: 'Cablevision' });
    expect(await ask()).toEqual([403, 'authenticated_profile_expired']);
    profiles.invalidate({ mvpd: 'Cablevision' });
    expect(await ask()).toEqual([403, 'authenticated_profile_invalidated']);
    profiles.clear({ mvpd: 'Cablevision' });
    expect(await ask()).toEqual([403, 'authenticated_profile_missing']);
  });

  test('runs out by the clock, and is renewed by a login', async () => {
    const to = harness({ profileLife: 60_000 });
    const signIn = async () => {
      const session = await to.create(allParameters);
      await to.simulator.viewer.signIn({ code: session.code });
    };
    await signIn();
    to.clock.now += 59_999;
    expect(await code(to.decide(kind, 'Cablevision', ['one']))).toEqual([200, undefined]);
    to.clock.now += 1;
    expect(await code(to.decide(kind, 'Cablevision', ['one']))).toEqual([
      403,
      'authenticated_profile_expired',
    ]);
    await signIn();
    expect(await code(to.decide(kind, 'Cablevision', ['one']))).toEqual([200, undefined]);
    to.simulator.profiles.invalidate();
    expect((await to.create(allParameters)).actionName).toBe('authenticate');
    await to.logout('Cablevision');
    expect(await code(to.decide(kind, 'Cablevision', ['one']))).toEqual([
      403,
      'authenticated_profile_missing',
    ]);
  });

  test.each([
    ['serviceTokenSSO', 'ad-service-token'],
    ['platformSSO', 'adobe-subject-token'],
    ['platformSSO', 'x-roku-reserved-roku-connect-token'],
  ] as const)('which can be %s with %s', async (type, header) => {
    const to = harness();
    to.simulator.profiles.add({ mvpd: 'Dish', type, subject: 'me' });
    const me = { [header]: identityToken('me') };
    const you = { [header]: identityToken('you') };
    expect(await code(to.decide(kind, 'Dish', ['one'], me))).toEqual([200, undefined]);
    for (const headers of [{}, you]) {
      expect(await code(to.decide(kind, 'Dish', ['one'], headers))).toEqual([
        403,
        'authenticated_profile_missing',
      ]);
    }
  });

  test('which can be appleSSO, with a status that is good for it', async () => {
    const to = harness();
    to.simulator.profiles.add({ mvpd: 'Spectrum', type: 'appleSSO', deviceId });
    const ask = (status: string | undefined) =>
      code(
        to.decide(
          kind,
          'Spectrum',
          ['one'],
          status === undefined ? {} : { 'ap-partner-framework-status': status },
        ),
      );
    expect(await ask(partnerStatus('spectrum'))).toEqual([200, undefined]);
    for (const [status, problem] of [
      [undefined, 'permission_access_not_present'],
      [partnerStatus('spectrum', { accessStatus: 'denied' }), 'permission_access_not_granted'],
      [partnerStatus('spectrum', { expirationDate: '1' }), 'provider_info_expired'],
      [partnerStatus(undefined), 'provider_id_not_determined'],
      [partnerStatus('Cablevision'), 'provider_id_mismatch'],
    ] as const) {
      expect(await ask(status)).toEqual([400, `invalid_header_pfs_${problem}`]);
    }
    // Any other profile does without it.
    to.simulator.profiles.add({ mvpd: 'Spectrum' });
    expect(await ask(undefined)).toEqual([200, undefined]);
  });
});

describe('degradation', () => {
  test.each([
    ['AuthNAll', true, true],
    ['AuthZAll', true, false],
    ['AuthZNone', false, false],
  ] as const)('%s needs no profile', async (degraded, authorized, hasTimes) => {
    const to = harness();
    to.simulator.mvpd({ id: 'Dish', degraded, permits: [], degradationMessage: 'Try later.' });
    for (const kind of kinds) {
      const { status, json } = await to.decide(kind, 'Dish', ['one']);
      const [decision] = json.decisions;
      expect([status, decision.source, decision.authorized]).toEqual([
        200,
        'degradation',
        authorized,
      ]);
      const tokens = kind === 'authorize';
      expect('notAfter' in decision).toBe(hasTimes && tokens);
      expect('token' in decision).toBe(authorized && tokens);
      if (!authorized) {
        expect(decision.error).toMatchObject({
          code: 'authorization_denied_by_degradation_rule',
          status: 403,
          action: 'none',
          details: 'Try later.',
        });
      }
    }
  });

  test.each([
    ['AuthNAll', 'authorize', 'complete'],
    ['AuthZAll', 'authenticate', 'invalid'],
    ['AuthZNone', 'authenticate', 'invalid'],
  ] as const)('%s: login and logout', async (degraded, login, logout) => {
    const to = harness();
    to.simulator.mvpd({ id: 'Cablevision', degraded });
    expect((await to.create(allParameters)).actionName).toBe(login);
    const { logouts } = (await to.logout('Cablevision')).json;
    expect(logouts.Cablevision.actionName).toBe(logout);
  });

  test('ends with the rule', async () => {
    const to = harness();
    to.simulator.mvpd({ id: 'Dish', degraded: 'AuthZAll' });
    expect((await to.decide('authorize', 'Dish', ['one'])).status).toBe(200);
    to.simulator.mvpd({ id: 'Dish', degraded: false });
    expect(await code(to.decide('authorize', 'Dish', ['one']))).toEqual([
      403,
      'authenticated_profile_missing',
    ]);
  });
});
