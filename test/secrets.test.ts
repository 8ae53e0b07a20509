import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  createPartnerProfile,
  createPartnerSession,
  createSession,
  initiateLogout,
  memoryStorage,
  type PassClientOptions,
  profileForCode,
  registerClient,
  requestAccessToken,
} from '../src/index.js';
import {
  authenticate,
  authenticateWithPartner,
  logOut,
  marking,
  play,
  startApp,
  subscribed,
} from './support/flows.js';
import { codeOfTelevision, secondScreen } from './support/second-screen.js';
import { failure, stub } from './support/stub.js';
import { jwe, jws } from './support/tokens.js';
import { parameters, simulateTime, START, world } from './support/world.js';

simulateTime();

/** What must never be seen, wherever it is planted. */
const SECRET = 'S3CR3T-planted-value';
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Everything that a person or a log could see of a thing. */
const shown = (thing: unknown): string =>
  [inspect(thing, { depth: 20, showHidden: true }), JSON.stringify(thing), String(thing)].join(
    '\n',
  );

function expectNoSecret(thing: unknown): void {
  const text = shown(thing);
  expect(text).not.toContain(SECRET);
  // Base64 of a text depends on where the text begins.
  for (const offset of ['', 'x', 'xx'])
    expect(text).not.toContain(base64(offset + SECRET).slice(4, -4));
}

const secrets: Partial<PassClientOptions> = {
  softwareStatement: `statement.${SECRET}`,
  sso: {
    serviceToken: jws({}, SECRET),
    subjectToken: jwe(SECRET),
    rokuConnectToken: jws({ jti: 1 }, SECRET),
  },
  tempPassIdentity: { email: SECRET },
};

/** A server that repeats in its error whatever it was sent. */
const echo = (status: number) => (request: { headers: object; body: string | undefined }) =>
  new Response(
    JSON.stringify({
      status,
      code: 'internal_server_error',
      action: 'none',
      message: `you sent ${JSON.stringify(request.headers)} ${request.body ?? ''} ${decodeURIComponent(request.body ?? '')}`,
      details: JSON.stringify(request.headers),
      trace: decodeURIComponent(request.body ?? ''),
      helpUrl: `https://example.com/?${request.body ?? ''}`,
    }),
    { status },
  );

const calls = {
  registerClient: (client: Parameters<typeof registerClient>[0]) => registerClient(client),
  requestAccessToken: (client: Parameters<typeof registerClient>[0]) =>
    requestAccessToken(client, { client_id: 'id', client_secret: SECRET }, { retry: { limit: 0 } }),
  createSession: (client: Parameters<typeof registerClient>[0]) => createSession(client),
  createPartnerSession: (client: Parameters<typeof registerClient>[0]) =>
    createPartnerSession(client),
  createPartnerProfile: (client: Parameters<typeof registerClient>[0]) =>
    createPartnerProfile(client, { samlResponse: `<Response>${SECRET}</Response>` }),
  profileForCode: (client: Parameters<typeof registerClient>[0]) =>
    profileForCode(client, { code: 'A' }, { retry: { limit: 0 } }),
  initiateLogout: (client: Parameters<typeof registerClient>[0]) =>
    initiateLogout(client, { mvpd: 'Dish', redirectUrl: 'https://adobe.com' }),
};

