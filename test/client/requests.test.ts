import { describe, expect, it, vi } from 'vitest';
import {
  authenticationUrl,
  authorize,
  configuration,
  createPartnerProfile,
  createPartnerSession,
  createSession,
  initiateLogout,
  legacyLogout,
  memoryStorage,
  type PassClient,
  type PassClientOptions,
  preauthorize,
  profileForCode,
  profileForMvpd,
  profiles,
  resetTempPass,
  resetTempPassForKey,
  resumeSession,
  sessionInformation,
} from '../../src/client/index.js';
import { stubClient } from '../support/stub.js';
import { jwe, jws } from '../support/tokens.js';
import { clientOptions, parameters, START, world } from '../support/world.js';

const calls = {
  E3: (client: PassClient) => configuration(client),
  E8: (client: PassClient) => profiles(client),
  E9: (client: PassClient) => profileForMvpd(client, { mvpd: 'Dish' }),
  E13: (client: PassClient) => preauthorize(client, { mvpd: 'Dish', resources: ['a'] }),
  E14: (client: PassClient) => authorize(client, { mvpd: 'Dish', resources: ['a'] }),
  E4: (client: PassClient) => createSession(client, parameters),
  E5: (client: PassClient) => resumeSession(client, { code: 'A', ...parameters }),
  E6: (client: PassClient) => sessionInformation(client, { code: 'A' }),
  E10: (client: PassClient) => profileForCode(client, { code: 'A' }),
  E11: (client: PassClient) => createPartnerSession(client, parameters),
  E12: (client: PassClient) => createPartnerProfile(client, { samlResponse: '<Response/>' }),
  E15: (client: PassClient) =>
    initiateLogout(client, { mvpd: 'Dish', redirectUrl: parameters.redirectUrl }),
  E16: (client: PassClient) => resetTempPass(client, { mvpd: 'TempPass', deviceId: 'all' }),
  E17: (client: PassClient) => resetTempPassForKey(client, { mvpd: 'TempPass', key: 'all' }),
  E18: (client: PassClient) => legacyLogout(client),
};

/** What one call sends. */
async function sent(
  call: (client: PassClient) => Promise<unknown>,
  options: Partial<PassClientOptions> = {},
) {
  const { client, seen } = stubClient([{ status: 204 }], { retry: { limit: 0 }, ...options });
  await call(client).catch(() => {});
  const [request] = seen;
  if (!request) throw new Error('nothing was sent');
  return request;
}

const decoded = (value: string | undefined) => Buffer.from(value ?? '', 'base64').toString('utf8');

const status = {
  frameworkPermissionInfo: { accessStatus: 'granted' },
  frameworkProviderInfo: { id: 'Cablevision', expirationDate: 2025430636000 },
} as const;

const everything: Partial<PassClientOptions> = {
  sso: {
    serviceToken: jws({ sub: 'viewer' }),
    subjectToken: jwe(),
    rokuConnectToken: jws(),
    partnerFrameworkStatus: status,
  },
  visitorId: 'ecid',
  tempPassIdentity: { email: 'foo@bar.com' },
  forwardedFor: '203.45.101.20',
  userAgent: 'Mozilla/5.0 (Apple TV)',
};

