import { describe, expect, test } from 'vitest';
import type { Decide, DecisionQuestion } from '../../src/simulator/index.js';
import { deviceId, harness, type Harness, type Json, type Reply } from './support.js';

const kinds = ['preauthorize', 'authorize'] as const;

/** A harness whose viewer is signed in with Cablevision. */
function signedIn(options: Parameters<typeof harness>[0] = {}): Harness {
  const to = harness(options);
  to.simulator.profiles.add({ mvpd: 'Cablevision' });
  return to;
}
const authorize = async (to: Harness, resource = 'one'): Promise<Json> =>
  (await to.decide('authorize', 'Cablevision', [resource])).json.decisions[0];
const outcomes = ({ json }: Reply): unknown[] =>
  json.decisions.map(({ authorized, error }: Json) => authorized || error.code);

describe.each(kinds)('%s', (kind) => {
  test('permits everything, unless told otherwise', async () => {
    const to = signedIn();
    const { json } = await to.decide(kind, 'Cablevision', ['one']);
    expect(json.decisions).toEqual([
      {
        resource: 'one',
        serviceProvider: 'REF30',
        mvpd: 'Cablevision',
        source: 'mvpd',
        authorized: true,
        ...(kind === 'authorize' && {
          token: expect.any(Object),
          notBefore: to.clock.now,
          notAfter: to.clock.now + 3_600_000,
        }),
      },
    ]);
  });

  test.each([
    ['no JSON', '{"resources":["one"]'],
    ['nothing', ''],
    ['no object', '["one"]'],
    ['no resources', '{}'],
    ['null', '{"resources":null}'],
    ['a string', '{"resources":"one"}'],
    ['an empty list', '{"resources":[]}'],
    ['an empty resource', '{"resources":[""]}'],
    ['a blank resource', '{"resources":[" "]}'],
    ['a number', '{"resources":[1]}'],
    ['objects', '{"resources":[{"id":"one"}]}'],
    ['another field', '{"resources":["one"],"mvpd":"Cablevision"}'],
  ])('refuses a body with %s', async (_name, body) => {
    const to = signedIn();
    const headers = { ...to.headers, 'content-type': 'application/json' };
    const path = `/api/v2/REF30/decisions/${kind}/Cablevision`;
    const reply = await to.call('POST', path, { headers, body });
    expect([reply.status, reply.json.code]).toEqual([400, 'invalid_parameter_resources']);
  });

  test.each([
    ['Suddenlink', 'invalid_integration'],
    ['Nobody', 'invalid_parameter_mvpd'],
  ])('refuses %s: %s', async (mvpd, code) => {
    const reply = await harness().decide(kind, mvpd, ['one']);
    expect([reply.status, reply.json.code]).toEqual([400, code]);
  });

  test('takes any text for a resource, and echoes it', async () => {
    const resource = '<rss version="2.0"><title>Téléfilm "1" & 2</title></rss>';
    const { json } = await signedIn().decide(kind, 'Cablevision', [resource]);
    expect(json.decisions[0]).toMatchObject({ resource, authorized: true });
  });

  test('may echo it with a space behind (D26)', async () => {
    const to = signedIn({ resourceEcho: 'trailing-space' });
    const { json } = await to.decide(kind, 'Cablevision', ['one']);
    expect(json.decisions[0].resource).toBe('one ');
  });
});

