import { describe, expect, it, vi } from 'vitest';
import {
  authorize,
  configuration,
  createPartnerProfile,
  createPartnerSession,
  createSession,
  initiateLogout,
  isPassError,
  legacyLogout,
  type PassClient,
  preauthorize,
  profileForCode,
  profileForMvpd,
  profiles,
  registerClient,
  resetTempPass,
  resumeSession,
  sessionInformation,
} from '../../src/client/index.js';
import { remedyOf } from '../../src/errors/remedy.js';
import { errorCatalogue } from '../../src/protocol/error-catalogue.js';
import errorCodes from '../fixtures/error-codes.json' with { type: 'json' };
import samples from '../fixtures/samples.json' with { type: 'json' };
import { failure, stubClient } from '../support/stub.js';
import { clientOptions, simulateTime, world } from '../support/world.js';

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

const check = (answer: Parameters<typeof stubClient>[0][number], options = {}) =>
  failure(profileForCode(stubClient([answer], options).client, { code: 'XTC98W' }, once));

describe('an enhanced error', () => {
  it.each([
    ['flat', enhanced],
    ['wrapped', { error: enhanced }],
    ['wrapped with a status of its own', { status: 'BAD_REQUEST', error: enhanced }],
  ])('is kept whole, %s (R175)', async (_, body) => {
    const error = await check({ status: 400, body });
    expect(error.toJSON()).toEqual({
      name: 'EnhancedError',
      httpStatus: 400,
      remedy: 'select-mvpd',
      ...enhanced,
    });
    expect(error).toBeInstanceOf(Error);
  });

  it('keeps its status beside that of HTTP (R170)', async () => {
    await expect(check({ status: 500, body: { ...enhanced, status: 403 } })).resolves.toMatchObject(
      {
        httpStatus: 500,
        status: 403,
      },
    );
  });

  it('is found in an answer of HTTP 200 too (R171)', async () => {
    await expect(check({ status: 200, body: enhanced })).resolves.toMatchObject({
      name: 'EnhancedError',
      code: enhanced.code,
      httpStatus: 200,
    });
  });

  it('may have any other code and action (R174, R175)', async () => {
    const body = {
      status: 418,
      code: 'teapot',
      action: 'brew',
      message: { text: 'short' },
      details: 7,
    };
    const error = await check({ status: 418, body });
    expect(error.toJSON()).toEqual({
      name: 'EnhancedError',
      code: 'teapot',
      message: 'teapot',
      action: 'brew',
      status: 418,
      httpStatus: 418,
      remedy: 'none',
    });
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
    ['temppass_max_resources_exceeded', 412, 'temporary_access_resources_limit_exceeded'],
  ])('of the diagrams has its current code: %s', async (code, status, current) => {
    await expect(check({ status, body: { code, status, action: 'none' } })).resolves.toMatchObject({
      code: current,
      remedy: 'authenticate',
    });
  });
});