describe('headers', () => {
  const device = ['ap-device-identifier', 'x-device-info'];
  const context = ['ap-visitor-identifier', 'x-forwarded-for'];
  const identity = [
    'ad-service-token',
    'adobe-subject-token',
    'x-roku-reserved-roku-connect-token',
  ];
  const form = ['content-type'];
  const partner = 'ap-partner-framework-status';
  const matrix: Record<keyof typeof calls, string[]> = {
    E3: [...device, ...context],
    E8: [...device, ...context, ...identity, partner],
    E9: [...device, ...context, ...identity, partner, 'ap-temppass-identity'],
    E13: [...form, ...device, ...context, ...identity, partner],
    E14: [...form, ...device, ...context, ...identity, partner, 'ap-temppass-identity'],
    E4: [...form, ...device, ...context, ...identity],
    E5: [...form, ...device, ...context],
    E6: [...device, ...context],
    E10: [...device, ...context, 'ap-temppass-identity'],
    E11: [...form, ...device, ...context, 'ap-partner-framework-status'],
    E12: [...form, ...device, ...context, 'ap-partner-framework-status'],
    E15: [...device, ...context, ...identity],
    E16: [],
    E17: [],
    E18: ['x-device-info'],
  };

  it.each(Object.entries(calls))(
    '%s carries those of its page, and no other (R160, R164)',
    async (name, call) => {
      const { headers } = await sent(call, everything);
      const expected = [
        'accept',
        'authorization',
        'user-agent',
        ...matrix[name as keyof typeof calls],
      ];
      expect(new Set(Object.keys(headers))).toEqual(new Set(expected));
      expect(headers).toMatchObject({
        accept: 'application/json',
        authorization: 'Bearer token-of-the-app',
        'user-agent': 'Mozilla/5.0 (Apple TV)',
      });
    },
  );

  /** The calls of V2, by what the test asks of them. */
  const v2 = Object.entries(calls).filter(([name]) => !['E16', 'E17', 'E18'].includes(name));

  it('bring a token, and name and describe the device, on every V2 request (R147, R148, R150)', async () => {
    for (const [name, call] of v2) {
      const { headers } = await sent(call);
      expect(headers, name).toHaveProperty('authorization', 'Bearer token-of-the-app');
      expect(headers, name).toHaveProperty('ap-device-identifier');
      expect(headers, name).toHaveProperty('x-device-info');
    }
  });

  it('pass the address and the visitor on with every V2 request (R161, R163)', async () => {
    for (const [name, call] of v2) {
      const { headers } = await sent(call, everything);
      expect(headers, name).toHaveProperty('x-forwarded-for', '203.45.101.20');
      expect(headers, name).toHaveProperty('ap-visitor-identifier', 'ecid');
    }
  });

  it('carry an identity on the requests that take one, and on no other (R212, R215)', async () => {
    for (const [name, call] of Object.entries(calls)) {
      const { headers } = await sent(call, everything);
      const takesOne = ['E4', 'E8', 'E9', 'E13', 'E14', 'E15'].includes(name);
      expect(
        identity.map((header) => headers[header]),
        name,
      ).toEqual(
        takesOne ? [jws({ sub: 'viewer' }), jwe(), jws()] : [undefined, undefined, undefined],
      );
    }
  });

  it('are those of the device that streams, also from a server with many (R149, R151)', async () => {
    const storage = memoryStorage();
    const { clientWith, simulator } = world();
    for (const [index, model] of ['AppleTV', 'Shield', 'Bravia'].entries()) {
      const own = { id: `device ${index}`, info: { ...clientOptions.device.info, model } };
      await createSession(clientWith({ device: own, storage, forwardedFor: `203.0.113.${index}` }));
      const { headers } = simulator.requests.at(-1)!;
      expect(decoded(headers['ap-device-identifier']?.replace('fingerprint ', ''))).toBe(own.id);
      expect(JSON.parse(decoded(headers['x-device-info']))).toEqual(own.info);
    }
  });

  it.each(['E3', 'E5', 'E6', 'E10'] as const)(
    '%s leaves the device out where only documented ones are wanted (R45)',
    async (name) => {
      const { headers } = await sent(calls[name], { deviceHeaders: 'documented' });
      expect(headers).not.toHaveProperty('ap-device-identifier');
      expect(headers).not.toHaveProperty('x-device-info');
    },
  );

  it('E4 names the device also then', async () => {
    const { headers } = await sent(calls.E4, { deviceHeaders: 'documented' });
    expect(headers['ap-device-identifier']).toBe(
      'fingerprint YmEyM2QxNDEtZDcxNS01NjFjLTk0ZjQtZTllNGM5NjZiMWVi',
    );
  });

  it('describe the device in Base64 of JSON (R154, R155)', async () => {
    const { headers } = await sent(calls.E4);
    expect(headers['ap-device-identifier']).toBe(
      'fingerprint YmEyM2QxNDEtZDcxNS01NjFjLTk0ZjQtZTllNGM5NjZiMWVi',
    );
    expect(JSON.parse(decoded(headers['x-device-info']))).toEqual(clientOptions.device.info);
  });

  it('are UTF-8 below the Base64', async () => {
    const { headers } = await sent(calls.E4, {
      device: { id: 'télé 📺', info: { ...clientOptions.device.info, model: '客厅' } },
    });
    expect(decoded(headers['ap-device-identifier']?.replace('fingerprint ', ''))).toBe('télé 📺');
    expect(JSON.parse(decoded(headers['x-device-info']))).toMatchObject({ model: '客厅' });
  });

  it('leave the device info to the browser where there is none (R153)', async () => {
    const { headers } = await sent(calls.E4, { device: { id: 'x' } });
    expect(headers).not.toHaveProperty('x-device-info');
  });

  it.each([
    [{ email: 'foo@bar.com' }, 'eyJlbWFpbCI6ImZvb0BiYXIuY29tIn0='],
    ['f7ee5ec7', 'ZjdlZTVlYzc='],
  ])('identify a promotional viewer: %j (R199)', async (tempPassIdentity, expected) => {
    const { headers } = await sent(calls.E10, { tempPassIdentity });
    expect(headers['ap-temppass-identity']).toBe(expected);
  });

  it('tell the status of the partner framework, its expiry as a string (R237)', async () => {
    const { headers } = await sent(calls.E11, { sso: { partnerFrameworkStatus: status } });
    expect(JSON.parse(decoded(headers['ap-partner-framework-status']))).toEqual({
      frameworkPermissionInfo: { accessStatus: 'granted' },
      frameworkProviderInfo: { id: 'Cablevision', expirationDate: '2025430636000' },
    });
  });

  it.each([
    ['refused', { frameworkPermissionInfo: { accessStatus: 'denied' } }],
    ['without a provider', { ...status, frameworkProviderInfo: {} }],
    ['expired', { ...status, frameworkProviderInfo: { id: 'x', expirationDate: 1 } }],
    ['garbage', 7 as never],
  ])(
    'leave a partner status out of profiles and decisions that is %s (R233)',
    async (_, unusable) => {
      for (const call of [calls.E8, calls.E9, calls.E13, calls.E14]) {
        const { headers } = await sent(call, { sso: { partnerFrameworkStatus: unusable } });
        expect(headers).not.toHaveProperty('ap-partner-framework-status');
      }
    },
  );

  it('tell a refusal with an empty provider', async () => {
    const denied = { frameworkPermissionInfo: { accessStatus: 'denied' } };
    const { headers } = await sent(
      (client) => createPartnerSession(client, { partnerFrameworkStatus: denied }),
      everything,
    );
    expect(JSON.parse(decoded(headers['ap-partner-framework-status']))).toEqual({
      ...denied,
      frameworkProviderInfo: {},
    });
  });
});

