import { describe, expect, it } from 'vitest';
import { authorize, preauthorize } from '../../src/client/index.js';
import { failure, type SeenRequest, stubClient } from '../support/stub.js';
import { simulateTime, START, world } from '../support/world.js';

simulateTime();

const mvpd = 'Cablevision';
const names = (count: number) => Array.from({ length: count }, (_, index) => `channel-${index}`);
const resourcesOf = (request: SeenRequest) =>
  (JSON.parse(request.body ?? '{}') as { resources: string[] }).resources;
const retry = { code: 'network_received_error', action: 'retry', status: 403 };

/** Permits all that is asked for, but for what `deny` says. */
const permitting =
  (deny: (resource: string, request: number) => object | undefined = () => undefined) =>
  (seen: SeenRequest[], at: number[]) =>
  (request: SeenRequest) => {
    seen.push(request);
    at.push(Date.now() - START);
    const decisions = resourcesOf(request).map((resource) => {
      const error = deny(resource, seen.length);
      return { resource, authorized: !error, ...(error && { error }) };
    });
    return Response.json({ decisions });
  };

function server(deny?: Parameters<typeof permitting>[0]) {
  const seen: SeenRequest[] = [];
  const at: number[] = [];
  return { client: stubClient([permitting(deny)(seen, at)]).client, seen, at, pass: world().pass };
}

describe('a long list', () => {
  it('is split, in the order that was asked', async () => {
    const { client, seen, pass } = server();
    const resources = names(12);
    const call = preauthorize(client, { mvpd, resources });
    await pass(10_000);
    const { decisions } = await call;
    expect(seen.map((request) => resourcesOf(request).length)).toEqual([5, 5, 2]);
    expect(decisions.map(({ resource }) => resource)).toEqual(resources);
  });

  it.each([
    [preauthorize, 2, [2, 2, 1]],
    [authorize, undefined, [1, 1, 1, 1, 1]],
    [authorize, 3, [3, 2]],
  ] as const)(
    'is split as the options say (R104, R117)',
    async (call, resourcesPerRequest, sizes) => {
      const { client, seen, pass } = server();
      const ended = call(
        client,
        { mvpd, resources: names(5) },
        resourcesPerRequest ? { resourcesPerRequest } : {},
      );
      await pass(60_000);
      await ended;
      expect(seen.map((request) => resourcesOf(request).length)).toEqual(sizes);
    },
  );

  it('asks once for what is named twice, and answers it twice', async () => {
    const { client, seen } = server();
    const { decisions } = await preauthorize(client, { mvpd, resources: ['a', 'b', 'a'] });
    expect(resourcesOf(seen[0]!)).toEqual(['a', 'b']);
    expect(decisions.map(({ resource }) => resource)).toEqual(['a', 'b', 'a']);
  });

  it('ends with its signal, also between two requests', async () => {
    const { client, seen, pass } = server();
    const controller = new AbortController();
    const asked = { mvpd, resources: names(100) };
    const ended = failure(preauthorize(client, asked, { signal: controller.signal }));
    await pass(1500);
    controller.abort();
    await expect(ended).resolves.toMatchObject({ code: 'aborted' });
    await pass(60_000);
    expect(seen).toHaveLength(11);
  });

  it.each([
    ['network_failure', 'NetworkError', () => Promise.reject(new TypeError('fetch failed'))],
    ['foreign_answer', 'ForeignAnswerError', { status: 502, body: '<html>' }],
    [
      'authenticated_profile_expired',
      'EnhancedError',
      { status: 403, body: { code: 'authenticated_profile_expired', status: 403 } },
    ],
  ] as const)('keeps what came before a part that fails: %s', async (code, name, failing) => {
    const permit = (resource: string) => ({
      body: { decisions: [{ resource, authorized: true }] },
    });
    const { client } = stubClient([permit('a'), failing, permit('c')], { retry: { limit: 0 } });
    const asked = { mvpd, resources: ['a', 'b', 'c'] };
    const { decisions } = await preauthorize(client, asked, { resourcesPerRequest: 1 });
    expect(decisions).toEqual([
      { resource: 'a', authorized: true },
      {
        resource: 'b',
        authorized: false,
        error: expect.objectContaining({ code, name, message: expect.any(String) }),
      },
      { resource: 'c', authorized: true },
    ]);
  });

  it('does not ask again for what a part that failed was about', async () => {
    const { client, seen } = stubClient([
      { body: { decisions: [{ resource: 'a', authorized: true }] } },
      { status: 404, body: '<html>' },
    ]);
    const call = preauthorize(client, { mvpd, resources: ['a', 'b'] }, { resourcesPerRequest: 1 });
    const { decisions } = await call;
    expect(decisions[1]?.error).toMatchObject({ code: 'foreign_answer', remedy: 'retry' });
    expect(seen).toHaveLength(2);
  });

  it('ends with the error of its first part, for then there is nothing to keep', async () => {
    const { client, seen } = stubClient([{ status: 404, body: '<html>' }]);
    const call = preauthorize(client, { mvpd, resources: names(12) });
    await expect(failure(call)).resolves.toMatchObject({ code: 'foreign_answer' });
    expect(seen).toHaveLength(1);
  });

  it('gives all answers as they came', async () => {
    const { client } = server();
    const asked = { mvpd, resources: ['a', 'b'] };
    const { raw } = await preauthorize(client, asked, { resourcesPerRequest: 1 });
    expect(raw).toEqual([
      { decisions: [{ resource: 'a', authorized: true }] },
      { decisions: [{ resource: 'b', authorized: true }] },
    ]);
  });
});