describe('limits', () => {
  test('five for E13, one for E14, and what is in the list twice counts twice', async () => {
    const to = signedIn();
    const most = await to.decide('preauthorize', 'Cablevision', ['a', 'b', 'c', 'd', 'd']);
    expect(most.json.decisions.map(({ resource }: Json) => resource)).toEqual([
      'a',
      'b',
      'c',
      'd',
      'd',
    ]);
    for (const [kind, resources] of [
      ['preauthorize', ['a', 'b', 'c', 'd', 'e', 'f']],
      ['authorize', ['a', 'b']],
    ] as const) {
      const reply = await to.decide(kind, 'Cablevision', resources);
      expect(reply.status).toBe(403);
      expect(reply.json).toMatchObject({ code: 'too_many_resources', action: 'configuration' });
    }
  });

  test('of your own', async () => {
    const to = signedIn({ preauthorizeLimit: 1, authorizeLimit: 2 });
    expect((await to.decide('preauthorize', 'Cablevision', ['a', 'b'])).status).toBe(403);
    const reply = await to.decide('authorize', 'Cablevision', ['a', 'b']);
    expect(outcomes(reply)).toEqual([true, true]);
  });

  test('may be answered with no decision at all, for E13 (D25)', async () => {
    const to = signedIn({ preauthorizeLimit: 1, preauthorizeLimitAnswer: 'empty' });
    const reply = await to.decide('preauthorize', 'Cablevision', ['a', 'b']);
    expect([reply.status, reply.json]).toEqual([200, { decisions: [] }]);
    expect((await to.decide('authorize', 'Cablevision', ['a', 'b'])).status).toBe(403);
  });

  test('E13 takes no CDATA section, E14 does', async () => {
    const to = signedIn();
    const resource = '<title><![CDATA[x]]></title>';
    expect((await to.decide('preauthorize', 'Cablevision', [resource])).status).toBe(400);
    expect((await to.decide('authorize', 'Cablevision', [resource])).status).toBe(200);
  });
});

describe('what an MVPD decides', () => {
  test('by a list of what it permits, which can change between two requests', async () => {
    const to = signedIn();
    to.simulator.mvpd({ id: 'Cablevision', permits: ['one', 'two'] });
    const first = await to.decide('preauthorize', 'Cablevision', ['two', 'three', 'one']);
    expect(outcomes(first)).toEqual([true, 'preauthorization_denied_by_mvpd', true]);
    to.simulator.mvpd({ id: 'Cablevision', permits: ['three'] });
    const second = await to.decide('preauthorize', 'Cablevision', ['two', 'three', 'one']);
    expect(outcomes(second)).toEqual([
      'preauthorization_denied_by_mvpd',
      true,
      'preauthorization_denied_by_mvpd',
    ]);
    to.simulator.mvpd({ id: 'Cablevision', permits: undefined });
    expect((await authorize(to, 'two')).authorized).toBe(true);
  });

  test('E14 is denied with what the MVPD says, without a token, and for as long', async () => {
    const to = signedIn({ decisionLife: 5000 });
    to.simulator.mvpd({ id: 'Cablevision', permits: [] });
    const { token, ...denied } = await authorize(to);
    expect(token).toBeUndefined();
    expect(denied).toMatchObject({
      source: 'mvpd',
      authorized: false,
      notBefore: to.clock.now,
      notAfter: to.clock.now + 5000,
      error: {
        status: 403,
        action: 'none',
        code: 'authorization_denied_by_mvpd',
        details: expect.stringContaining('one'),
        trace: expect.any(String),
      },
    });
  });

  test('by a function, which is asked about each resource', async () => {
    const asked: DecisionQuestion[] = [];
    const decide: Decide = (question) => {
      asked.push(question);
      if (question.resource === 'code') return 'authorization_denied_by_parental_controls';
      if (question.resource === 'why')
        return { code: 'authorization_denied_by_mvpd', details: 'No.' };
      return question.kind === 'authorize';
    };
    const to = signedIn();
    // It goes before the list.
    to.simulator.mvpd({ id: 'Cablevision', permits: [], decide });
    const reply = await to.decide('preauthorize', 'Cablevision', ['code', 'why', 'plain']);
    expect(outcomes(reply)).toEqual([
      'authorization_denied_by_parental_controls',
      'authorization_denied_by_mvpd',
      'preauthorization_denied_by_mvpd',
    ]);
    expect(reply.json.decisions[1].error.details).toBe('No.');
    expect((await authorize(to, 'plain')).authorized).toBe(true);
    expect(asked.at(-1)).toEqual({
      kind: 'authorize',
      resource: 'plain',
      mvpd: 'Cablevision',
      serviceProvider: 'REF30',
      deviceId,
    });
  });

  test('or the dummy feature, which permits everything', async () => {
    const to = signedIn();
    to.simulator.mvpd({ id: 'Cablevision', dummyDecisions: true, permits: [] });
    expect(await authorize(to)).toMatchObject({ source: 'dummy', authorized: true });
  });
});

