import { describe, expect, it, vi } from 'vitest';
import { createActor } from 'xstate';
import {
  authorizationMachine,
  authorizationView,
  type MediaTokenStore,
  memoryStorage,
  restoreActor,
  takeMediaToken,
  type VerifyMediaToken,
} from '../../src/index.js';
import type { SimulatorOptions } from '../../src/simulator/index.js';
import { authenticate, play } from '../support/flows.js';
import { type Answer, stubClient } from '../support/stub.js';
import { simulateTime, START, world } from '../support/world.js';

simulateTime();

const MINUTE = 60_000;

/** A world whose viewer is signed in with Cablevision, and a backend that verifies. */
function signedIn(options: SimulatorOptions = {}) {
  const made = world(options);
  made.simulator.profiles.add({ mvpd: 'Cablevision' });
  const verifyMediaToken: VerifyMediaToken = async (serializedToken, { resource }) =>
    made.simulator.verifyMediaToken(serializedToken, resource) === 'VALID_TOKEN';
  return { ...made, verifyMediaToken };
}

type Rest = Parameters<typeof play> extends [unknown, ...infer R] ? R : never;

/** A play request, as far as it comes by itself. */
async function played(made: ReturnType<typeof world>, ...rest: Rest) {
  const flow = play(made.client, ...rest);
  await made.pass(10_000);
  return flow;
}