describe('no error shows a secret', () => {
  it.each(Object.entries(calls))('that the server repeats: %s (R180)', async (_, call) => {
    const { fetch } = stub(echo(500));
    const { clientWith } = world(
      {},
      { fetch, ...secrets, accessToken: async () => `token.${SECRET}` },
    );
    const error = await failure(call(clientWith()));
    expect(error.message).toContain('you sent');
    expectNoSecret(error);
  });

  it.each(Object.entries(calls))('of a body that cannot be read: %s', async (_, call) => {
    for (const body of [
      `{"access_token":"${SECRET}`,
      `<html>${SECRET}`,
      `{"client_id":1,"client_secret":"${SECRET}","token":"${SECRET}"}`,
    ]) {
      const { fetch } = stub({ body }, { body });
      const { clientWith } = world(
        {},
        { fetch, ...secrets, accessToken: async () => `token.${SECRET}` },
      );
      expectNoSecret(await failure(call(clientWith())));
    }
  });

  it('of an identity or token that no header can carry', async () => {
    const bad = `${SECRET}\r\n`;
    const { clientWith } = world({}, { accessToken: async () => bad });
    expectNoSecret(await failure(createSession(clientWith())));
    const { client } = world({}, { sso: { serviceToken: bad }, visitorId: bad });
    await expect(createSession(client)).resolves.toBeDefined();
  });

  it('of a storage that holds garbage', async () => {
    const storage = { ...memoryStorage(), getItem: () => `{"client_secret":"${SECRET}` };
    const { clientWith, simulator } = world();
    simulator.faults.add({
      endpoint: 'E1',
      status: 400,
      body: { error: 'invalid_software_statement' },
    });
    expectNoSecret(await failure(createSession(clientWith({ storage }))));
  });
});

it('a client shows none of its own', async () => {
  const { clientWith } = world({}, secrets);
  const client = clientWith();
  await createSession(client);
  expectNoSecret(client);
});

