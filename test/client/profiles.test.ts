import { describe, expect, it } from 'vitest';
import {
  authorize,
  createSession,
  type PassClient,
  type PassClientOptions,
  profileForMvpd,
  profiles,
} from '../../src/client/index.js';
import { failure } from '../support/stub.js';
import { clientOptions, parameters, simulateTime, START, world } from '../support/world.js';

simulateTime();

const { mvpd } = parameters;
const DAY = 86_400_000;

/** A world whose viewer has signed in on this device, with the credentials behind one token. */
async function signedIn() {
  const made = world({ profileLife: 30 * DAY, tokenLife: 60 * 86_400 });
  const token = made.simulator.issueToken();
  const clientWith = (options: Partial<PassClientOptions> = {}) =>
    made.clientWith({ accessToken: async () => token, ...options });
  const { code = '' } = await createSession(clientWith(), parameters);
  await made.simulator.viewer.signIn({ code });
  const find = async (client: PassClient) => Object.keys((await profiles(client)).profiles);
  return { ...made, clientWith, find };
}

describe('a profile', () => {
  it('is there for its device and credentials', async () => {
    const { clientWith, find } = await signedIn();
    await expect(find(clientWith())).resolves.toEqual([mvpd]);
  });

  it.each<[string, Partial<PassClientOptions>]>([
    ['another device id', { device: { ...clientOptions.device, id: 'another device' } }],
    [
      'credentials of another software statement',
      { accessToken: undefined as never, softwareStatement: 'e30.e30.c2ln' },
    ],
  ])('is gone with %s, which an empty map says (R90)', async (_, options) => {
    const { clientWith, find } = await signedIn();
    await expect(find(clientWith(options))).resolves.toEqual([]);
  });

  it('is gone after its time, which an empty map says (R90)', async () => {
    const { clientWith, find, pass } = await signedIn();
    const { notAfter } = (await profileForMvpd(clientWith(), { mvpd })).profiles[mvpd]!;
    expect(notAfter).toBe(START + 30 * DAY);
    await pass(notAfter - START - 1);
    await expect(find(clientWith())).resolves.toEqual([mvpd]);
    await pass(1);
    await expect(find(clientWith())).resolves.toEqual([]);
  });

  it('can be read again after an authorization, with what has changed (R87)', async () => {
    const { client, simulator } = world();
    const read = async () =>
      (await profileForMvpd(client, { mvpd })).profiles[mvpd]?.attributes['householdID'];
    simulator.profiles.add({ mvpd, attributes: { householdID: 'before' } });
    await expect(read()).resolves.toMatchObject({ value: 'before' });
    await authorize(client, { mvpd, resources: ['one'] });
    simulator.profiles.clear();
    simulator.profiles.add({ mvpd, attributes: { householdID: 'after' } });
    await expect(read()).resolves.toMatchObject({ value: 'after' });
  });

  it('of degraded access can be read, though nobody has signed in (R189)', async () => {
    const { client } = world();
    await expect(profileForMvpd(client, { mvpd: 'ATTOTT' })).resolves.toMatchObject({
      profiles: { ATTOTT: { type: 'degraded', issuer: 'Adobe', notAfter: expect.any(Number) } },
    });
  });

  it('of temporary access tells the time and the resources that are left (R200)', async () => {
    const { client } = world(
      { tempPassLife: 600_000 },
      { tempPassIdentity: { email: 'f7ee5ec7' } },
    );
    await authorize(client, { mvpd: 'flexibleTempPass', resources: ['one'] });
    const read = await profileForMvpd(client, { mvpd: 'flexibleTempPass' });
    expect(read.profiles['flexibleTempPass']).toMatchObject({
      type: 'temporary',
      notAfter: START + 600_000,
      attributes: { remaining_resources: { value: 4 }, used_assets: { value: ['one'] } },
    });
  });
});

it.each([
  ['a request to mend', 400, { code: 'invalid_parameter_mvpd' }, 'select-mvpd', ['E9']],
  [
    'an access that is over',
    403,
    { code: 'authenticated_profile_expired' },
    'authenticate',
    ['E9'],
  ],
  ['what no server of Adobe says', 405, { status: 405, body: '' }, 'retry', ['E9']],
  [
    'a token to renew, and another try',
    401,
    { status: 401, body: '' },
    'retry',
    ['E9', 'E2', 'E9'],
  ],
  [
    'credentials to renew, and a last try',
    401,
    { status: 401, code: 'invalid_access_token_client_application' },
    'register',
    ['E9', 'E2', 'E9', 'E1', 'E2', 'E9'],
  ],
] as const)(
  'a profile that is refused is %s: HTTP %i (R186)',
  async (_, httpStatus, fault, remedy, expected) => {
    const { client, seen, simulator } = world({ throttle: false });
    simulator.faults.add({ endpoint: 'E9', times: Infinity, ...fault });
    const error = await failure(profileForMvpd(client, { mvpd }));
    expect(error).toMatchObject({ httpStatus, remedy });
    expect(seen().slice(2)).toEqual(expected);
  },
);

describe('a profile of the partner', () => {
  const partnerFrameworkStatus = {
    frameworkPermissionInfo: { accessStatus: 'granted' },
    frameworkProviderInfo: { id: mvpd, expirationDate: START + DAY },
  } as const;

  it.each([
    ['the call for all profiles', (client: PassClient) => profiles(client)],
    ['the call for one MVPD', (client: PassClient) => profileForMvpd(client, { mvpd })],
  ])('is found by %s with the partner status (R235, R239)', async (_, read) => {
    const { clientWith, seen, simulator } = world();
    simulator.profiles.add({ mvpd, type: 'appleSSO' });
    await expect(read(clientWith())).resolves.toEqual({ profiles: {} });
    const client = clientWith({ sso: { partnerFrameworkStatus } });
    await expect(read(client)).resolves.toMatchObject({
      profiles: { [mvpd]: { type: 'appleSSO' } },
    });
    expect(seen().filter((endpoint) => /^E1[12]$/.test(endpoint))).toEqual([]);
  });

  it('is needed for its decisions, which get the partner status too (R236)', async () => {
    const { clientWith, simulator } = world();
    simulator.profiles.add({ mvpd, type: 'appleSSO' });
    const call = { mvpd, resources: ['one'] };
    await expect(authorize(clientWith(), call)).rejects.toMatchObject({
      remedy: 'basic-authentication',
    });
    await expect(
      authorize(clientWith({ sso: { partnerFrameworkStatus } }), call),
    ).resolves.toMatchObject({ decisions: [{ authorized: true }] });
    expect(simulator.requests.at(-1)?.headers).toHaveProperty('ap-partner-framework-status');
  });
});
