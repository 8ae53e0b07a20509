import { describe, expect, it, vi } from 'vitest';
import {
  authenticationUrl,
  createPartnerProfile,
  createPartnerSession,
  createSession,
  type Endpoint,
  initiateLogout,
  legacyLogout,
  memoryStorage,
  type Oddity,
  type PassClient,
  type PassClientOptions,
  profileForMvpd,
  resetTempPass,
  resetTempPassForKey,
} from '../../src/client/index.js';
import { stubClient } from '../support/stub.js';
import { jwe, jws } from '../support/tokens.js';
import { clientOptions, simulateTime, START, world } from '../support/world.js';
import { calls, endpoints } from './calls.js';

simulateTime();

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
  const tempPass = 'ap-temppass-identity';
  const matrix: Record<Endpoint, readonly string[]> = {
    E1: [...form, 'x-device-info', 'x-forwarded-for'],
    E2: [...form, 'x-device-info', 'x-forwarded-for'],
    E3: [...device, ...context],
    E4: [...form, ...device, ...context, ...identity],
    E5: [...form, ...device, ...context],
    E6: [...device, ...context],
    E8: [...device, ...context, ...identity, partner],
    E9: [...device, ...context, ...identity, partner, tempPass],
    E10: [...device, ...context, tempPass],
    E11: [...form, ...device, ...context, partner],
    E12: [...form, ...device, ...context, partner],
    E13: [...form, ...device, ...context, ...identity, partner, tempPass],
    E14: [...form, ...device, ...context, ...identity, partner, tempPass],
    E15: [...device, ...context, ...identity],
    E16: [],
    E17: [],
    E18: ['x-device-info'],
    E19: [...device, 'x-sso-id'],
    E20: ['ad-service-token'],
    E21: [...device, 'ad-service-token'],
    E22: [...form, ...device, 'ad-service-token'],
    E23: [...device, 'ad-service-token'],
  };

  it.each(endpoints)(
    '%s carries those of its page, and no other (R160, R164)',
    async (endpoint) => {
      const { headers } = await sent(calls[endpoint], everything);
      const isPublic = endpoint === 'E1' || endpoint === 'E2';
      const expected = [
        'accept',
        ...(isPublic ? [] : ['authorization']),
        'user-agent',
        ...matrix[endpoint],
      ];
      expect(new Set(Object.keys(headers))).toEqual(new Set(expected));
      expect(headers).toMatchObject({
        accept: 'application/json',
        ...(!isPublic && { authorization: 'Bearer token-of-the-app' }),
        'user-agent': 'Mozilla/5.0 (Apple TV)',
      });
    },
  );

  /** The calls of V2. */
  const v2 = endpoints.filter((endpoint) => /^E([3-9]|1[0-5])$/.test(endpoint));

  it('bring a token, and name and describe the device, on every V2 request (R147, R148, R150)', async () => {
    for (const endpoint of v2) {
      const { headers } = await sent(calls[endpoint]);
      expect(headers, endpoint).toHaveProperty('authorization', 'Bearer token-of-the-app');
      expect(headers, endpoint).toHaveProperty('ap-device-identifier');
      expect(headers, endpoint).toHaveProperty('x-device-info');
    }
  });

  it('pass the address and the visitor on with every V2 request (R161, R163)', async () => {
    for (const endpoint of v2) {
      const { headers } = await sent(calls[endpoint], everything);
      expect(headers, endpoint).toHaveProperty('x-forwarded-for', '203.45.101.20');
      expect(headers, endpoint).toHaveProperty('ap-visitor-identifier', 'ecid');
    }
  });

  it.each([
    ['203.45.101.20', '203.45.101.20'],
    [['203.45.101.20', '10.0.0.1'], '203.45.101.20, 10.0.0.1'],
    ['203.45.101.20,10.0.0.1', '203.45.101.20, 10.0.0.1'],
    [' 203.45.101.20  10.0.0.1 ', '203.45.101.20, 10.0.0.1'],
    ['2001:db8::7', '2001:db8::7'],
    [[], undefined],
    ['', undefined],
    [null, undefined],
  ])(
    'tell the address of the device, with proxies behind it: %j',
    async (forwardedFor, expected) => {
      for (const given of [forwardedFor, async () => forwardedFor]) {
        const { headers } = await sent(calls.E4, { forwardedFor: given });
        expect(headers['x-forwarded-for']).toBe(expected);
      }
    },
  );

  it('carry an identity on the requests that take one, and on no other (R212, R215)', async () => {
    for (const endpoint of endpoints.filter((one) => matrix[one].length > 0)) {
      const { headers } = await sent(calls[endpoint], everything);
      const takesOne = ['E4', 'E8', 'E9', 'E13', 'E14', 'E15'].includes(endpoint);
      const own = headers['ad-service-token'] === jws({ sub: 'viewer' });
      expect(own, endpoint).toBe(takesOne);
      const others = identity.slice(1).map((header) => headers[header]);
      expect(others, endpoint).toEqual(takesOne ? [jwe(), jws()] : [undefined, undefined]);
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

  const failing: ReadonlyArray<readonly [string, () => never]> = [
    ['fail', () => Promise.reject(new Error('companion app absent')) as never],
    [
      'throw',
      () => {
        throw new Error('companion app absent');
      },
    ],
    ['could break out of their header', () => 'jws\r\nX-Evil: 1' as never],
    ['are not ASCII', () => 'Zoë' as never],
    ['are no text', () => 7 as never],
  ];

  it.each(failing)(
    'that %s are left out, and told: the server then answers without them',
    async (_, provider) => {
      const told: Oddity[] = [];
      const { headers } = await sent(calls.E4, {
        sso: { serviceToken: provider, subjectToken: jwe() },
        visitorId: provider,
        onOddity: (oddity) => told.push(oddity),
      });
      expect(headers).not.toHaveProperty('ad-service-token');
      expect(headers).not.toHaveProperty('ap-visitor-identifier');
      expect(headers).not.toHaveProperty('x-evil');
      expect(headers).toHaveProperty('adobe-subject-token', jwe());
      const expected = expect.any(String) as string;
      expect(told).toEqual([
        { endpoint: 'E4', path: 'visitorId', expected },
        { endpoint: 'E4', path: 'sso.serviceToken', expected },
      ]);
      expect(JSON.stringify(told)).not.toMatch(/companion|Evil/);
    },
  );

  it.each([
    ['', () => ''],
    ['null', () => null],
    ['undefined', async () => undefined],
  ])('that give %s have none, which is no oddity', async (_, provider) => {
    const onOddity = vi.fn<() => void>();
    const { headers } = await sent(calls.E9, {
      sso: { serviceToken: provider, partnerFrameworkStatus: () => null },
      visitorId: provider,
      forwardedFor: provider,
      tempPassIdentity: provider,
      onOddity,
    });
    expect(new Set(Object.keys(headers))).toEqual(
      new Set(['accept', 'authorization', 'ap-device-identifier', 'x-device-info']),
    );
    expect(onOddity).not.toHaveBeenCalled();
  });

  it('that never answer are waited for five seconds each, left out, and told', async () => {
    const never = () => new Promise<never>(() => {});
    const told: string[] = [];
    const options = {
      forwardedFor: never,
      visitorId: never,
      tempPassIdentity: never,
      sso: { serviceToken: never, partnerFrameworkStatus: never },
      onOddity: ({ path }: Oddity) => told.push(path),
    };
    const { client, seen } = stubClient([{ body: { profiles: {} } }], options);
    const call = profileForMvpd(client, { mvpd: 'Dish' });
    await vi.advanceTimersByTimeAsync(24_999);
    expect(seen).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    await call;
    expect(seen).toHaveLength(1);
    expect(told.sort()).toEqual([
      'forwardedFor',
      'sso.partnerFrameworkStatus',
      'sso.serviceToken',
      'tempPassIdentity',
      'visitorId',
    ]);
  });

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
