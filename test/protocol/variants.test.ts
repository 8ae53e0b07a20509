import { describe, expect, it } from 'vitest';
import {
  createPartnerProfile,
  createSession,
  initiateLogout,
  profileForCode,
  resumeSession,
  sessionInformation,
} from '../../src/client/index.js';
import { stubClient } from '../support/stub.js';

const client = (body: unknown, status = 200) => stubClient([{ body, status }]).client;
const logout = { mvpd: 'Dish', redirectUrl: 'https://adobe.com' };

describe('where the pages disagree, each variant is understood', () => {
  it.each(['domain', 'domainName'])('D6: the missing parameter is called %s', async (name) => {
    const session = await createSession(
      client({ actionName: 'resume', code: 'A', missingParameters: [name, 'other'] }),
    );
    expect(session.missingParameters).toEqual(['domainName', 'other']);
  });

  it.each(['domain', 'domainName'])('D6: the existing parameter is called %s', async (name) => {
    const information = await sessionInformation(
      client({ existingParameters: { [name]: 'adobe.com', mvpd: null } }),
      { code: 'A' },
    );
    expect(information.existingParameters).toEqual({ domainName: 'adobe.com' });
  });

  it.each(['1733735289035', 1733735289035])('D7: a time is %j', async (time) => {
    const session = await createSession(
      client({ actionName: 'resume', code: 'A', notBefore: time, notAfter: time }),
    );
    expect(session).toMatchObject({ notBefore: 1733735289035, notAfter: 1733735289035 });
    const { profiles } = await profileForCode(
      client({ profiles: { Dish: { notAfter: time, type: 'regular' } } }),
      { code: 'A' },
    );
    expect(profiles['Dish']).toEqual({ notAfter: 1733735289035, type: 'regular', attributes: {} });
  });

  it('D8: the reason has its older name, or one that is new', async () => {
    await expect(
      createSession(client({ actionName: 'authorize', mvpd: 'Dish', reason: 'degraded' })),
    ).resolves.toMatchObject({ reasonType: 'degraded' });
    await expect(
      createSession(client({ actionName: 'authorize', mvpd: 'Dish', reasonType: 'weather' })),
    ).resolves.toMatchObject({ reasonType: 'weather' });
  });

  it('D9: a resumed session without a code keeps the known one', async () => {
    await expect(
      resumeSession(client({ actionName: 'retry' }), { code: 'KNOWN' }),
    ).resolves.toMatchObject({ code: 'KNOWN' });
    await expect(
      resumeSession(client({ actionName: 'authorize' }), { code: 'KNOWN', mvpd: 'Dish' }),
    ).resolves.toEqual({
      actionName: 'authorize',
      actionType: '',
      reasonType: 'none',
      missingParameters: [],
      mvpd: 'Dish',
    });
  });

  it('D10: the code of the answer replaces that of the path', async () => {
    await expect(
      resumeSession(client({ actionName: 'authenticate', code: 'NEW' }), { code: 'OLD' }),
    ).resolves.toMatchObject({ code: 'NEW' });
  });

  it('D12: session information has its short names', async () => {
    await expect(
      sessionInformation(client({ existing: { domain: 'a' }, missing: ['mvpd'] }), { code: 'A' }),
    ).resolves.toEqual({
      existingParameters: { domainName: 'a' },
      missingParameters: ['mvpd'],
    });
  });

  it.each([200, 201])('D18: a partner profile comes with HTTP %i, of any type', async (status) => {
    const profiles = { Dish: { notAfter: 1733735289035, type: 'degraded', issuer: 'Adobe' } };
    await expect(
      createPartnerProfile(client({ profiles }, status), { samlResponse: 'x' }),
    ).resolves.toMatchObject({ profiles });
  });

  it('D20, D30: the key of a map counts', async () => {
    const { logouts } = await initiateLogout(
      client({ logouts: { ATTOTT: { actionName: 'complete', mvpd: 'other' } } }),
      logout,
    );
    expect(logouts).toEqual({ ATTOTT: { actionName: 'complete', actionType: '', mvpd: 'ATTOTT' } });
  });

  it.each([{}, { logouts: {} }])('a logout that leaves nothing to do is %j', async (body) => {
    await expect(initiateLogout(client(body), logout)).resolves.toEqual({ logouts: {} });
  });

  it('D29: a logout URL is absolute or relative; the wrapper may be missing', async () => {
    for (const url of [
      '/adobe-services/logout',
      'https://sp.auth-staging.adobe.com/adobe-services/logout',
    ]) {
      const { logouts } = await initiateLogout(
        client({ Dish: { actionName: 'logout', url } }),
        logout,
      );
      expect(logouts['Dish']?.url).toBe('https://sp.auth-staging.adobe.com/adobe-services/logout');
    }
  });

  it('unknown members of a set pass', async () => {
    const session = { actionName: 'dance', actionType: 'slow', reasonType: 'x' };
    await expect(createSession(client(session))).resolves.toMatchObject(session);
    const { profiles } = await profileForCode(
      client({ profiles: { Dish: { notAfter: 1733735289035, type: 'new' } } }),
      { code: 'A' },
    );
    expect(profiles['Dish']).toMatchObject({ type: 'new' });
  });

  it.each([
    [{ hostAddress: '203.0.113.7', more: 1 }, { hostAddress: '203.0.113.7' }],
    ['203.0.113.7', '203.0.113.7'],
  ])('the address of a device is %j', async (ipAddress, expected) => {
    const body = { existingParameters: {}, device: { connection: { ipAddress } } };
    const { device } = await sessionInformation(client(body), { code: 'A' });
    expect(device?.connection?.ipAddress).toEqual(expected);
  });
});