describe('identity providers', () => {
  it('are asked for every request (R217)', async () => {
    let count = 0;
    const serviceToken = async () => jws({ jti: (count += 1) });
    const { client, seen } = stubClient([{ body: { actionName: 'resume', code: 'A' } }], {
      sso: async () => ({ serviceToken }),
      visitorId: () => `visitor-${count}`,
    });
    await createSession(client);
    await createSession(client);
    expect(seen.map(({ headers }) => headers['ad-service-token'])).toEqual([
      jws({ jti: 1 }),
      jws({ jti: 2 }),
    ]);
  });

  it('are asked only by the calls that take them', async () => {
    const sso = vi.fn<() => null>(() => null);
    const tempPassIdentity = vi.fn<() => null>(() => null);
    await sent(calls.E6, { sso, tempPassIdentity });
    expect(sso).not.toHaveBeenCalled();
    expect(tempPassIdentity).not.toHaveBeenCalled();
  });

  it.each([
    ['fail', () => Promise.reject(new Error('companion app absent'))],
    [
      'throw',
      () => {
        throw new Error('companion app absent');
      },
    ],
    ['are empty', () => ''],
    ['are none', () => null],
    ['could break out of their header', () => 'jws\r\nX-Evil: 1'],
    ['are no text', () => 7 as never],
  ])(
    'that %s are left out: the server then answers without single sign-on',
    async (_, provider) => {
      const { headers } = await sent(calls.E4, {
        sso: { serviceToken: provider, subjectToken: jwe() },
        visitorId: provider,
      });
      expect(headers).not.toHaveProperty('ad-service-token');
      expect(headers).not.toHaveProperty('ap-visitor-identifier');
      expect(headers).not.toHaveProperty('x-evil');
      expect(headers).toHaveProperty('adobe-subject-token', jwe());
    },
  );

  it.each([
    ['are no token', 'viewer-1'],
    ['are not signed', jws({}, '')],
    ['have too many parts', `${jwe()}.${jwe()}`],
    ['lack a part', jwe().split('.').slice(1).join('.')],
    ['hold no JSON', 'eyJhbGciOiJSUzI1NiJ9.bm90IGpzb24.c2ln'],
    ['hold null', 'eyJhbGciOiJSUzI1NiJ9.bnVsbA.c2ln'],
    ['have expired', jws({ exp: START / 1000 })],
  ])('whose tokens %s are left out (R214, R216)', async (_, token) => {
    const sso = { serviceToken: token, subjectToken: token, rokuConnectToken: token };
    const { headers } = await sent(calls.E4, { sso, now: () => START });
    expect(headers).not.toHaveProperty('ad-service-token');
    expect(headers).not.toHaveProperty('adobe-subject-token');
    expect(headers).not.toHaveProperty('x-roku-reserved-roku-connect-token');
  });

  it.each([
    ['have not expired', jws({ exp: START / 1000 + 1 })],
    ['say nothing of an end', jws({ sub: 'Zoë ‽' })],
    ['are encrypted', jwe()],
    ['are encrypted with a key that both know', jwe().replace('.a2V5.', '..')],
  ])('whose tokens %s are sent (R212, R215)', async (_, token) => {
    const sso = { serviceToken: token, subjectToken: token, rokuConnectToken: token };
    const { headers } = await sent(calls.E4, { sso, now: () => START });
    expect(headers).toMatchObject({
      'ad-service-token': token,
      'adobe-subject-token': token,
      'x-roku-reserved-roku-connect-token': token,
    });
  });

  it('are measured by the clock of the client', async () => {
    const { headers } = await sent(calls.E4, {
      sso: { serviceToken: jws({ exp: 1000 }) },
      now: () => 999_999,
    });
    expect(headers).toHaveProperty('ad-service-token');
  });
});

