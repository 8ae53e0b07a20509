import { describe, expect, it } from 'vitest';
import {
  authorize,
  type Configuration,
  configuration,
  createPartnerProfile,
  createPartnerSession,
  createPassClient,
  createSession,
  type Decision,
  initiateLogout,
  type Oddity,
  type PassClient,
  preauthorize,
  profileForCode,
  profileForMvpd,
  profiles as allProfiles,
  registerClient,
  requestAccessToken,
  resetTempPass,
  resetTempPassForKey,
  resumeSession,
  sessionInformation,
} from '../../src/client/index.js';
import samples from '../fixtures/samples.json' with { type: 'json' };
import { stub, stubClient } from '../support/stub.js';
import { clientOptions } from '../support/world.js';

interface Sample {
  id: string;
  request: {
    method: string;
    path: string;
    host?: string;
    headers: string[];
    body?: string | object;
  } | null;
  response: { status: number; body: unknown } | null;
}

const all = samples as Sample[];
const status = { frameworkPermissionInfo: { accessStatus: 'granted' } };

/** The call that a sample's request is of. */
function callOf(
  client: PassClient,
  { path, body = '' }: NonNullable<Sample['request']>,
): Promise<unknown> {
  const [pathname = '', query = ''] = path.split('?');
  const last = decodeURIComponent(pathname.split('/').at(-1) ?? '');
  if (typeof body === 'object') {
    const { resources } = body as { resources: string[] };
    return path.includes('/preauthorize/')
      ? preauthorize(client, { mvpd: last, resources })
      : authorize(client, { mvpd: last, resources }, { resourcesPerRequest: 5 });
  }
  const fields = Object.fromEntries(new URLSearchParams(body));
  const parameters = Object.fromEntries(new URLSearchParams(query));
  const partnerFrameworkStatus = status;
  if (pathname.endsWith('/configuration/')) return configuration(client);
  if (pathname.endsWith('/profiles')) return allProfiles(client, { partnerFrameworkStatus });
  if (/\/profiles\/(?!code|sso)/.test(pathname))
    return profileForMvpd(client, { mvpd: last, partnerFrameworkStatus });
  if (pathname.includes('/profiles/code/')) return profileForCode(client, { code: last });
  if (pathname.includes('/profiles/sso/')) {
    return createPartnerProfile(client, {
      samlResponse: fields['SAMLResponse']!,
      partnerFrameworkStatus,
    });
  }
  if (pathname.includes('/sessions/sso/'))
    return createPartnerSession(client, { ...fields, partnerFrameworkStatus });
  if (pathname.endsWith('/sessions')) return createSession(client, fields);
  if (pathname.includes('/logout/'))
    return initiateLogout(client, { mvpd: last, redirectUrl: parameters['redirectUrl']! });
  if (pathname.endsWith('/generic'))
    return resetTempPassForKey(client, { mvpd: parameters['mvpd_id']!, key: parameters['key']! });
  if (pathname.endsWith('/reset'))
    return resetTempPass(client, {
      mvpd: parameters['mvpd_id']!,
      deviceId: parameters['device_id']!,
    });
  if (body === '') return sessionInformation(client, { code: last });
  return resumeSession(client, { code: last, ...fields });
}

/** Two samples print their path in an order that no table knows (D11). */
const tablePath = (path: string) =>
  path
    .replace('/api/v2/sessions/REF30/', '/api/v2/REF30/sessions/')
    .replace('/api/v2/logout/REF30/', '/api/v2/REF30/logout/')
    .replace('/configuration/', '/configuration')
    .replace('${degradedMvpd}', '%24%7BdegradedMvpd%7D');

const headersOf = (request: NonNullable<Sample['request']>) =>
  request.headers
    .filter((name) => !/user-agent|adobe-subject-token|ad-service-token|ap-temppass/i.test(name))
    .map((name) => name.toLowerCase());

