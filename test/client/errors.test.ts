import { describe, expect, it } from 'vitest';
import {
  createPartnerProfile,
  createPartnerSession,
  createSession,
  isPassError,
  legacyLogout,
  type Oddity,
  profileForCode,
  registerClient,
  requestAccessToken,
  resumeSession,
  sessionInformation,
} from '../../src/client/index.js';
import { remedyOf } from '../../src/errors/remedy.js';
import { errorCatalogue } from '../../src/protocol/error-catalogue.js';
import errorCodes from '../fixtures/error-codes.json' with { type: 'json' };
import samples from '../fixtures/samples.json' with { type: 'json' };
import { type Answer, failure, stubClient } from '../support/stub.js';
import { jws } from '../support/tokens.js';
import { simulateTime, world } from '../support/world.js';
import { bare, calls, endpoints } from './calls.js';

simulateTime();

const once = { retry: { limit: 0 } };
const enhanced = {
  action: 'none',
  status: 400,
  code: 'invalid_parameter_mvpd',
  message: 'Unknown MVPD',
  details: 'No such provider',
  helpUrl: 'https://example.com/help',
  trace: '12f6fef9-d2e0-422b-a9d7-60d799abe353',
};

const check = (answer: Answer, options = {}) =>
  failure(profileForCode(stubClient([answer], options).client, { code: 'XTC98W' }, once));