describe('bodies and URLs', () => {
  it('encode a redirect URL once, in a form and in a query (R50, R142)', async () => {
    const redirectUrl = 'https://adobe.com/a b?c=d&e=%20#é';
    const encoded = 'https%3A%2F%2Fadobe.com%2Fa%20b%3Fc%3Dd%26e%3D%2520%23%C3%A9';
    await expect(sent((client) => createSession(client, { redirectUrl }))).resolves.toMatchObject({
      body: `redirectUrl=${encoded}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    await expect(
      sent((client) => initiateLogout(client, { mvpd: 'Dish', redirectUrl })),
    ).resolves.toMatchObject({
      url: `https://sp.auth-staging.adobe.com/api/v2/REF30/logout/Dish?redirectUrl=${encoded}`,
    });
  });

  it('send an empty form where nothing is known', async () => {
    const { body, headers } = await sent((client) => createSession(client));
    expect(body).toBe('');
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
  });

  it('encode every part of a path', async () => {
    const { url } = await sent(
      (client) => initiateLogout(client, { mvpd: '../a/b?c#d%', redirectUrl: 'x' }),
      {
        serviceProvider: 'R/F',
      },
    );
    expect(url).toBe(
      'https://sp.auth-staging.adobe.com/api/v2/R%2FF/logout/..%2Fa%2Fb%3Fc%23d%25?redirectUrl=x',
    );
  });

  it('make the URL of the user agent', () => {
    const { client } = stubClient([], { serviceProvider: 'R F' });
    expect(authenticationUrl(client, { code: 'A/B' })).toBe(
      'https://sp.auth-staging.adobe.com/api/v2/authenticate/R%20F/A%2FB',
    );
  });

  it.each([
    ['<a>\r\n  <b>x</b>\n</a>\n', '<a><b>x</b></a>'],
    ['  <a attribute="1"\n   other="2"/>', '<a attribute="1" other="2"/>'],
    ['<é/>', '<é/>'],
  ])('carry SAML as Base64 without line breaks: %j', async (samlResponse, expected) => {
    const { body } = await sent((client) => createPartnerProfile(client, { samlResponse }));
    expect(decoded(new URLSearchParams(body).get('SAMLResponse') ?? '')).toBe(expected);
  });

  it('leave SAML as it is where it is Base64 already (R246)', async () => {
    const { body } = await sent((client) =>
      createPartnerProfile(client, { samlResponse: 'PHNh\nbWw+/w==\n' }),
    );
    expect(body).toBe('SAMLResponse=PHNhbWw%2B%2Fw%3D%3D');
  });

  it.each([
    [
      'release-production',
      'https://sp.auth.adobe.com',
      'https://mgmt.auth.adobe.com',
      'https://api.auth.adobe.com',
    ],
    [
      'release-staging',
      'https://sp.auth-staging.adobe.com',
      'https://mgmt.auth-staging.adobe.com',
      'https://api.auth-staging.adobe.com',
    ],
    [
      'prequal-production',
      'https://sp-prequal.auth.adobe.com',
      'https://mgmt-prequal.auth.adobe.com',
      undefined,
    ],
    [
      'prequal-staging',
      'https://sp-prequal.auth-staging.adobe.com',
      'https://mgmt-prequal.auth-staging.adobe.com',
      undefined,
    ],
    [
      { origin: 'https://a.example/' },
      'https://a.example',
      'https://a.example',
      'https://a.example',
    ],
    [
      {
        origin: 'https://a.example:8443',
        managementOrigin: 'https://b.example',
        legacyOrigin: 'https://c.example',
      },
      'https://a.example:8443',
      'https://b.example',
      'https://c.example',
    ],
  ] as const)('go to the hosts of %j', async (environment, origin, management, legacy) => {
    const host = async (call: (client: PassClient) => Promise<unknown>) =>
      new URL((await sent(call, { environment })).url).origin;
    await expect(host(calls.E4)).resolves.toBe(origin);
    await expect(host(calls.E16)).resolves.toBe(management);
    if (legacy) await expect(host(calls.E18)).resolves.toBe(legacy);
    else
      await expect(legacyLogout(stubClient([{}], { environment }).client)).rejects.toMatchObject({
        path: 'environment',
      });
  });

  it('follow no redirect, which would carry the headers elsewhere', async () => {
    const requests: RequestInit[] = [];
    const { client } = stubClient([], {
      fetch: async (_, init) => {
        requests.push(init ?? {});
        return new Response(null, { status: 302, headers: { Location: 'https://evil.example' } });
      },
    });
    await expect(createSession(client)).rejects.toMatchObject({ code: 'http_302' });
    expect(requests[0]).toMatchObject({ redirect: 'manual' });
  });

  it('reset a TempPass only where it is said of whom', async () => {
    const { client, seen } = stubClient([{}]);
    await expect(resetTempPass(client, { mvpd: 'TempPass', deviceId: '' })).rejects.toMatchObject({
      path: 'deviceId',
    });
    await expect(resetTempPassForKey(client, { mvpd: 'TempPass' } as never)).rejects.toMatchObject({
      path: 'key',
    });
    await expect(resetTempPass(client, { mvpd: '', deviceId: 'all' })).rejects.toMatchObject({
      path: 'mvpd',
    });
    expect(seen).toHaveLength(0);
  });
});
