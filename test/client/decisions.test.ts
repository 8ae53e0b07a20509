import { describe, expect, it } from 'vitest';
import { authorize, preauthorize } from '../../src/client/index.js';
import { failure, type SeenRequest, stubClient } from '../support/stub.js';
import { simulateTime, START, world } from '../support/world.js';

simulateTime();

const mvpd = 'Cablevision';
const names = (count: number) => Array.from({ length: count }, (_, index) => `channel-${index}`);
const asked = (request: SeenRequest) =>
  (JSON.parse(request.body ?? '{}') as { resources: string[] }).resources;
const retry = { code: 'network_received_error', action: 'retry', status: 403 };

/** Permits all that is asked for, but for what `deny` says. */
const permitting =
  (deny: (resource: string, request: number) => object | undefined = () => undefined) =>
  (seen: SeenRequest[], at: number[]) =>
  (request: SeenRequest) => {
    seen.push(request);
    at.push(Date.now() - START);
    const decisions = asked(request).map((resource) => {
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
    expect(seen.map((request) => asked(request).length)).toEqual([5, 5, 2]);
    expect(decisions.map(({ resource }) => resource)).toEqual(resources);
  });

  it('is paced, so that it meets no throttle (R185)', async () => {
    const { client, at, pass } = server();
    const call = preauthorize(client, { mvpd, resources: names(40) });
    await pass(60_000);
    await call;
    expect(at).toEqual([0, 0, 0, 1000, 2000, 3000, 4000, 5000]);
  });

  it('is not refused by a server that counts, however long it is (R185)', async () => {
    const { client, pass, simulator } = world();
    simulator.profiles.add({ mvpd });
    const call = preauthorize(client, { mvpd, resources: names(100) });
    await pass(60_000);
    await call;
    const lists = simulator.requests.filter(({ endpoint }) => endpoint === 'E13');
    expect(lists.map(({ status }) => status)).toEqual(Array(20).fill(200));
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
      expect(seen.map((request) => asked(request).length)).toEqual(sizes);
    },
  );

  it('asks once for what is named twice, and answers it twice', async () => {
    const { client, seen } = server();
    const { decisions } = await preauthorize(client, { mvpd, resources: ['a', 'b', 'a'] });
    expect(asked(seen[0]!)).toEqual(['a', 'b']);
    expect(decisions.map(({ resource }) => resource)).toEqual(['a', 'b', 'a']);
  });

  it('ends with its signal, also between two requests', async () => {
    const { client, seen, pass } = server();
    const controller = new AbortController();
    const ended = failure(
      preauthorize(client, { mvpd, resources: names(40) }, { signal: controller.signal }),
    );
    await pass(1500);
    controller.abort();
    await expect(ended).resolves.toMatchObject({ code: 'aborted' });
    await pass(60_000);
    expect(seen).toHaveLength(4);
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
    expect(seen.map(asked)).toEqual([names(3), ['channel-1'], ['channel-1']]);
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
      { resource: 'two', authorized: true, token: { serializedToken: 'x', notAfter: 1 } },
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

  it.each([
    [undefined, 'decisions'],
    [{}, 'decisions'],
    [[7], 'decisions.0'],
    [[{ authorized: true }], 'decisions.0.resource'],
    [[{ resource: 'a' }], 'decisions.0.authorized'],
    [[{ resource: 'a', authorized: 'yes' }], 'decisions.0.authorized'],
    [[{ resource: 'a', authorized: true, token: {} }], 'decisions.0.token.serializedToken'],
    [
      [{ resource: 'a', authorized: true, token: { serializedToken: 'x', notAfter: 'soon' } }],
      'decisions.0.token.notAfter',
    ],
  ])('that is %j: the path of the wrong field', async (decisions, path) => {
    await expect(authorize(answer(decisions), { mvpd, resources: ['a'] })).rejects.toMatchObject({
      code: 'response_invalid',
      path,
    });
  });

  it('has times of its own and of its token, and may have none, as under AuthZAll (R131)', async () => {
    const client = answer([
      {
        resource: 'a',
        authorized: true,
        notAfter: 4,
        token: { issuedAt: 1, notBefore: '2', notAfter: 3, serializedToken: 'x' },
      },
    ]);
    await expect(authorize(client, { mvpd, resources: ['a'] })).resolves.toMatchObject({
      decisions: [{ notAfter: 4, token: { notBefore: 2, notAfter: 3, serializedToken: 'x' } }],
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