describe('an enhanced error', () => {
  const forms: ReadonlyArray<readonly [string, object]> = [
    ['flat', enhanced],
    ['wrapped', { error: enhanced }],
    ['wrapped with a status of its own', { status: 'BAD_REQUEST', error: enhanced }],
    ['in a list of errors', { errors: [enhanced, { code: 'other', action: 'retry' }] }],
    ['a list itself', [enhanced, { code: 'other', action: 'retry' }]],
    ['with the code in capitals', { ...enhanced, code: 'INVALID_PARAMETER_MVPD' }],
    ['with the status in text', { ...enhanced, status: '400' }],
  ];

  it.each(forms)('is kept whole, %s (R175)', async (_, body) => {
    const error = await check({ status: 400, body });
    expect(error.toJSON()).toEqual({
      name: 'EnhancedError',
      httpStatus: 400,
      remedy: 'select-mvpd',
      ...enhanced,
    });
    expect(error).toBeInstanceOf(Error);
  });

  it.each(endpoints)('is the same whoever gets it: %s (R168)', async (endpoint) => {
    for (const code of [enhanced.code, 'maximum_execution_time_exceeded']) {
      const body = { ...enhanced, code };
      const expected = await check({ status: 403, body });
      const { client } = stubClient([{ status: 403, body }]);
      const error = await failure(calls[endpoint](client, once));
      expect(error.toJSON()).toEqual(expected.toJSON());
    }
  });

  it.each(endpoints)('is found in an answer of HTTP 200 too: %s (R171)', async (endpoint) => {
    for (const [form, body] of forms) {
      const error = await failure(calls[endpoint](stubClient([{ body }]).client, once));
      expect(error, form).toMatchObject({ ...enhanced, name: 'EnhancedError', httpStatus: 200 });
    }
  });

  it('keeps its status beside that of HTTP (R170)', async () => {
    await expect(check({ status: 500, body: { ...enhanced, status: 403 } })).resolves.toMatchObject(
      { httpStatus: 500, status: 403 },
    );
  });

  it('comes in full without being asked for (R274)', async () => {
    const { client, simulator } = world();
    const error = await failure(createSession(client, { mvpd: 'Nobody' }));
    expect(error).toMatchObject({
      name: 'EnhancedError',
      code: 'invalid_parameter_mvpd',
      action: 'none',
      status: 400,
      message: expect.any(String),
      trace: expect.any(String),
    });
    const { headers } = simulator.requests.at(-1)!;
    expect(new Set(Object.keys(headers))).toEqual(
      new Set(['accept', 'ap-device-identifier', 'authorization', 'content-type', 'x-device-info']),
    );
  });

  it('may have any other code and action (R174, R175)', async () => {
    const body = { status: 418, code: 'teapot', action: 'brew' };
    const error = await check({ status: 418, body });
    expect(error.toJSON()).toEqual({
      name: 'EnhancedError',
      message: 'teapot',
      ...body,
      httpStatus: 418,
      remedy: 'none',
    });
  });

  it('without a code keeps its action, message and details', async () => {
    const { code: _, ...body } = { ...enhanced, action: 'retry' };
    const error = await check({ status: 503, body });
    expect(error.toJSON()).toEqual({
      ...body,
      name: 'EnhancedError',
      code: 'unknown_error',
      httpStatus: 503,
      remedy: 'retry',
    });
  });

  it('loses a member that cannot be read, and what no schema names', async () => {
    const told: Oddity[] = [];
    const body = {
      ...enhanced,
      message: { text: 'planted' },
      details: 7,
      helpUrl: 'javascript:alert(1)',
      trace: null,
      more: { secret: 'planted' },
    };
    const onOddity = (oddity: Oddity) => told.push(oddity);
    const error = await check({ status: 400, body }, { onOddity });
    const { action, status, code } = enhanced;
    expect(error.toJSON()).toEqual({
      name: 'EnhancedError',
      message: code,
      action,
      status,
      code,
      httpStatus: 400,
      remedy: 'select-mvpd',
    });
    expect(JSON.stringify(error)).not.toContain('planted');
    expect(told.map(({ path }) => path)).toEqual(['message', 'details', 'helpUrl']);
  });

  it.each([
    ['retry', 'retry'],
    ['authentication', 'authenticate'],
    ['authorization', 'authorize'],
    ['configuration', 'configure'],
    ['application-registration', 'register'],
    ['__proto__', 'none'],
    ['constructor', 'none'],
  ])('of an unknown code is remedied by its action: %s (R166, R174)', async (action, remedy) => {
    await expect(check({ status: 400, body: { code: 'new_one', action } })).resolves.toMatchObject({
      remedy,
    });
  });

  it.each([
    ['temppass_expired', 410, 'temporary_access_duration_limit_exceeded'],
    ['TEMPPASS_EXPIRED', 410, 'temporary_access_duration_limit_exceeded'],
    ['temppass_max_resources_exceeded', 412, 'temporary_access_resources_limit_exceeded'],
  ])('of the diagrams has its current code: %s', async (code, status, current) => {
    await expect(check({ status, body: { code, status, action: 'none' } })).resolves.toMatchObject({
      code: current,
      remedy: 'authenticate',
    });
  });
});

describe('an error of OAuth', () => {
  const answer = { status: 400, body: { error: 'unapproved_software_statement' } };

  it.each(['E1', 'E2'] as const)('is one of the registration: %s', async (endpoint) => {
    const error = await failure(calls[endpoint](stubClient([answer]).client, once));
    expect(error.toJSON()).toEqual({
      name: 'RegistrationError',
      code: 'unapproved_software_statement',
      message: 'The registration was refused: unapproved_software_statement',
      remedy: 'configure',
      httpStatus: 400,
    });
  });

  it('is foreign to all others', async () => {
    const others = endpoints.filter((one) => !['E1', 'E2', ...bare].includes(one));
    for (const endpoint of others) {
      const error = await failure(calls[endpoint](stubClient([answer]).client, once));
      expect(error, endpoint).toMatchObject({ name: 'ForeignAnswerError' });
    }
  });

  it.each([
    ['invalid_request', 'none'],
    ['invalid_client', 'register'],
    ['invalid_redirect_uri', 'configure'],
    ['invalid_software_statement', 'configure'],
    ['unauthorized_client', 'configure'],
    ['unsupported_grant_type', 'configure'],
  ])('has a remedy: %s', async (error, remedy) => {
    const { client } = stubClient([{ status: 400, body: { error } }]);
    const credentials = { client_id: 'a', client_secret: 'b' };
    await expect(failure(requestAccessToken(client, credentials))).resolves.toMatchObject({
      code: error,
      remedy,
    });
  });
});

