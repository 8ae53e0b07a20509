import { describe, expect, it, vi } from 'vitest';
import { createSession, type Endpoint, profileForCode } from '../../src/client/index.js';
import { type Answer, failure, stubClient } from '../support/stub.js';
import { simulateTime, world } from '../support/world.js';
import { bare, calls, endpoints } from './calls.js';
import { messages } from './messages.js';

simulateTime();

const once = { retry: { limit: 0 } };
const page = '<!doctype html><title>Welcome to the hotel</title>';

/** A redirect as a browser shows it to who does not want to follow it. */
const opaque = () =>
  ({ status: 0, type: 'opaqueredirect', headers: new Headers(), text: async () => '' }) as Response;

/** An answer at the end of redirects that a platform has followed. */
const followed = (body: string) => () =>
  Object.defineProperty(new Response(body), 'redirected', { value: true });

const portals: ReadonlyArray<readonly [string, Answer, number]> = [
  ...[300, 301, 302, 303, 307, 308].map((status): [string, Answer, number] => [
    `a redirect, HTTP ${status}`,
    { status, headers: { Location: 'http://hotel.example/login' } },
    status,
  ]),
  ['a redirect that a browser hides', opaque, 0],
  ['a page behind redirects', followed(page), 200],
  ['JSON behind redirects', followed('{"profiles":{}}'), 200],
  ['a page, HTTP 200', { body: page }, 200],
  ['a page, HTTP 203', { status: 203, body: `\n ${page}` }, 203],
  ['a page of the network, HTTP 511', { status: 511, body: page }, 511],
  ['HTTP 511 alone', { status: 511 }, 511],
];

const STATUSES = [
  400, 401, 403, 404, 405, 407, 408, 425, 451, 500, 502, 503, 504, 520, 521, 522, 523, 524,
];
const pages = STATUSES.map((status): [string, Answer, number] => [
  `a page, HTTP ${status}`,
  { status, body: page },
  status,
]);

/** Bodies that are neither a success nor an error, with a success's status. */
const garbage = ['{"ok":true}', 'null', '[]', '[{}]', '"text"', '7', 'OK', '{"profiles":{"Dish'];

/** What gateways say in JSON. */
const gateways = [
  '',
  'no healthy upstream',
  '{"message":"no Route matched with those values"}',
  '{"timestamp":1733735289035,"status":404,"error":"Not Found","path":"/api/v2"}',
  '{"fault":{"faultstring":"Invalid ApiKey","detail":{"errorcode":"oauth.v2.InvalidApiKey"}}}',
  '{"error":{"message":"Forbidden"}}',
  '{"errors":[{"message":"Forbidden"}]}',
  '{"code":"ENOTFOUND"}',
];

const foreign = (httpStatus: number, captivePortal: boolean) => ({
  name: 'ForeignAnswerError',
  code: 'foreign_answer',
  message: 'The answer did not come from Adobe Pass',
  remedy: 'retry',
  httpStatus,
  captivePortal,
});

const dataOf = async (endpoint: Endpoint, answer: Answer) =>
  (await failure(calls[endpoint](stubClient([answer]).client, once))).toJSON();

describe.each(endpoints)('a foreign answer to %s', (endpoint) => {
  it('is a portal where it leads or shows the way to a login', async () => {
    for (const [name, answer, status] of portals)
      await expect(dataOf(endpoint, answer), name).resolves.toEqual(foreign(status, true));
  });

  it('is no portal where it is an error page', async () => {
    for (const [name, answer, status] of pages)
      await expect(dataOf(endpoint, answer), name).resolves.toEqual(foreign(status, false));
  });

  it('is what a success cannot be', async () => {
    const bodies = bare.includes(endpoint) ? [...garbage, '{}'] : [...garbage, ''];
    for (const body of bodies) {
      const { path, ...rest } = await dataOf(endpoint, { body });
      expect(rest, body).toEqual(foreign(200, false));
      const isObject = /^\{.*\}$/.test(body);
      if (isObject && !bare.includes(endpoint)) expect(path, body).toMatch(/^\w+$/);
    }
  });
});

it.each(endpoints.filter((endpoint) => !bare.includes(endpoint)))(
  'a foreign answer to %s is what an error cannot be',
  async (endpoint) => {
    for (const status of [401, 404, 503])
      for (const body of gateways) {
        const error = await dataOf(endpoint, { status, body });
        expect(error, body).toEqual(foreign(status, false));
      }
  },
);

it.each([
  ['E1', 'client_id'],
  ['E2', 'access_token'],
  ['E3', 'mvpds'],
  ['E4', 'actionName'],
  ['E6', 'existingParameters'],
  ['E8', 'profiles'],
  ['E13', 'decisions'],
  ['E19', 'serviceToken'],
  ['E21', 'code'],
  ['E22', 'unlinkedDevices'],
  ['E23', 'devices'],
] as const)(
  'an empty object to %s is foreign, and says what is missing',
  async (endpoint, path) => {
    const error = { ...foreign(200, false), path };
    await expect(dataOf(endpoint, { body: {} })).resolves.toEqual(error);
  },
);