describe('a permit', () => {
  it('comes from one authorization, and no other request (R100, R115, R117)', async () => {
    const made = signedIn();
    const flow = play(made.client);
    expect(flow.view()).toEqual({ phase: 'authorizing' });
    await made.pass(0);
    expect(flow.view()).toEqual({
      phase: 'permitted',
      mvpd: 'Cablevision',
      resource: 'one',
      verified: false,
      ticket: expect.any(String),
      source: 'mvpd',
      notAfter: START + 60 * MINUTE,
    });
    expect(flow.getSnapshot()).toMatchObject({ status: 'done', output: flow.view() });
    expect(made.seen()).toEqual(['E1', 'E2', 'E14']);
    expect(made.simulator.requests.at(-1)?.body).toEqual({ resources: ['one'] });
  });

  it('is for one playback: the next one, of the same resource too, asks again (R119)', async () => {
    const made = signedIn();
    await played(made);
    await played(made);
    await played(made, {}, { resource: 'two' });
    expect(made.seen().filter((endpoint) => endpoint === 'E14')).toHaveLength(3);
  });

  it('is never taken back: nothing waits for the end of the token or of the decision (R118)', async () => {
    const made = signedIn();
    const flow = await played(made);
    const view = flow.view();
    await made.pass(24 * 60 * MINUTE);
    expect(flow.view()).toEqual(view);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each(['AuthNAll', 'AuthZAll'] as const)(
    'comes without a login under %s (R187, R191)',
    async (degraded) => {
      const made = world();
      made.simulator.mvpd({ id: 'Cablevision', degraded });
      const flow = await played(made);
      const view = flow.view();
      expect(view).toMatchObject({ phase: 'permitted', source: 'degradation' });
      expect('notAfter' in view).toBe(degraded === 'AuthNAll');
      expect(view).not.toHaveProperty('stopAt');
    },
  );

  it('of a temporary access says when the app has to end the stream (R47, R194, R195)', async () => {
    const made = world({ tempPassLife: 5 * MINUTE });
    const flow = await played(made, {}, { mvpd: 'TempPass_TEST40' });
    expect(flow.view()).toMatchObject({
      phase: 'permitted',
      source: 'temppass',
      stopAt: START + 5 * MINUTE,
    });
    expect(made.seen()).toEqual(['E1', 'E2', 'E14']);
  });

  it('follows a sign-in that degraded access made needless (R188)', async () => {
    const made = world();
    const { mvpd, screen } = { mvpd: 'ATTOTT', screen: 'primary' } as const;
    const login = authenticate(made.client, { mvpd, screen });
    await made.pass(0);
    expect(login.view()).toEqual({ phase: 'authorize', mvpd, reason: 'degraded' });
    const flow = await played(made, {}, { mvpd });
    expect(flow.view()).toMatchObject({ phase: 'permitted', source: 'degradation' });
    expect(made.seen()).toEqual(['E1', 'E2', 'E4', 'E14']);
  });

  it('of an MVPD and of a temporary access take turns without a logout (R144, R145)', async () => {
    const made = signedIn();
    for (const mvpd of ['Cablevision', 'TempPass_TEST40', 'Cablevision', 'TempPass_TEST40'])
      expect((await played(made, {}, { mvpd })).view()).toMatchObject({ phase: 'permitted', mvpd });
    expect(made.seen()).toEqual(['E1', 'E2', 'E14', 'E14', 'E14', 'E14']);
  });

  it('is written to no storage (R123)', async () => {
    const made = signedIn();
    const written: string[] = [];
    const storage = memoryStorage();
    const client = made.clientWith({
      storage: {
        ...storage,
        setItem: (key, value) => {
          written.push(key, value);
          return storage.setItem(key, value);
        },
      },
    });
    const resource = 'a channel that stands out';
    const flow = play(client, {}, { resource });
    await made.pass(0);
    expect(flow.view()).toMatchObject({ phase: 'permitted', resource });
    expect(written.length).toBeGreaterThan(0);
    expect(written.join()).not.toContain(resource);
    expect(written.join()).not.toContain('authorized');
  });

  it('on a shared profile needs the identity that it is shared by (R209, R219)', async () => {
    const payload = Buffer.from('{"sub":"viewer-1","exp":4000000000}').toString('base64url');
    let serviceToken = '';
    const made = world({}, { sso: { serviceToken: () => serviceToken } });
    made.simulator.profiles.add({
      mvpd: 'Cablevision',
      type: 'serviceTokenSSO',
      subject: 'viewer-1',
    });
    expect((await played(made)).view()).toMatchObject({ phase: 'needs_authentication' });
    serviceToken = `e30.${payload}.c2ln`;
    expect((await played(made)).view()).toMatchObject({ phase: 'permitted' });
    expect(made.simulator.requests.at(-1)?.headers['ad-service-token']).toBe(serviceToken);
  });

  it('needs the identity of the viewer for a promotional access (R196)', async () => {
    let identity: { email: string } | null = null;
    const made = world({}, { tempPassIdentity: () => identity });
    const flow = await played(made, {}, { mvpd: 'flexibleTempPass' });
    expect(flow.view()).toMatchObject({
      phase: 'failed',
      error: { code: 'invalid_header_identity_for_temporary_access' },
    });
    identity = { email: 'f7ee5ec7' };
    flow.send({ type: 'retry' });
    await made.pass(0);
    expect(flow.view()).toMatchObject({ phase: 'permitted', source: 'temppass' });
    const header = made.simulator.requests.at(-1)?.headers['ap-temppass-identity'];
    expect(header).toBe(Buffer.from(JSON.stringify(identity)).toString('base64'));
  });

  const token = { serializedToken: 'dG9rZW4=', notAfter: START + 1 };
  it.each([
    ['no token', undefined],
    ['null', null],
    ['an empty token', { ...token, serializedToken: '' }],
    ['a token without a text', { notAfter: START }],
    ['a token without an end', { serializedToken: 'dG9rZW4=' }],
  ])('with %s is none', async (_, wrong) => {
    const body = (of: unknown) => ({
      body: { decisions: [{ resource: 'one', authorized: true, token: of }] },
    });
    const { client } = stubClient([body(wrong), body(token)]);
    const flow = play(client);
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(flow.view()).toMatchObject({
      phase: 'failed',
      error: { name: 'InvalidResponseError', path: expect.stringContaining('decisions.0.token') },
    });
    flow.send({ type: 'retry' });
    await vi.advanceTimersByTimeAsync(0);
    expect(flow.view()).toMatchObject({ phase: 'permitted' });
  });
});

describe('the media token', () => {
  const ticketOf = (flow: ReturnType<typeof play>) => {
    const view = flow.view();
    if (view.phase !== 'permitted' || view.verified) throw new Error(JSON.stringify(view));
    return view.ticket;
  };

  it('is handed out once (R126, R128)', async () => {
    const made = signedIn();
    const flow = await played(made);
    const token = await takeMediaToken(made.client, ticketOf(flow));
    expect(token).toEqual({
      serializedToken: expect.any(String),
      notBefore: START,
      notAfter: START + 7 * MINUTE,
    });
    expect(made.simulator.verifyMediaToken(token?.serializedToken ?? '', 'one')).toBe(
      'VALID_TOKEN',
    );
    expect(await takeMediaToken(made.client, ticketOf(flow))).toBeUndefined();
    expect(made.seen()).toEqual(['E1', 'E2', 'E14']);
  });

  it('has an end of its own, which is not that of the decision (R131)', async () => {
    const made = signedIn({ mediaTokenLife: MINUTE, decisionLife: 5 * MINUTE });
    const flow = await played(made);
    expect(flow.view()).toMatchObject({ notAfter: START + 5 * MINUTE });
    expect((await takeMediaToken(made.client, ticketOf(flow)))?.notAfter).toBe(START + MINUTE);
  });

  it('is that of its own play request, each with a ticket of its own', async () => {
    const made = signedIn();
    const one = await played(made);
    const two = await played(made, {}, { resource: 'two' });
    const token = await takeMediaToken(made.client, ticketOf(two));
    expect(made.simulator.verifyMediaToken(token?.serializedToken ?? '', 'two')).toBe(
      'VALID_TOKEN',
    );
    expect(await takeMediaToken(made.client, ticketOf(one))).toBeDefined();
  });

  it('is nobody else’s, and gone in another process', async () => {
    const made = signedIn();
    const flow = await played(made);
    const other = made.clientWith();
    const stored = JSON.stringify(flow.getPersistedSnapshot());
    const restored = restoreActor(play(other).machine, stored).start();
    expect(authorizationView(restored.getSnapshot())).toEqual(flow.view());
    await made.pass(0);
    expect(await takeMediaToken(other, ticketOf(flow))).toBeUndefined();
    expect(await takeMediaToken(made.client, 'no ticket')).toBeUndefined();
    await expect(takeMediaToken({} as never, ticketOf(flow))).rejects.toThrow(TypeError);
    expect(await takeMediaToken(made.client, ticketOf(flow))).toBeDefined();
  });

  it('is dropped where nobody ever takes it, the oldest first', async () => {
    const made = signedIn({ throttle: false });
    const first = await played(made);
    const second = await played(made);
    for (let count = 0; count < 99; count += 1) play(made.client);
    await made.pass(2 * MINUTE);
    expect(await takeMediaToken(made.client, ticketOf(first))).toBeUndefined();
    expect(await takeMediaToken(made.client, ticketOf(second))).toBeDefined();
  });

  it('is gone after 7 minutes', async () => {
    const made = signedIn();
    const first = await played(made);
    const second = await played(made);
    await made.pass(7 * MINUTE - 30_000);
    expect(await takeMediaToken(made.client, ticketOf(first))).toBeDefined();
    await made.pass(30_000);
    expect(await takeMediaToken(made.client, ticketOf(second))).toBeUndefined();
  });

  it('can be taken once in another process, where both share a store', async () => {
    const made = signedIn();
    const kept = new Map<string, { secret: string; expiresAt: number }>();
    const mediaTokens: MediaTokenStore = {
      put: async (key, secret, expiresAt) => void kept.set(key, { secret, expiresAt }),
      take: async (key) => {
        const found = kept.get(key);
        kept.delete(key);
        return found?.secret;
      },
    };
    const flow = play(made.clientWith({ mediaTokens }));
    await made.pass(0);
    expect([...kept.values()]).toEqual([
      { secret: expect.any(String), expiresAt: START + 7 * MINUTE },
    ]);
    const other = made.clientWith({ mediaTokens });
    expect(await takeMediaToken(made.client, ticketOf(flow))).toBeUndefined();
    const token = await takeMediaToken(other, ticketOf(flow));
    expect(made.simulator.verifyMediaToken(token?.serializedToken ?? '', 'one')).toBe(
      'VALID_TOKEN',
    );
    expect(await takeMediaToken(other, ticketOf(flow))).toBeUndefined();
  });

  it('needs a store that works: a play request fails until it does', async () => {
    const made = signedIn();
    const kept = new Map<string, string>();
    let isBroken = true;
    const client = made.clientWith({
      mediaTokens: {
        put(key, secret) {
          if (isBroken) throw new Error('full');
          kept.set(key, secret);
        },
        take: () => new Promise(() => {}),
      },
    });
    const flow = play(client);
    await made.pass(0);
    expect(flow.view()).toMatchObject({
      phase: 'failed',
      error: { name: 'StorageError', code: 'storage_failure', remedy: 'retry' },
    });
    isBroken = false;
    flow.send({ type: 'retry' });
    await made.pass(0);
    const taken = takeMediaToken(client, ticketOf(flow)).catch((error: unknown) => error);
    await made.pass(5000);
    expect(await taken).toMatchObject({ code: 'storage_failure', path: 'mediaTokens' });
  });

  it('is passed on as it came, whatever it looks like (R127)', async () => {
    const serializedToken = '<signatureInfo>é\n</signatureInfo>+%2B ';
    const { client } = stubClient([
      {
        body: {
          decisions: [
            {
              resource: 'one',
              authorized: true,
              token: { serializedToken, notAfter: '2000000000007' },
            },
          ],
        },
      },
    ]);
    const flow = play(client);
    await vi.advanceTimersByTimeAsync(0);
    expect(await takeMediaToken(client, ticketOf(flow))).toEqual({
      serializedToken,
      notAfter: 2_000_000_000_007,
    });
  });
});

describe('a backend that verifies', () => {
  it('is asked between the permit and the playback (R124)', async () => {
    const made = signedIn();
    const asked: unknown[] = [];
    const flow = play(made.client, {
      verifyMediaToken: (serializedToken, { signal, ...call }) => {
        asked.push(call, signal.aborted);
        return new Promise((resolve) => {
          const valid = made.verifyMediaToken(serializedToken, { signal, ...call });
          setTimeout(resolve, 1000, valid);
        });
      },
    });
    await made.pass(500);
    expect(flow.view()).toEqual({ phase: 'verifying' });
    expect(asked).toEqual([{ mvpd: 'Cablevision', resource: 'one' }, false]);
    await made.pass(500);
    expect(flow.view()).toEqual({
      phase: 'permitted',
      mvpd: 'Cablevision',
      resource: 'one',
      verified: true,
      source: 'mvpd',
      notAfter: START + 60 * MINUTE,
    });
  });

  it('has used the token up: nobody else gets it (R126)', async () => {
    const made = signedIn();
    const flow = await played(made, { verifyMediaToken: made.verifyMediaToken });
    expect(flow.view()).toMatchObject({ phase: 'permitted', verified: true });
    const { permit } = flow.getSnapshot().context;
    expect(await takeMediaToken(made.client, permit?.ticket ?? '')).toBeUndefined();
  });

  it.each([false, undefined, null, 'VALID_TOKEN', 1, {}])(
    'rejects with everything but true: %j',
    async (verdict) => {
      const made = signedIn();
      const flow = await played(made, { verifyMediaToken: async () => verdict as never });
      expect(flow.view()).toEqual({ phase: 'rejected' });
      expect(flow.getSnapshot()).toMatchObject({ status: 'done', output: { phase: 'rejected' } });
    },
  );

  it('rejects a token that is too old by then', async () => {
    const made = signedIn({ mediaTokenLife: 1000 });
    const flow = await played(made, {
      verifyMediaToken: async (token, call) => {
        await new Promise((resolve) => setTimeout(resolve, 1000));
        return made.verifyMediaToken(token, call);
      },
    });
    expect(flow.view()).toEqual({ phase: 'rejected' });
  });

  it('that cannot be reached fails the request; a retry has a new token', async () => {
    const made = signedIn();
    const tokens: string[] = [];
    const flow = await played(made, {
      verifyMediaToken: async (token) => {
        tokens.push(token);
        if (tokens.length === 1) throw new Error(`POST /verify?token=${token}`);
        return true;
      },
    });
    expect(flow.view()).toEqual({
      phase: 'failed',
      error: {
        name: 'NetworkError',
        code: 'verification_unavailable',
        remedy: 'retry',
        path: 'verifyMediaToken',
        message: expect.any(String),
      },
    });
    expect(JSON.stringify(flow.getPersistedSnapshot())).not.toContain(tokens[0]);
    flow.send({ type: 'retry' });
    await made.pass(0);
    expect(flow.view()).toMatchObject({ phase: 'permitted', verified: true });
    expect(new Set(tokens).size).toBe(2);
    expect(made.seen()).toEqual(['E1', 'E2', 'E14', 'E14']);
  });

  it('is told when the viewer gives up', async () => {
    const made = signedIn();
    let aborted = false;
    const flow = await played(made, {
      verifyMediaToken: (_, { signal }) => {
        signal.addEventListener('abort', () => (aborted = true));
        return new Promise(() => {});
      },
    });
    flow.send({ type: 'cancel' });
    expect(aborted).toBe(true);
    expect(flow.view()).toEqual({ phase: 'cancelled' });
  });

  it.each(['the same process', 'a new one'])(
    'gets a new token after a restore in %s, once',
    async (process) => {
      const made = signedIn();
      const tokens: string[] = [];
      const hang: { now: boolean } = { now: true };
      const verifyMediaToken: VerifyMediaToken = (token, call) => {
        tokens.push(token);
        return hang.now ? new Promise(() => {}) : made.verifyMediaToken(token, call);
      };
      const first = await played(made, { verifyMediaToken });
      const stored = JSON.stringify(first.getPersistedSnapshot());
      first.stop();
      hang.now = false;
      const fresh = play(made.clientWith(), { verifyMediaToken });
      fresh.stop();
      const { machine } = process === 'a new one' ? fresh : first;
      const restored = restoreActor(machine, stored).start();
      expect(authorizationView(restored.getSnapshot())).toEqual({ phase: 'verifying' });
      const before = tokens.length;
      await made.pass(MINUTE);
      expect(authorizationView(restored.getSnapshot())).toMatchObject({ phase: 'permitted' });
      expect(tokens.slice(before)).toHaveLength(1);
      expect(tokens[0]).not.toBe(tokens.at(-1));
    },
  );

  it('that is not there any more after a restore is not waited for', async () => {
    const made = signedIn();
    const first = await played(made, { verifyMediaToken: () => new Promise(() => {}) });
    const stored = JSON.stringify(first.getPersistedSnapshot());
    first.stop();
    const plain = play(made.client);
    plain.stop();
    const restored = restoreActor(plain.machine, stored).start();
    await made.pass(MINUTE);
    expect(authorizationView(restored.getSnapshot())).toMatchObject({
      phase: 'permitted',
      verified: false,
    });
  });
});

/** Where an error code leads, and with which member of a response. */
const outcomes = {
  denied: [
    'authorization_denied_by_mvpd',
    'authorization_denied_by_parental_controls',
    'authorization_denied_by_degradation_rule',
  ],
  needs_authentication: [
    'authenticated_profile_missing',
    'authenticated_profile_expired',
    'authenticated_profile_invalidated',
    'authorization_denied_by_hba_policies',
    'authorization_denied_by_session_invalidated',
    'identity_not_recognized_by_mvpd',
  ],
  temporary_access_over: [
    'temporary_access_duration_limit_exceeded',
    'temporary_access_resources_limit_exceeded',
  ],
  failed: [
    'network_received_error',
    'network_connection_timeout',
    'maximum_execution_time_exceeded',
    'invalid_header_identity_for_temporary_access',
    'invalid_configuration_temporary_access',
    'invalid_header_pfs_provider_info_expired',
    'invalid_integration',
    'invalid_parameter_resources',
    'too_many_resources',
    'internal_server_error',
  ],
} as const;

const rows = Object.entries(outcomes).flatMap(([phase, codes]) =>
  codes.map((code) => ({ phase, code })),
);

describe('an error means the same', () => {
  it.each(rows)('in a decision: $code is $phase (R121, R130, R169)', async ({ phase, code }) => {
    const made = signedIn();
    made.simulator.decisions.deny({ code, details: 'Call 555.' });
    const flow = await played(made);
    expect(flow.view()).toMatchObject({ phase, error: { code, details: 'Call 555.' } });
    if (phase !== 'failed') expect(flow.getSnapshot().output).toEqual(flow.view());
  });

  it.each(rows)('at the top: $code is $phase (R121, R130, R169)', async ({ phase, code }) => {
    const made = signedIn();
    made.simulator.faults.add({ endpoint: 'E14', code, times: Infinity });
    const flow = await played(made);
    expect(flow.view()).toMatchObject({ phase, error: { code } });
  });

  it.each(['in a decision', 'at the top'])(
    'if it is not known yet: %s (R169, R174)',
    async (place) => {
      for (const [status, phase] of [
        [403, 'denied'],
        [400, 'failed'],
        [500, 'failed'],
      ] as const) {
        const error = { status, code: 'moon_is_full', action: 'none', message: 'It is.' };
        const answer: Answer =
          place === 'at the top'
            ? { status, body: error }
            : { body: { decisions: [{ resource: 'one', authorized: false, error }] } };
        const { client } = stubClient([answer]);
        const flow = play(client);
        await vi.advanceTimersByTimeAsync(MINUTE);
        expect(flow.view()).toMatchObject({ phase, error: { code: 'moon_is_full' } });
      }
    },
  );
});

describe('a denial', () => {
  it('has what to tell the viewer (R129, R138)', async () => {
    const made = signedIn();
    made.simulator.mvpd({ id: 'Cablevision', permits: ['two'] });
    const flow = await played(made);
    expect(flow.view()).toMatchObject({
      phase: 'denied',
      error: {
        code: 'authorization_denied_by_mvpd',
        details: 'Your subscription does not include one.',
      },
    });
    expect(made.seen().filter((endpoint) => endpoint === 'E14')).toHaveLength(1);
    expect(made.seen()).not.toContain('E15');
  });

  it('has the text of a degradation rule (R191)', async () => {
    const made = world();
    const degradationMessage = 'Back at eight.';
    made.simulator.mvpd({ id: 'Cablevision', degraded: 'AuthZNone', degradationMessage });
    const flow = await played(made);
    expect(flow.view()).toMatchObject({ phase: 'denied', error: { details: degradationMessage } });
  });

  it.each([
    [{}, 'authorization_denied'],
    [{ error: null }, 'authorization_denied'],
    [{ error: {} }, 'authorization_denied'],
    [{ error: { message: 'no' } }, 'unknown_error'],
  ])('without a reason is one, with a token too: %j', async (wrong, code) => {
    const token = { serializedToken: 'dG9rZW4=', notAfter: START + MINUTE };
    const { client } = stubClient([
      { body: { decisions: [{ resource: 'one', authorized: false, token, ...wrong }] } },
    ]);
    const flow = play(client);
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(flow.view()).toMatchObject({
      phase: 'denied',
      error: { code, remedy: 'none', message: expect.any(String) },
    });
    expect(JSON.stringify(flow.getPersistedSnapshot())).not.toContain('dG9rZW4=');
  });
});

describe('who has to sign in', () => {
  it.each([
    ['expire', 'authenticated_profile_expired'],
    ['invalidate', 'authenticated_profile_invalidated'],
    ['clear', 'authenticated_profile_missing'],
  ] as const)(
    'is told so, and neither signed in nor out: profiles %s (R89, R91, R138, R177)',
    async (how, code) => {
      const made = signedIn();
      made.simulator.profiles[how]();
      const flow = await played(made);
      expect(flow.view()).toMatchObject({
        phase: 'needs_authentication',
        error: { code, remedy: 'authenticate' },
      });
      expect(made.seen()).toEqual(['E1', 'E2', 'E14']);
    },
  );

  it('is told when a temporary access is over (R208)', async () => {
    const made = world({ tempPassLife: 10_000 });
    const mvpd = 'TempPass_TEST40';
    expect((await played(made, {}, { mvpd })).view().phase).toBe('permitted');
    expect((await played(made, {}, { mvpd })).view()).toMatchObject({
      phase: 'temporary_access_over',
      error: { code: 'temporary_access_duration_limit_exceeded' },
    });
  });

  it('is told when the resources of a promotional access are used up', async () => {
    const made = world({}, { tempPassIdentity: { email: 'f7ee5ec7' } });
    const mvpd = 'flexibleTempPass';
    made.simulator.mvpd({ id: mvpd, tempPassResources: 1 });
    expect((await played(made, {}, { mvpd })).view().phase).toBe('permitted');
    expect((await played(made, {}, { mvpd, resource: 'two' })).view()).toMatchObject({
      phase: 'temporary_access_over',
      error: { code: 'temporary_access_resources_limit_exceeded' },
    });
    expect((await played(made, {}, { mvpd })).view().phase).toBe('permitted');
  });
});

describe('a request without a decision', () => {
  it('is repeated a few times by itself, and then only at a word (R122)', async () => {
    const made = signedIn();
    const end = made.simulator.decisions.deny({ code: 'network_received_error' });
    const flow = await played(made);
    expect(flow.view()).toMatchObject({ phase: 'failed', error: { remedy: 'retry' } });
    const { length } = made.seen();
    expect(length).toBeGreaterThanOrEqual(5);
    expect(length).toBeLessThanOrEqual(6);
    await made.pass(60 * MINUTE);
    expect(made.seen()).toHaveLength(length);
    end();
    flow.send({ type: 'retry' });
    expect(flow.view()).toEqual({ phase: 'authorizing' });
    await made.pass(0);
    expect(flow.view()).toMatchObject({ phase: 'permitted' });
  });

  it.each([
    [{ cut: 'before' }, 'NetworkError'],
    [{ truncate: true }, 'ForeignAnswerError'],
    [{ html: true, status: 200 }, 'ForeignAnswerError'],
    [{ status: 429 }, 'ThrottledError'],
    [{ status: 403, body: '' }, 'ForeignAnswerError'],
    [{ status: 200, body: {} }, 'ForeignAnswerError'],
    [{ status: 200, body: { decisions: [] } }, 'EnhancedError'],
    [{ status: 200, body: { decisions: [{ resource: 'one' }] } }, 'InvalidResponseError'],
    [
      { status: 200, body: { decisions: [{ resource: 'one', authorized: 'true' }] } },
      'InvalidResponseError',
    ],
    [
      {
        status: 200,
        body: {
          decisions: [
            { resource: 'two', authorized: true },
            { resource: 'x', authorized: true },
          ],
        },
      },
      'InvalidResponseError',
    ],
  ])('fails, and never permits: %j', async (fault, name) => {
    const made = signedIn();
    made.simulator.faults.add({ endpoint: 'E14', times: 20, ...fault } as never);
    const flow = await played(made);
    expect(flow.view()).toMatchObject({ phase: 'failed', error: { name } });
  });

  it.each([
    {},
    { mvpd: 'Cablevision' },
    { mvpd: '', resource: 'one' },
    { mvpd: 'Cablevision', resource: '' },
    { mvpd: 'Cablevision', resource: ['one'] },
    { mvpd: 7, resource: 'one' },
  ])('is not sent for an input like %j', async (input) => {
    const made = signedIn();
    const wrong = { mvpd: undefined, resource: undefined, ...input };
    const flow = await played(made, {}, wrong as never);
    expect(flow.view()).toMatchObject({ phase: 'failed', error: { name: 'InvalidInputError' } });
    expect(made.seen()).toEqual([]);
  });

  it('says which service nobody has provided', async () => {
    const input = { mvpd: 'Cablevision', resource: 'one' };
    const flow = createActor(authorizationMachine, { input }).start();
    await vi.advanceTimersByTimeAsync(0);
    expect(authorizationView(flow.getSnapshot())).toMatchObject({
      phase: 'failed',
      error: { code: 'actor_not_provided', path: 'actors.authorize' },
    });
  });
});

it('can be given up at any time before its end', async () => {
  const made = signedIn();
  made.simulator.faults.add({ endpoint: 'E14', delay: 5000 });
  const flow = play(made.client);
  await made.pass(1000);
  flow.send({ type: 'retry' });
  expect(flow.view()).toEqual({ phase: 'authorizing' });
  flow.send({ type: 'cancel' });
  expect(flow.getSnapshot()).toMatchObject({ status: 'done', output: { phase: 'cancelled' } });
  await made.pass(MINUTE);
  expect(made.seen()).toEqual(['E1', 'E2', 'E14']);
});