describe('secrets in an error', () => {
  const secrets = {
    accessToken: 'access-token-value',
    serviceToken: jws({ sub: 'viewer' }),
    softwareStatement: 'the.software.statement',
    tempPassIdentity: 'hash+of/the==viewer',
    samlResponse: 'PHNhbWw+c2VjcmV0PC9zYW1sPg==',
    clientSecret: 'client-secret',
  };
  const saying = (secret: string) => ({
    status: 400,
    code: 'new_one',
    message: `No ${secret}, ${secret}`,
    details: secret,
    helpUrl: `https://a.example/?token=${encodeURIComponent(secret)}`,
    trace: `trace-${secret}`,
  });
  const { accessToken, tempPassIdentity, softwareStatement, samlResponse, clientSecret } = secrets;
  const encoded = Buffer.from(tempPassIdentity).toString('base64');

  it.each([
    ['the access token', 'E4', accessToken],
    ['the identity of single sign-on', 'E4', secrets.serviceToken],
    ['the identity of a TempPass', 'E9', encoded],
    ['the software statement', 'E1', softwareStatement],
    ['the client secret', 'E2', clientSecret],
    ['the service token', 'E20', 'eyJhbGciOiJIUzI1NiJ9.e30.c2ln'],
    ['the id of the SSO service', 'E19', 'viewer'],
  ] as const)('are hidden where the server repeats %s', async (_, endpoint, secret) => {
    const { client } = stubClient([{ status: 400, body: saying(secret) }], {
      accessToken: async () => accessToken,
      sso: { serviceToken: secrets.serviceToken },
      softwareStatement,
      tempPassIdentity,
    });
    const error = await failure(calls[endpoint](client, once));
    expect(error).toMatchObject({
      code: 'new_one',
      message: 'No …, …',
      details: '…',
      helpUrl: 'https://a.example/?token=…',
      trace: 'trace-…',
    });
  });

  it('are hidden where the server repeats a SAML response, as XML or Base64', async () => {
    for (const saml of [samlResponse, '<Response>viewer</Response>']) {
      const { client } = stubClient([{ status: 400, body: saying(saml) }]);
      const call = createPartnerProfile(client, { samlResponse: saml });
      await expect(failure(call)).resolves.toMatchObject({ message: 'No …, …', details: '…' });
    }
  });

  it('leave the code as it is, whatever they are', async () => {
    const body = { code: 'invalid_access_token_client_application', status: 401, details: 'token' };
    const { client } = stubClient([{ status: 401, body }], { accessToken: async () => 'token' });
    await expect(failure(profileForCode(client, { code: 'A' }))).resolves.toMatchObject({
      ...body,
      details: '…',
    });
  });
});

