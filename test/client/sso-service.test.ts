import { describe, expect, it } from 'vitest';
import {
  createLinkCode,
  createServiceToken,
  linkedDevices,
  refreshServiceToken,
  unlinkDevices,
} from '../../src/client/index.js';
import samples from '../fixtures/samples.json' with { type: 'json' };
import { failure, stubClient } from '../support/stub.js';

const answer = (id: string) => {
  const sample = samples.find((one) => one.id === `sso-service/${id}`);
  if (!sample?.response) throw new Error(`no sample ${id}`);
  return sample.response;
};
const serviceToken = 'eyJhbGciOiJIUzI1NiJ9.e30.c2ln';

describe('the SSO service', () => {
  it.each([
    ['1', { ssoId: 'viewer-1' }, 'x-sso-id', 'viewer-1'],
    ['2', { linkCode: '123456' }, 'x-sso-link', '123456'],
  ])('gives a token (%s)', async (id, identity, header, value) => {
    const { client, seen } = stubClient([answer(id)]);
    await expect(createServiceToken(client, identity)).resolves.toEqual({
      serviceToken: expect.any(String),
      notBefore: 1710000000000,
      notAfter: 1710003600000,
    });
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: 'https://sp.auth-staging.adobe.com/api/REF30/serviceToken',
    });
    expect(seen[0]?.headers).toMatchObject({
      [header]: value,
      'ap-device-identifier': expect.any(String),
      'x-device-info': expect.any(String),
    });
  });

  it('refreshes one', async () => {
    const { client, seen } = stubClient([answer('3')]);
    await expect(refreshServiceToken(client, { serviceToken })).resolves.toMatchObject({
      notAfter: 1710003600000,
    });
    expect(seen[0]).toMatchObject({ method: 'GET', headers: { 'ad-service-token': serviceToken } });
  });

  it('links another device', async () => {
    const { client, seen } = stubClient([answer('4')]);
    await expect(createLinkCode(client, { serviceToken })).resolves.toEqual({
      code: '123456',
      notBefore: 1623840000000,
      notAfter: 1623842700000,
    });
    expect(seen[0]?.url).toMatch(/\/link$/);
  });

  it.each(['5', '6'])('unlinks devices, not always all of them (%s)', async (id) => {
    const { client, seen } = stubClient([answer(id)]);
    const devices = ['deviceid1', 'deviceid2', 'deviceid3'];
    await expect(unlinkDevices(client, { serviceToken, devices })).resolves.toEqual(
      expect.arrayContaining(['deviceid1', 'deviceid3']),
    );
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ devices });
  });

  it.each([
    ['7', 3],
    ['8', 0],
  ] as const)('lists them (%s)', async (id, count) => {
    const { client } = stubClient([answer(id)]);
    expect(Object.keys(await linkedDevices(client, { serviceToken }))).toHaveLength(count);
  });

  it('has other names in its tables (D34)', async () => {
    await expect(
      refreshServiceToken(stubClient([{ body: { jws: 'x' } }]).client, { serviceToken }),
    ).resolves.toEqual({ serviceToken: 'x' });
    await expect(
      createLinkCode(stubClient([{ body: { link: 'x' } }]).client, { serviceToken }),
    ).resolves.toEqual({ code: 'x' });
  });

  it('wraps its errors', async () => {
    const body = {
      status: 'BAD_REQUEST',
      error: { code: 'token_invalid', action: 'get_new_token', status: 400, message: 'No' },
    };
    await expect(
      failure(refreshServiceToken(stubClient([{ status: 400, body }]).client, { serviceToken })),
    ).resolves.toMatchObject({
      name: 'EnhancedError',
      code: 'token_invalid',
      action: 'get_new_token',
    });
  });

  it.each(['', 'a b', 'a\r\nX-Evil: 1', undefined])(
    'is not asked with the token %j',
    async (bad) => {
      const { client, seen } = stubClient([{}]);
      await expect(
        failure(refreshServiceToken(client, { serviceToken: bad as string })),
      ).resolves.toMatchObject({ path: 'serviceToken' });
      await expect(
        failure(createServiceToken(client, { ssoId: bad as string })),
      ).resolves.toMatchObject({ path: 'ssoId' });
      expect(seen).toHaveLength(0);
    },
  );
});