describe('an error of the server', () => {
  const code = 'X';
  const mvpd = 'Dish';
  const calls: Record<string, (client: PassClient) => Promise<unknown>> = {
    createSession: (client) => createSession(client),
    resumeSession: (client) => resumeSession(client, { code }),
    sessionInformation: (client) => sessionInformation(client, { code }, once),
    profiles: (client) => profiles(client, {}, once),
    profileForMvpd: (client) => profileForMvpd(client, { mvpd }, once),
    profileForCode: (client) => profileForCode(client, { code }, once),
    createPartnerSession: (client) => createPartnerSession(client),
    createPartnerProfile: (client) => createPartnerProfile(client, { samlResponse: '<a/>' }),
    configuration: (client) => configuration(client, {}, once),
    preauthorize: (client) => preauthorize(client, { mvpd, resources: ['a'] }, once),
    authorize: (client) => authorize(client, { mvpd, resources: ['a'] }, once),
    initiateLogout: (client) => initiateLogout(client, { mvpd, redirectUrl: 'https://adobe.com' }),
    resetTempPass: (client) => resetTempPass(client, { mvpd, deviceId: 'all' }),
    legacyLogout: (client) => legacyLogout(client),
  };

  it.each(Object.entries(calls))('is the same whoever gets it: %s (R168)', async (_, call) => {
    for (const body of [enhanced, { ...enhanced, code: 'maximum_execution_time_exceeded' }]) {
      const expected = await check({ status: 403, body });
      const error = await failure(call(stubClient([{ status: 403, body }]).client));
      expect(error.toJSON()).toEqual(expected.toJSON());
    }
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
      .filter(([, { api }]) => api === 2)
      .map(([code, { action, statuses }]) => `${code} ${action} ${statuses[0]}`);
    const listed = Object.entries(errorCodes).flatMap(([action, byStatus]) =>
      Object.entries(byStatus).flatMap(([status, codes]) =>
        codes.map((code) => `${code} ${action} ${status}`),
      ),
    );
    expect(listed).toHaveLength(47);
    expect(new Set(known)).toEqual(new Set(listed));
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

describe('an answer without a readable error body', () => {
  it.each([
    [400, '', 'none'],
    [401, '', 'register'],
    [403, '<html>forbidden</html>', 'none'],
    [404, 'not found', 'none'],
    [405, '{"code":', 'none'],
    [500, '<html>oops</html>', 'retry'],
    [502, '', 'retry'],
    [503, 'null', 'retry'],
    [504, '[]', 'retry'],
    [302, '', 'none'],
  ])('HTTP %i with %j', async (status, body, remedy) => {
    const error = await check({ status, body });
    expect(error.toJSON()).toEqual({
      name: 'HttpError',
      code: `http_${status}`,
      message: `The server answered with HTTP ${status}`,
      httpStatus: status,
      remedy,
    });
  });

  it('429 is throttling', async () => {
    await expect(check({ status: 429, body: '<html>429</html>' })).resolves.toMatchObject({
      name: 'ThrottledError',
      code: 'throttled',
      remedy: 'retry',
      retryAfter: 1000,
    });
  });
});

describe('a success that is none', () => {
  it.each([
    ['', 'response_empty'],
    [' \n', 'response_empty'],
    ['<!doctype html><p>hotel wifi', 'response_html'],
    ['{"profiles":{"Cable', 'response_not_json'],
    ['profiles', 'response_not_json'],
  ])('%j', async (body, code) => {
    await expect(check({ body })).resolves.toMatchObject({
      name: 'InvalidResponseError',
      code,
      httpStatus: 200,
    });
  });

  const profile = { notAfter: 1783685280000, type: 'regular' };
  it.each([
    [null, ''],
    [[], ''],
    [{}, 'profiles'],
    [{ profiles: [] }, 'profiles'],
    [{ profiles: { Dish: 7 } }, 'profiles.Dish'],
    [{ profiles: { Dish: { ...profile, notAfter: 'soon' } } }, 'profiles.Dish.notAfter'],
    [{ profiles: { Dish: { ...profile, notAfter: undefined } } }, 'profiles.Dish.notAfter'],
    [{ profiles: { Dish: { ...profile, type: 1 } } }, 'profiles.Dish.type'],
    [{ profiles: { Dish: { ...profile, attributes: [] } } }, 'profiles.Dish.attributes'],
  ])('profiles that are %j: the path of the wrong field', async (body, path) => {
    await expect(check({ body })).resolves.toMatchObject({
      name: 'InvalidResponseError',
      code: 'response_invalid',
      path,
    });
  });

  const session = {
    actionName: 'authenticate',
    actionType: 'interactive',
    reasonType: 'none',
    code: '8ER640M',
  };
  it.each([
    [{}, 'actionName'],
    [{ ...session, actionName: 7 }, 'actionName'],
    [{ ...session, code: 7 }, 'code'],
    [{ ...session, code: undefined }, 'code'],
    [{ ...session, notAfter: 'never' }, 'notAfter'],
    [{ ...session, missingParameters: 'mvpd' }, 'missingParameters'],
    [{ ...session, missingParameters: [1] }, 'missingParameters'],
    [{ actionName: 'authorize' }, 'mvpd'],
  ])('a session that is %j: the path of the wrong field', async (body, path) => {
    const { client } = stubClient([{ body }]);
    await expect(createSession(client)).rejects.toMatchObject({ code: 'response_invalid', path });
  });

  it.each([
    [undefined, 'authenticationRequest'],
    ['PHNhbWw+', 'authenticationRequest'],
    [{ type: 'saml' }, 'authenticationRequest.request'],
    [
      { type: 'saml', request: 'PHNhbWw+', attributesNames: 'uid' },
      'authenticationRequest.attributesNames',
    ],
  ])(
    'a SAML request that is %j: the path of the wrong field',
    async (authenticationRequest, path) => {
      const { client } = stubClient([
        { body: { actionName: 'partner_profile', sessionId: 's', authenticationRequest } },
      ]);
      await expect(createPartnerSession(client)).rejects.toMatchObject({
        code: 'response_invalid',
        path,
      });
    },
  );

  it.each([
    [{}, 'existingParameters'],
    [{ existingParameters: 'mvpd' }, 'existingParameters'],
  ])('session information that is %j', async (body, path) => {
    const { client } = stubClient([{ body }]);
    await expect(sessionInformation(client, { code: 'A' })).rejects.toMatchObject({
      code: 'response_invalid',
      path,
    });
  });

  it.each([
    [{ logouts: 'all' }, 'logouts'],
    [{ logouts: {} }, 'logouts'],
    [{}, 'logouts'],
    [{ logouts: { Dish: 'bye' } }, 'logouts.Dish'],
    [{ logouts: { Dish: {} } }, 'logouts.Dish.actionName'],
    [{ logouts: { Dish: { actionName: 'logout' } } }, 'logouts.Dish.url'],
  ])('logouts that are %j', async (body, path) => {
    const { client } = stubClient([{ body }]);
    const call = initiateLogout(client, { mvpd: 'Dish', redirectUrl: 'https://adobe.com' });
    await expect(call).rejects.toMatchObject({ code: 'response_invalid', path });
  });

  it('a page where no body belongs', async () => {
    const { client } = stubClient([{ status: 200, body: '<html>hotel wifi' }]);
    await expect(
      resetTempPass(client, { mvpd: 'TempPass', deviceId: 'all' }),
    ).rejects.toMatchObject({
      name: 'InvalidResponseError',
    });
  });
});

describe('no answer', () => {
  it('is a network failure, with its cause', async () => {
    const cause = new TypeError('fetch failed');
    const error = await check(() => Promise.reject(cause));
    expect(error).toMatchObject({ name: 'NetworkError', code: 'network_failure', remedy: 'retry' });
    expect(error.cause).toBe(cause);
    expect(JSON.stringify(error)).not.toContain('fetch failed');
  });

  it('nor is a fetch that throws at once, or answers garbage', async () => {
    const thrown = () => {
      throw new Error('synchronously');
    };
    await expect(check(thrown)).resolves.toMatchObject({ code: 'network_failure' });
    await expect(check(() => undefined as never)).resolves.toMatchObject({
      code: 'network_failure',
    });
  });

  it('nor is a connection that is cut within the body', async () => {
    const body = new ReadableStream({ start: (controller) => controller.error(new Error('cut')) });
    await expect(check(() => new Response(body))).resolves.toMatchObject({
      code: 'network_failure',
    });
  });

  it('ends after the time-out, also where fetch does not listen to its signal', async () => {
    const { client, seen } = stubClient([() => new Promise(() => {})], { timeout: 4000 });
    const ended = failure(profileForCode(client, { code: 'A' }, once));
    await vi.advanceTimersByTimeAsync(3999);
    expect(seen[0]?.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await expect(ended).resolves.toMatchObject({
      name: 'TimeoutError',
      code: 'timeout',
      remedy: 'retry',
    });
    expect(seen[0]?.signal.aborted).toBe(true);
  });

  it('ends after the time-out within a body that never ends', async () => {
    const ended = check(() => new Response(new ReadableStream()), { timeout: 4000 });
    await vi.advanceTimersByTimeAsync(4000);
    await expect(ended).resolves.toMatchObject({ code: 'timeout' });
  });
});

describe('the signal', () => {
  it('ends a call before it begins', async () => {
    const { client, seen } = stubClient([{}]);
    const call = profileForCode(client, { code: 'A' }, { signal: AbortSignal.abort() });
    await expect(failure(call)).resolves.toMatchObject({
      name: 'AbortError',
      code: 'aborted',
      remedy: 'none',
    });
    expect(seen).toHaveLength(0);
  });

  it('ends a call in flight, and the request with it', async () => {
    const { client, seen } = stubClient([() => new Promise(() => {})]);
    const controller = new AbortController();
    const ended = failure(profileForCode(client, { code: 'A' }, { signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(10);
    controller.abort();
    await expect(ended).resolves.toMatchObject({ code: 'aborted' });
    expect(seen[0]?.signal.aborted).toBe(true);
  });

  it.each([
    ['the next attempt', { status: 503 }],
    ['the end of throttling', { status: 429 }],
  ])('ends a call that waits for %s', async (_, answer) => {
    const { client, seen } = stubClient([answer]);
    const controller = new AbortController();
    const ended = failure(profileForCode(client, { code: 'A' }, { signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(500);
    controller.abort();
    await expect(ended).resolves.toMatchObject({ code: 'aborted' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seen).toHaveLength(1);
  });

  it('ends a call that waits for a token or an identity', async () => {
    for (const options of [
      { accessToken: () => new Promise<string>(() => {}) },
      { visitorId: () => new Promise<string>(() => {}) },
    ]) {
      const { client } = stubClient([{}], options);
      const controller = new AbortController();
      const ended = failure(profileForCode(client, { code: 'A' }, { signal: controller.signal }));
      controller.abort();
      await expect(ended).resolves.toMatchObject({ code: 'aborted' });
    }
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

  it('a device that is no JSON', async () => {
    const { client } = stubClient([{}], {
      device: { id: 'x', info: { ...clientOptions.device.info, connectionPort: 1n as never } },
    });
    await expect(failure(createSession(client))).resolves.toMatchObject({
      name: 'InvalidInputError',
    });
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