it('a status without a body is an error of its own where errors have none', async () => {
  const remedies = {
    400: 'none',
    401: 'register',
    403: 'none',
    404: 'none',
    405: 'none',
    500: 'retry',
  };
  for (const endpoint of bare)
    for (const [status, remedy] of Object.entries(remedies))
      for (const body of ['', 'Bad request', '{"message":"no"}'])
        await expect(dataOf(endpoint, { status: Number(status), body })).resolves.toEqual({
          name: 'HttpError',
          code: `http_${status}`,
          message: `The server answered with HTTP ${status}`,
          remedy,
          httpStatus: Number(status),
        });
});

describe('a request that only asks', () => {
  /** How often it goes out, where it is answered like this for ever. */
  async function count(answer: Answer): Promise<number> {
    const { client, seen } = stubClient([answer], { accessToken: async () => 'same' });
    const ended = failure(profileForCode(client, { code: 'A' }));
    await vi.advanceTimersByTimeAsync(60_000);
    await ended;
    return seen.length;
  }

  it('goes out again where the next answer may be another', async () => {
    for (const body of [...garbage, '']) await expect(count({ body }), body).resolves.toBe(3);
    for (const status of [408, 425, 500, 501, 502, 503, 504, 520, 521, 522, 523, 524])
      await expect(count({ status, body: page }), `HTTP ${status}`).resolves.toBe(3);
  });

  it('does not where a network or a proxy has decided', async () => {
    for (const [name, answer] of portals) await expect(count(answer), name).resolves.toBe(1);
    for (const status of [400, 401, 402, 403, 404, 405, 407, 410, 413, 431, 451])
      await expect(count({ status, body: page }), `HTTP ${status}`).resolves.toBe(1);
  });
});

describe('a 401 that is not of Adobe', () => {
  const unauthorized = { status: 401, body: page } as const;

  it('asks for one new token until a request is taken, and never registers again', async () => {
    const { client, seen, simulator } = world({ throttle: false });
    const times = (endpoint: string) => seen().filter((one) => one === endpoint).length;
    const { code = '' } = await createSession(client);
    const proxy = () => simulator.faults.add({ endpoint: 'E10', ...unauthorized, times: 3 });
    for (const round of [1, 2]) {
      proxy();
      for (const _ of [1, 2])
        await expect(failure(profileForCode(client, { code }))).resolves.toMatchObject(
          foreign(401, false),
        );
      expect(times('E2')).toBe(1 + round);
      await expect(profileForCode(client, { code })).resolves.toEqual({ profiles: {} });
    }
    expect(times('E1')).toBe(1);
  });

  it('asks for one new token for all calls that met it, and sends each once more', async () => {
    const { client, seen, simulator } = world({ throttle: false });
    const { code = '' } = await createSession(client);
    simulator.faults.add({ endpoint: 'E10', ...unauthorized, times: Infinity });
    const checks = [1, 2, 3].map(() => failure(profileForCode(client, { code })));
    await expect(Promise.all(checks)).resolves.toMatchObject(
      [1, 2, 3].map(() => foreign(401, false)),
    );
    const after = seen().slice(3);
    expect(after.filter((endpoint) => endpoint === 'E2')).toHaveLength(1);
    expect(after.filter((endpoint) => endpoint === 'E10')).toHaveLength(6);
    expect(after).toHaveLength(7);
  });

  it('asks the app for one new token until a request is taken', async () => {
    let count = 0;
    const accessToken = async () => `token-${(count += 1)}`;
    const profiles = messages['all profiles']?.body;
    const answers = [unauthorized, unauthorized, unauthorized, { body: profiles }, unauthorized];
    const { client, seen } = stubClient(answers, { accessToken });
    const check = () => profileForCode(client, { code: 'A' });
    await failure(check());
    expect(seen).toHaveLength(2);
    await failure(check());
    expect(seen).toHaveLength(3);
    await check();
    expect(seen).toHaveLength(4);
    await failure(check());
    expect(seen).toHaveLength(6);
  });

  it('asks once more a minute later, where the token was the reason and the new one got lost', async () => {
    const { client, seen, simulator } = world({ throttle: false });
    const { code = '' } = await createSession(client);
    const check = () => profileForCode(client, { code });
    simulator.faults.add({ endpoint: 'E2', status: 403, body: page });
    simulator.expireTokens();
    await expect(failure(check())).resolves.toMatchObject(foreign(403, false));
    for (const _ of [1, 2]) {
      await vi.advanceTimersByTimeAsync(29_000);
      await expect(failure(check())).resolves.toMatchObject(foreign(401, false));
    }
    expect(seen().filter((endpoint) => endpoint === 'E2')).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(3000);
    await expect(check()).resolves.toEqual({ profiles: {} });
  });

  it('ends the call where the token request meets it too; the former token is used on', async () => {
    const { client, seen, simulator } = world({ throttle: false });
    await createSession(client);
    simulator.faults.add({ endpoint: 'E4', ...unauthorized, times: 2 });
    simulator.faults.add({ endpoint: 'E2', ...unauthorized, times: Infinity });
    for (const _ of [1, 2])
      await expect(failure(createSession(client))).resolves.toMatchObject(foreign(401, false));
    await expect(createSession(client)).resolves.toBeDefined();
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E4', 'E2', 'E4', 'E4']);
  });
});