describe('the catalogue', () => {
  const entries = Object.entries(errorCatalogue);
  const byAction = {
    none: ['none', 'new-session', 'select-mvpd', 'basic-authentication'],
    configuration: ['configure', 'select-mvpd'],
    'application-registration': ['register'],
    authentication: ['authenticate'],
    authorization: ['authorize'],
    retry: ['retry'],
  };

  it('has the 47 codes of V2, with their actions and statuses (R167)', () => {
    const known = entries
      .filter(([, { api, statuses }]) => api === 2 && statuses.length > 0)
      .map(([code, { action, statuses }]) => `${code} ${action} ${statuses[0]}`);
    const listed = Object.entries(errorCodes).flatMap(([action, byStatus]) =>
      Object.entries(byStatus).flatMap(([status, codes]) =>
        codes.map((code) => `${code} ${action} ${status}`),
      ),
    );
    expect(listed).toHaveLength(47);
    expect(new Set(known)).toEqual(new Set(listed));
  });

  it('has four names more, whose statuses are not documented (D40)', () => {
    const named = entries.filter(([, { statuses }]) => statuses.length === 0);
    expect(named.map(([code]) => code)).toEqual([
      'authorization_denied_by_degradation_configuration_change',
      'invalid_refresh_token',
      'maximum_attempts_exceeded',
      'degraded_integration',
    ]);
  });

  it.each(entries)(
    '%s has a remedy of its action, also where a V2 page prints another',
    (code, { action, api }) => {
      expect(byAction[action]).toContain(remedyOf(code, action));
      if (api === 2) expect(remedyOf(code, 'none')).toBe(remedyOf(code, action));
    },
  );

  it.each(entries)('%s ends a call (R167)', async (code, { action, statuses, api }) => {
    const status = statuses[0] ?? 400;
    const { client } = stubClient([{ status, body: { status, code, action } }]);
    const call =
      api === 2 ? profileForCode(client, { code: 'XTC98W' }, once) : legacyLogout(client);
    await expect(call).rejects.toMatchObject({ name: 'EnhancedError', code, action, status });
  });
});

describe('a message that lacks what its own values call for', () => {
  it.each([
    ['createSession', { actionName: 'authenticate' }, 'code'],
    ['createSession', { actionName: 'resume', code: '' }, 'code'],
    ['createSession', { actionName: 'retry', code: 7 }, 'code'],
    ['createSession', { actionName: 'authorize' }, 'mvpd'],
    ['createPartnerSession', { actionName: 'partner_profile' }, 'sessionId'],
    [
      'createPartnerSession',
      { actionName: 'partner_profile', sessionId: 's' },
      'authenticationRequest',
    ],
    [
      'createPartnerSession',
      { actionName: 'partner_profile', sessionId: 's', authenticationRequest: { type: 'saml' } },
      'authenticationRequest',
    ],
  ] as const)('is none: %s, %j', async (name, body, path) => {
    const call = { createSession, createPartnerSession }[name];
    const error = await failure(call(stubClient([{ body }]).client));
    expect(error).toMatchObject({
      name: 'InvalidResponseError',
      code: 'response_invalid',
      remedy: 'none',
      path,
    });
  });
});

describe('the legacy logout', () => {
  it('understands XML', async () => {
    const xml = samples.find(({ id }) => id === 'enhanced-error-codes/1e')!.response!.body;
    const { client } = stubClient([{ status: 400, body: xml }]);
    const error = await failure(legacyLogout(client));
    expect(error).toMatchObject({
      name: 'EnhancedError',
      code: 'invalid_requestor',
      action: 'none',
      status: 400,
      trace: expect.any(String),
    });
  });
});

describe('input that cannot be sent', () => {
  const bad = ['', '.', '..', '\ud800', 7, null, undefined, {}];
  it.each(bad)('a code that is %j', async (code) => {
    const { client, seen } = stubClient([{}]);
    for (const call of [profileForCode, resumeSession, sessionInformation]) {
      const error = await failure(call(client, { code: code as string }));
      expect(error).toMatchObject({
        name: 'InvalidInputError',
        code: 'invalid_input',
        path: 'code',
      });
    }
    expect(seen).toHaveLength(0);
  });

  it.each(['\udc00', 7, null, {}])('an mvpd that is %j', async (mvpd) => {
    const { client, seen } = stubClient([{}]);
    const error = await failure(createSession(client, { mvpd: mvpd as string }));
    expect(error).toMatchObject({ name: 'InvalidInputError', path: 'mvpd' });
    expect(seen).toHaveLength(0);
  });
});

it('an error of a stranger is none of ours', async () => {
  expect(isPassError(new Error('x'))).toBe(false);
  expect(isPassError({ name: 'HttpError' })).toBe(false);
  const { client } = stubClient([{ status: 400, body: { error: 'invalid_software_statement' } }], {
    softwareStatement: 'statement',
  });
  expect(isPassError(await failure(registerClient(client)))).toBe(true);
});
