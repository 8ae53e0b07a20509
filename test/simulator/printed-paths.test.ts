import { describe, expect, test } from 'vitest';
import { allParameters, harness, type Harness } from './support.js';

const json = { 'content-type': 'application/json' };
const body = '{"resources":["one"]}';

/** What is printed, and the path of the table. */
const printed: ReadonlyArray<
  readonly [string, string, string, RequestInit & { form?: Record<string, string> }]
> = [
  ['GET', '/api/v2/REF30/configuration/', '/api/v2/REF30/configuration', {}],
  ['POST', '/api/v2/REF30/sessions/', '/api/v2/REF30/sessions', { form: allParameters }],
  ['POST', '/api/v2/REF30/session', '/api/v2/REF30/sessions', { form: allParameters }],
  ['GET', '/api/v2/REF30/profiles/', '/api/v2/REF30/profiles', {}],
  ['GET', '/api/v2/REF30/profiles/ATTOTT/', '/api/v2/REF30/profiles/ATTOTT', {}],
  [
    'POST',
    '/api/v2/REF30/decision/authorize/ATTOTT',
    '/api/v2/REF30/decisions/authorize/ATTOTT',
    { headers: json, body },
  ],
  [
    'GET',
    '/api/v2/logout/REF30/Dish?redirectUrl=https%3A%2F%2Fa.b',
    '/api/v2/REF30/logout/Dish?redirectUrl=https%3A%2F%2Fa.b',
    {},
  ],
];

const send = (
  to: Harness,
  method: string,
  path: string,
  { headers, ...init }: (typeof printed)[number][3],
) => to.call(method, path, { ...init, headers: { ...to.headers, ...(headers as {}) } });

describe('a path that a page prints, and no table has', () => {
  test.each(printed)('%s %s is answered as %s is', async (method, path, right, init) => {
    const to = harness();
    const reply = await send(to, method, path, init);
    const expected = await send(to, method, right, init);
    expect(reply.status).toBe(200);
    expect(Object.keys(reply.json)).toEqual(Object.keys(expected.json));
    const [odd, plain] = to.simulator.requests;
    expect(odd?.endpoint).toBe(plain?.endpoint);
    expect(plain).not.toHaveProperty('reason');
    expect(odd?.reason).toMatch(
      /^The table of E\d+ has (GET|POST) \/api\/v2\/.+, and not .+\. .+\.$/,
    );
  });

  test('is named in the journal, with the path of the table', async () => {
    const to = harness();
    const { code } = await to.create();
    await to.call('GET', `/api/v2/sessions/REF30/${code}`);
    expect(to.simulator.requests.at(-1)).toMatchObject({
      endpoint: 'E6',
      status: 200,
      reason:
        'The table of E6 has GET /api/v2/{serviceProvider}/sessions/{code}, and not ' +
        '/api/v2/sessions/{serviceProvider}/{code}. It is printed in its samples.',
    });
  });

  test('is checked as strictly, and a refusal has both reasons', async () => {
    const to = harness();
    await to.call('GET', '/api/v2/logout/REF30/Dish');
    const [entry] = to.simulator.requests;
    expect(entry).toMatchObject({ status: 400, code: 'invalid_parameter_redirect_url' });
    expect(entry?.reason).toMatch(/^The table of E15 has .+ redirectUrl is missing\.$/);
  });

  test('has no other method either', async () => {
    const to = harness();
    expect((await to.call('POST', '/api/v2/sessions/REF30/ABCDEFG', { form: {} })).status).toBe(
      405,
    );
  });
});