describe('no stored flow holds a secret', () => {
  /** A world whose tokens and SAML are secrets too; notes every snapshot that a flow could be stored as. */
  function watched() {
    const saml = `<Response>${SECRET}</Response>`;
    const made = world({}, secrets);
    const planted: string[] = [];
    const client = made.clientWith({
      fetch: async (url, init) => {
        const response = await made.simulator.fetch(url, init);
        const body = (await response
          .clone()
          .json()
          .catch(() => ({}))) as Record<string, unknown>;
        for (const name of ['access_token', 'client_secret'])
          if (typeof body[name] === 'string') planted.push(body[name]);
        const { request } = (body['authenticationRequest'] ?? {}) as { request?: string };
        if (request) planted.push(request);
        for (const { token } of (body['decisions'] ?? []) as Array<{
          token?: { serializedToken: string };
        }>)
          if (token) planted.push(token.serializedToken);
        return response;
      },
    });
    const stored: unknown[] = [];
    const watch = <
      T extends {
        subscribe(next: () => void): unknown;
        getPersistedSnapshot(): unknown;
        getSnapshot(): unknown;
      },
    >(
      flow: T,
    ): T => {
      const note = () =>
        stored.push(
          JSON.stringify(flow.getPersistedSnapshot()),
          JSON.stringify(flow.getSnapshot()),
        );
      note();
      flow.subscribe(note);
      return flow;
    };
    const check = (atLeast: number) => {
      expect(stored.length).toBeGreaterThan(4);
      expect(planted.length).toBeGreaterThanOrEqual(atLeast);
      for (const text of stored)
        for (const secret of [SECRET, ...planted]) expect(text).not.toContain(secret);
      expectNoSecret(stored);
    };
    return { ...made, client, watch, check, saml, planted };
  }

  it('of a login (R275)', async () => {
    const { client, pass, watch, check, simulator } = watched();
    const flow = watch(authenticate(client, { screen: 'secondary' }));
    await pass(0);
    simulator.faults.add({ endpoint: 'E10', code: 'internal_server_error' });
    await pass(6000);
    const view = flow.view();
    await simulator.viewer.signIn({ code: 'code' in view ? view.code : '' });
    await pass(30_000);
    expect(flow.view()).toMatchObject({ phase: 'authorize' });
    check(2);
  });

  it('of a partner login, where it succeeds and where it does not (R275)', async () => {
    for (const code of ['', 'invalid_parameter_saml_response', 'network_received_error']) {
      const { client, pass, watch, check, saml, simulator } = watched();
      if (code !== '') simulator.faults.add({ endpoint: 'E12', code });
      const flow = watch(
        authenticateWithPartner(client, { authenticate: async () => ({ samlResponse: saml }) }),
      );
      await pass(0);
      if (flow.view().phase === 'failed') flow.send({ type: 'retry' });
      await pass(0);
      check(3);
    }
  });

  it('of a logout', async () => {
    const { client, pass, watch, check, simulator } = watched();
    simulator.profiles.add({ mvpd: 'Cablevision', notAfter: START + 86_400_000 });
    simulator.faults.add({ endpoint: 'E15', cut: 'before' });
    const flow = watch(logOut(client));
    await pass(0);
    flow.send({ type: 'retry' });
    await pass(0);
    flow.send({ type: 'userAgent.returned' });
    check(2);
  });

  it.each(['', 'takes', 'refuses', 'fails', 'never answers'])(
    'of a play request, with a backend that %s',
    async (backend) => {
      const { client, pass, watch, check, simulator, planted } = watched();
      simulator.profiles.add({ mvpd: 'Cablevision' });
      simulator.faults.add({ endpoint: 'E14', code: 'internal_server_error' });
      const flow = watch(
        play(client, {
          ...(backend !== '' && {
            verifyMediaToken: async (token) => {
              if (backend === 'never answers') return new Promise(() => {});
              if (backend === 'fails') throw new Error(token, { cause: token });
              return backend === 'takes';
            },
          }),
        }),
      );
      const seen: string[] = [];
      flow.system.inspect((event) => {
        if (event.type === '@xstate.event')
          seen.push(inspect(event.event, { depth: 20, showHidden: true }));
      });
      await pass(0);
      flow.send({ type: 'retry' });
      await pass(0);
      const phases = { '': 'permitted', takes: 'permitted', refuses: 'rejected', fails: 'failed' };
      expect(flow.view().phase).toBe(phases[backend as keyof typeof phases] ?? 'verifying');
      expect(seen.join('')).toContain('xstate.done.actor');
      check(3);
      // Nor does an inspector see one.
      for (const secret of [SECRET, ...planted]) expect(seen.join('')).not.toContain(secret);
    },
  );

  it('of the life of a viewer, with everything that it asks for', async () => {
    const { client, pass, watch, check, simulator, saml } = watched();
    const app = watch(
      startApp(
        client,
        { partner: 'Apple' },
        {
          partnerFramework: { ...subscribed, authenticate: async () => ({ samlResponse: saml }) },
        },
      ),
    );
    await pass(0);
    app.send({ type: 'authenticate' });
    await pass(0);
    simulator.profiles.add({ mvpd: 'Dish' });
    simulator.faults.add({ endpoint: 'E14', code: 'internal_server_error' });
    for (const mvpd of ['Cablevision', 'Dish']) {
      app.send({ type: 'play', resource: mvpd, mvpd });
      app.send({ type: 'preauthorize', resources: ['one', 'two'], mvpd });
      await pass(10_000);
      app.send({ type: 'play.retry', resource: mvpd });
      await pass(10_000);
    }
    expect(app.view().plays).toContainEqual(
      expect.objectContaining({ mvpd: 'Dish', phase: 'permitted' }),
    );
    app.send({ type: 'logout' });
    await pass(0);
    check(4);
  });

  it('of the page on a phone', async () => {
    const { client, pass, watch, check, simulator, clientWith } = watched();
    const code = await codeOfTelevision({ client: clientWith(), pass });
    const flow = watch(secondScreen(client, { ...parameters }));
    flow.send({ type: 'code.entered', code });
    await pass(0);
    await simulator.viewer.signIn({ code });
    flow.send({ type: 'userAgent.returned' });
    await pass(0);
    expect(flow.view()).toMatchObject({ phase: 'success' });
    check(2);
  });

  it('of a list, where a server gives tokens for it too', async () => {
    const { client, pass, watch, check, simulator } = watched();
    simulator.profiles.add({ mvpd: 'Cablevision' });
    const token = { serializedToken: `token.${SECRET}`, notAfter: START };
    simulator.faults.add({
      endpoint: 'E13',
      status: 200,
      times: 2,
      body: { decisions: [{ resource: 'one', authorized: true, token }] },
    });
    const flow = watch(marking(client)({ resources: ['one'] }));
    const other = watch(marking(client)({ resources: ['one'] }));
    await pass(0);
    expect([flow.view(), other.view()]).toMatchObject([{ phase: 'done' }, { phase: 'done' }]);
    check(2);
  });
});