describe('a denial on order', () => {
  test.each([
    ['authorization_denied_by_parental_controls', 'none'],
    ['authorization_denied_by_hba_policies', 'authentication'],
    ['authorization_denied_by_session_invalidated', 'authentication'],
    ['identity_not_recognized_by_mvpd', 'authentication'],
    ['invalid_configuration_platform', 'configuration'],
  ])('%s is inside a 200, with its own status and action', async (code, action) => {
    const to = signedIn();
    to.simulator.decisions.deny({ code, details: 'Ask a grown-up.' });
    const reply = await to.decide('authorize', 'Cablevision', ['one']);
    expect(reply.status).toBe(200);
    expect(reply.json.decisions[0]).toMatchObject({
      authorized: false,
      error: { code, action, details: 'Ask a grown-up.' },
    });
  });

  test.each([
    'network_received_error',
    'network_connection_timeout',
    'maximum_execution_time_exceeded',
  ])('%s a number of times, for one resource alone', async (code) => {
    const to = signedIn();
    to.simulator.decisions.deny({ code, resource: 'b', times: 2 });
    const ask = async () => to.decide('preauthorize', 'Cablevision', ['a', 'b', 'c']);
    const first = await ask();
    expect(first.json.decisions[1].error).toMatchObject({ action: 'retry', status: 403 });
    expect(outcomes(first)).toEqual([true, code, true]);
    expect(outcomes(await ask())).toEqual([true, code, true]);
    expect(outcomes(await ask())).toEqual([true, true, true]);
  });

  test('that asks for a retry is not remembered', async () => {
    const to = signedIn();
    to.simulator.decisions.deny({ code: 'network_received_error' });
    expect(await authorize(to)).not.toHaveProperty('notAfter');
  });

  test('for one kind, for one MVPD, after some others, until it is taken away', async () => {
    const to = signedIn();
    const code = 'authorization_denied_by_mvpd';
    const remove = to.simulator.decisions.deny({
      code,
      kind: 'authorize',
      mvpd: 'Cablevision',
      after: 1,
    });
    expect(outcomes(await to.decide('preauthorize', 'Cablevision', ['one']))).toEqual([true]);
    expect(outcomes(await to.decide('authorize', 'ATTOTT', ['one']))).toEqual([true]);
    const seen = [await authorize(to), await authorize(to), await authorize(to)];
    expect(seen.map(({ authorized }) => authorized as unknown)).toEqual([true, false, false]);
    remove();
    expect((await authorize(to)).authorized).toBe(true);
    to.simulator.decisions.deny({ code });
    to.simulator.decisions.clear();
    expect((await authorize(to)).authorized).toBe(true);
    to.simulator.decisions.deny({ code });
    to.simulator.reset();
    to.simulator.profiles.add({ mvpd: 'Cablevision' });
    const again = await to.decide('authorize', 'Cablevision', ['one'], to.client());
    expect(outcomes(again)).toEqual([true]);
  });

  test('with a code that nobody knows, and a status and action of its own (D39)', async () => {
    const to = signedIn();
    const denial = { code: 'temppass_expired', status: 410, action: 'none' };
    to.simulator.decisions.deny(denial);
    expect((await authorize(to)).error).toMatchObject(denial);
  });

  test.each([{ times: 0 }, { after: -1 }, { times: Number.NaN }])('%o is refused', (wrong) => {
    const { decisions } = harness().simulator;
    expect(() => decisions.deny({ code: 'network_received_error', ...wrong })).toThrow(RangeError);
  });
});