describe('items that ask for a retry', () => {
  it('are asked for again, and only they (R108)', async () => {
    const { client, seen, at, pass } = server((resource, request) =>
      resource === 'channel-1' && request < 3 ? retry : undefined,
    );
    const call = preauthorize(client, { mvpd, resources: names(3) });
    await pass(60_000);
    const { decisions } = await call;
    expect(seen.map(resourcesOf)).toEqual([names(3), ['channel-1'], ['channel-1']]);
    expect(at).toEqual([0, 1000, 3000]);
    expect(decisions.every(({ authorized }) => authorized)).toBe(true);
  });

  it('are given up after two more tries, with what the server said last (R122)', async () => {
    const { client, seen, pass } = server(() => retry);
    const call = authorize(client, { mvpd, resources: ['a'] });
    await pass(60_000);
    await expect(call).resolves.toEqual({
      decisions: [
        {
          resource: 'a',
          authorized: false,
          error: expect.objectContaining({ code: 'network_received_error', remedy: 'retry' }),
        },
      ],
    });
    expect(seen).toHaveLength(3);
  });

  it.each([
    'authorization_denied_by_mvpd',
    'authorization_denied_by_parental_controls',
    'authorization_denied_by_hba_policies',
    'temporary_access_duration_limit_exceeded',
  ])('are none of these: %s (R122)', async (code) => {
    const { client, seen, pass } = server(() => ({
      code,
      action: 'none',
      status: 403,
      details: 'Not in your package',
    }));
    const call = authorize(client, { mvpd, resources: ['a'] });
    await pass(60_000);
    const { decisions } = await call;
    expect(decisions[0]).toMatchObject({
      authorized: false,
      error: { code, details: 'Not in your package' },
    });
    expect(seen).toHaveLength(1);
  });
});