describe('published samples', () => {
  const exchanges = all.filter(({ id, request }) => request && !/dynamic|sso-service/.test(id));

  it.each(exchanges)('$id: the request goes out as printed', async ({ request, response }) => {
    if (!request) return;
    const [, serviceProvider = 'REF30'] = /\/v2\/(\w+)\/(?:dec|prof)/.exec(request.path) ?? [];
    const { client, seen } = stubClient(
      [{ status: response?.status ?? 204, body: response?.body ?? undefined }],
      { serviceProvider },
    );
    await callOf(client, request).catch(() => {});
    const [sent] = seen;
    expect(sent?.method).toBe(request.method);
    const url = new URL(sent!.url);
    expect(url.pathname + url.search).toBe(tablePath(request.path));
    if (request.host) expect(url.host).toBe('mgmt.auth-staging.adobe.com');
    if (typeof request.body === 'object') {
      expect(JSON.parse(sent?.body ?? '')).toEqual(request.body);
      return;
    }
    expect(sent?.body ?? '').toBe(
      (request.body ?? '').replace(/\.{2,}$/, (dots) => encodeURIComponent(dots)),
    );
    expect(Object.keys(sent!.headers)).toEqual(expect.arrayContaining(headersOf(request)));
  });

  const read = (id: string, onOddity = (_: Oddity) => {}) => {
    const sample = all.find((one) => one.id === id);
    if (!sample?.request || !sample.response) throw new Error(`no sample ${id}`);
    const { client } = stubClient([sample.response], { onOddity });
    return callOf(client, sample.request);
  };

  it.each(exchanges.filter(({ response }) => response))(
    '$id: the answer has no oddity',
    async ({ id }) => {
      const told: Oddity[] = [];
      await read(id, (oddity) => told.push(oddity)).catch(() => {});
      expect(told).toEqual([]);
    },
  );

  it('a session that must log in has an absolute URL and times as numbers', async () => {
    await expect(read('sessions/create-authentication-session/1')).resolves.toEqual({
      actionName: 'authenticate',
      actionType: 'interactive',
      reasonType: 'none',
      url: 'https://sp.auth-staging.adobe.com/api/v2/authenticate/REF30/8ER640M',
      code: '8ER640M',
      sessionId: '1b614390-6610-4d14-9421-6565f6e75958',
      mvpd: 'Cablevision',
      serviceProvider: 'REF30',
      missingParameters: [],
      notBefore: 1733735289035,
      notAfter: 1733737089035,
    });
  });

  it('missing parameters are named as the request names them', async () => {
    await expect(read('sessions/create-authentication-session/2')).resolves.toMatchObject({
      actionName: 'resume',
      missingParameters: ['mvpd', 'domainName', 'redirectUrl'],
    });
  });

  it.each(['3', '4', '5'])(
    'authorize comes without a code (create/%s, resume/%s)',
    async (number) => {
      for (const page of ['create', 'resume']) {
        const session = await read(`sessions/${page}-authentication-session/${number}`);
        expect(session).toMatchObject({ actionName: 'authorize', mvpd: expect.any(String) });
        expect(session).not.toHaveProperty('code');
      }
    },
  );

  it('a resumed session may have a new code', async () => {
    await expect(read('sessions/resume-authentication-session/1')).resolves.toMatchObject({
      code: '8ER640M',
    });
  });

  it.each(['1', '2'])('session information has one name for the domain (%s)', async (number) => {
    await expect(
      read(`sessions/retrieve-authentication-session-information-using-code/${number}`),
    ).resolves.toMatchObject({
      existingParameters: { domainName: 'adobe.com', serviceProvider: 'REF30' },
      missingParameters: number === '1' ? [] : ['mvpd'],
      notAfter: expect.any(Number),
      device: { type: 'Desktop', connection: { secure: false } },
    });
  });

  it('a partner session carries the SAML request', async () => {
    await expect(
      read('partner-single-sign-on/retrieve-partner-authentication-request/1'),
    ).resolves.toMatchObject({
      actionName: 'partner_profile',
      authenticationRequest: { type: 'saml', attributesNames: ['uid', 'NameID', 'uniqueId'] },
    });
  });

  it.each(['3', '4', '5'])('a partner session can fall back (%s)', async (number) => {
    await expect(
      read(`partner-single-sign-on/retrieve-partner-authentication-request/${number}`),
    ).resolves.toMatchObject({
      reasonType: expect.stringMatching(/_fallback$/),
      code: expect.any(String),
      notAfter: 1733737089035,
    });
  });

  it.each(
    all.filter(({ id, response }) => /profile/.test(id) && response && response.status < 300),
  )('$id: profiles by MVPD', async ({ id }) => {
    const { profiles } = (await read(id)) as {
      profiles: Record<string, { type: string; notAfter: number; attributes: object }>;
    };
    const [profile] = Object.values(profiles);
    expect(profile).toMatchObject({
      type: expect.any(String),
      notAfter: expect.any(Number),
      attributes: { userID: { state: 'plain' } },
    });
  });

  it.each(['1', '2', '3', '4', '5', '6', '7'])(
    'logout %s: an entry for each MVPD, by the key of the map',
    async (number) => {
      const { logouts } = (await read(`logout/initiate-logout/${number}`)) as {
        logouts: Record<string, { mvpd: string; url?: string }>;
      };
      for (const [key, entry] of Object.entries(logouts)) {
        expect(entry.mvpd).toBe(key);
        expect(entry.url ?? 'https://sp.auth').toMatch(/^https:\/\/sp\.auth/);
      }
      expect(Object.keys(logouts)).toHaveLength(1);
    },
  );

  it.each(
    all.filter(
      ({ id, response }) => id.startsWith('profile') && response && response.status >= 400,
    ),
  )('$id: a temporary access that failed (R208)', async ({ id, response }) => {
    const { code } = (response?.body ?? {}) as { code: string };
    await expect(read(id)).rejects.toMatchObject({
      name: 'EnhancedError',
      code,
      httpStatus: response?.status,
      remedy: code.includes('limit_exceeded')
        ? 'authenticate'
        : code.includes('configuration')
          ? 'configure'
          : 'none',
    });
  });

  it.each(all.filter(({ id }) => id.startsWith('decisions')))(
    '$id: a decision for each resource',
    async ({ id, request, response }) => {
      const { resources } = (request?.body ?? {}) as { resources: string[] };
      const sent = (response?.body ?? {}) as {
        decisions: Array<{ authorized: boolean; token?: object }>;
      };
      const { decisions } = (await read(id)) as { decisions: Decision[] };
      expect(decisions.map(({ resource }) => resource)).toEqual(resources);
      for (const [index, decision] of decisions.entries()) {
        const { authorized, token } = sent.decisions[index]!;
        expect(decision.authorized).toBe(authorized);
        expect(Boolean(decision.token)).toBe(Boolean(token));
        if (!authorized)
          expect(decision.error).toMatchObject({
            name: 'EnhancedError',
            remedy: expect.any(String),
          });
      }
    },
  );

  it('a configuration has its MVPDs in one place, with all flags', async () => {
    const { mvpds } = (await read(
      'configuration/retrieve-configuration-for-specific-service-provider/1',
    )) as Configuration;
    expect(mvpds).toHaveLength(8);
    expect(mvpds[1]).toMatchObject({
      id: 'TempPass_TEST40',
      isTempPass: true,
      isProxy: false,
      enablePlatformServices: false,
    });
  });

  it('credentials and token', async () => {
    const responses = ['retrieve-client-credentials/1a', 'retrieve-access-token/1a'].map(
      (id) => all.find((one) => one.id === `dynamic-client-registration/${id}`)!.response!,
    );
    const { fetch, seen } = stub(...responses);
    const client = createPassClient({
      ...clientOptions,
      redirectUri: 'adobepass://com.programmer',
      fetch,
    });
    const credentials = await registerClient(client);
    expect(credentials).toMatchObject({
      client_id: 's6BhdRkqt3',
      client_secret: 't7AkePiru4',
      scopes: ['api:client:v2'],
    });
    const token = await requestAccessToken(client, credentials);
    expect(token).toMatchObject({ access_token: '2YotnFZFEjr1zCsicMWpAA', expires_in: 21_600 });
    expect(JSON.parse(seen[0]!.body!)).toEqual({
      software_statement: clientOptions.softwareStatement,
      redirect_uri: 'adobepass://com.programmer',
    });
    expect(seen[1]?.body).toBe(
      'client_id=s6BhdRkqt3&client_secret=t7AkePiru4&grant_type=client_credentials',
    );
    for (const { headers } of seen) {
      expect(headers).not.toHaveProperty('authorization');
      expect(headers).not.toHaveProperty('ap-device-identifier');
      expect(headers).toHaveProperty('x-device-info');
    }
  });

  it.each(['retrieve-client-credentials/1b', 'retrieve-access-token/1b'])(
    '%s: registration refused',
    async (id) => {
      const { response } = all.find((one) => one.id === `dynamic-client-registration/${id}`)!;
      const client = createPassClient({ ...clientOptions, fetch: stub(response!).fetch });
      const call = id.includes('token')
        ? requestAccessToken(client, { client_id: 'a', client_secret: 'b' })
        : registerClient(client);
      await expect(call).rejects.toMatchObject({
        name: 'RegistrationError',
        code: 'invalid_request',
        httpStatus: 400,
      });
    },
  );
});