describe('an answer', () => {
  const answer = (decisions: unknown) => stubClient([{ body: { decisions } }]).client;

  it('is matched by name, whatever its order and the white space around it (D26)', async () => {
    const client = answer([
      { resource: 'b', authorized: false },
      { resource: 'a ', authorized: true },
    ]);
    const { decisions } = await preauthorize(client, { mvpd, resources: ['a', 'b'] });
    expect(decisions).toEqual([
      { resource: 'a', authorized: true },
      { resource: 'b', authorized: false },
    ]);
  });

  it('is matched by place where the names say nothing', async () => {
    const client = answer([{ resource: '<rss/>', authorized: true }]);
    await expect(preauthorize(client, { mvpd, resources: ['<rss></rss>'] })).resolves.toEqual({
      decisions: [{ resource: '<rss></rss>', authorized: true }],
    });
  });

  it('never permits to play what another name was permitted for', async () => {
    const client = answer([
      { resource: 'two', authorized: true, token: { serializedToken: 'x', notAfter: START } },
    ]);
    const { decisions } = await authorize(client, { mvpd, resources: ['one'] });
    expect(decisions).toEqual([
      {
        resource: 'one',
        authorized: false,
        error: expect.objectContaining({ code: 'response_invalid' }),
      },
    ]);
  });

  it('without any decision says that there were too many resources (D25)', async () => {
    const { decisions } = await preauthorize(answer([]), { mvpd, resources: ['a', 'b'] });
    expect(decisions).toHaveLength(2);
    expect(decisions[0]).toMatchObject({
      authorized: false,
      error: { code: 'too_many_resources', remedy: 'configure' },
    });
  });

  it('that leaves a resource out permits it not', async () => {
    const client = answer([{ resource: 'a', authorized: true }]);
    const { decisions } = await preauthorize(client, { mvpd, resources: ['a', 'b'] });
    expect(decisions[1]).toMatchObject({
      resource: 'b',
      authorized: false,
      error: { code: 'response_invalid' },
    });
  });

  it('that cannot be read denies the one resource that it is of', async () => {
    for (const [resources, odd] of [
      [['a'], { resource: 'a', authorized: 'yes' }],
      [['a'], { authorized: true }],
      [['a', 'b'], 7],
    ] as const) {
      const { decisions } = await authorize(
        answer([odd]),
        { mvpd, resources },
        { resourcesPerRequest: 2 },
      );
      const error = expect.objectContaining({
        code: 'response_invalid',
        path: 'decisions',
      }) as object;
      expect(decisions).toEqual(
        resources.map((resource) => ({ resource, authorized: false, error })),
      );
    }
  });

  it('has times of its own and of its token, and may have none, as under AuthZAll (R131)', async () => {
    const client = answer([
      {
        resource: 'a',
        authorized: true,
        notAfter: START + 4,
        token: {
          issuedAt: 1,
          notBefore: `${START + 2}`,
          notAfter: START + 3,
          serializedToken: 'x',
        },
      },
    ]);
    await expect(authorize(client, { mvpd, resources: ['a'] })).resolves.toMatchObject({
      decisions: [
        {
          notAfter: START + 4,
          token: { notBefore: START + 2, notAfter: START + 3, serializedToken: 'x' },
        },
      ],
    });
  });

  it.each([
    'authenticated_profile_missing',
    'authenticated_profile_expired',
    'authenticated_profile_invalidated',
  ])('of HTTP 403 ends the call: %s (D22, R91)', async (code) => {
    const { client } = stubClient([
      { status: 403, body: { code, action: 'authentication', status: 403 } },
    ]);
    await expect(authorize(client, { mvpd, resources: ['a'] })).rejects.toMatchObject({
      code,
      remedy: 'authenticate',
    });
  });
});

it.each([0, -1, Number.NaN])('%d resources a request are refused', async (resourcesPerRequest) => {
  const { client, seen } = stubClient([{}]);
  const call = authorize(client, { mvpd, resources: ['a'] }, { resourcesPerRequest });
  await expect(failure(call)).resolves.toMatchObject({
    name: 'InvalidInputError',
    path: 'resourcesPerRequest',
  });
  expect(seen).toHaveLength(0);
});

it.each([[[]], [['']], [[7]], ['a'], [undefined], [null]])(
  'resources that are %j are refused',
  async (resources) => {
    const { client, seen } = stubClient([{}]);
    await expect(
      failure(authorize(client, { mvpd, resources: resources as never })),
    ).resolves.toMatchObject({ name: 'InvalidInputError', path: 'resources' });
    expect(seen).toHaveLength(0);
  },
);
