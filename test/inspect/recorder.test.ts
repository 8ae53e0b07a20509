import { describe, expect, it, vi } from 'vitest';
import { createActor } from 'xstate';
import {
  authenticationMachine,
  authenticationServices,
  logoutMachine,
  logoutServices,
} from '../../src/index.js';
import { createSession, profiles } from '../../src/client/index.js';
import {
  createInspection,
  type FlightRecord,
  readFlightRecord,
  recorderSink,
} from '../../src/inspect/index.js';
import { createSimulator } from '../../src/simulator/index.js';
import { parameters, simulateTime, START, world } from '../support/world.js';
import { lifeOfAViewer } from './support/life.js';
import { foundIn, Secrets } from './support/plant.js';

simulateTime();

const input = { mvpd: 'Cablevision', redirectUrl: 'https://adobe.com' };

/** A logout that is given up. */
function cancelled() {
  const recorder = recorderSink();
  const inspect = createInspection({ sinks: [recorder] });
  const flow = createActor(logoutMachine, { input, inspect }).start();
  vi.advanceTimersByTime(250);
  flow.send({ type: 'cancel' });
  return { recorder, inspect };
}

describe('a flight record', () => {
  it('has each machine with where it started, and each step with where it led', () => {
    const { recorder } = cancelled();
    const record = recorder.record();
    const [actor] = record.actors;
    expect(record).toEqual({
      format: 'tve-auth-flow/flight-record',
      version: 1,
      startedAt: START,
      dropped: 0,
      actors: [
        {
          sessionId: actor!.sessionId,
          id: actor!.sessionId,
          machine: 'logout',
          snapshot: expect.objectContaining({ status: 'active', value: 'initiating' }),
        },
      ],
      steps: [
        {
          at: START,
          actor: actor!.sessionId,
          event: { type: 'xstate.init', input },
          value: 'initiating',
          status: 'active',
          tags: ['busy'],
        },
        {
          at: START + 250,
          actor: actor!.sessionId,
          event: { type: 'cancel' },
          value: 'cancelled',
          status: 'done',
          tags: ['done'],
        },
      ],
      responses: [],
    });
    expect(readFlightRecord(record)).toEqual(record);
  });

  it('is JSON, and not changed by what happens later', async () => {
    const { recorder, inspect } = cancelled();
    const record = recorder.record();
    const text = JSON.stringify(record);
    createActor(logoutMachine, { input, inspect }).start();
    expect(JSON.stringify(record)).toBe(text);
    expect(readFlightRecord(JSON.parse(text))).toEqual(record);
    expect(recorder.record().steps).toHaveLength(3);
  });

  it('is empty before anything happens', () => {
    const record = recorderSink().record();
    expect(record).toMatchObject({ dropped: 0, actors: [], steps: [], responses: [] });
    expect(readFlightRecord(record)).toEqual(record);
  });

  it('knows parents, and what they run', async () => {
    const secrets = new Secrets();
    const recorder = recorderSink();
    await lifeOfAViewer(secrets, createInspection({ sinks: [recorder] }));
    const { actors, steps } = recorder.record();
    const root = actors[0]!.sessionId;
    expect(actors.map(({ id, parentId, src, machine }) => [id, parentId, src, machine])).toEqual([
      [root, undefined, undefined, 'entitlement'],
      ['authentication', root, 'authentication', 'authentication'],
      ['marks-1', root, 'preauthorization', 'preauthorization'],
      ['play-2', root, 'authorization', 'authorization'],
      ['logout', root, 'logout', 'logout'],
    ]);
    // What a child says of itself is there once.
    expect(steps.filter(({ event }) => 'snapshot' in event)).toEqual([]);
    for (const [index, { brought }] of steps.entries()) expect(brought ?? -1).toBeLessThan(index);
  });

  it('keeps no more than its limit, however long it flies', async () => {
    const { client, pass } = world({ throttle: false });
    const recorder = recorderSink({ limit: 10 });
    const inspect = createInspection({ sinks: [recorder] });
    const machine = logoutMachine.provide({ actors: logoutServices(client) });
    const sizes: number[] = [];
    for (let round = 0; round < 40; round += 1) {
      createActor(machine, { input, inspect }).start();
      await pass(1000);
      const record = recorder.record();
      expect(record.steps.length).toBeLessThanOrEqual(10);
      expect(record.actors.length).toBeLessThanOrEqual(10);
      sizes.push(JSON.stringify(record).length);
    }
    expect(recorder.record().dropped).toBeGreaterThan(50);
    expect(Math.max(...sizes.slice(10))).toBeLessThan(2 * sizes[10]!);
  });

  it.each([0, -1, NaN, 0.5])('takes %s for the least limit', (limit) => {
    const recorder = recorderSink({ limit });
    const inspect = createInspection({ sinks: [recorder] });
    createActor(logoutMachine, { input, inspect }).start().send({ type: 'cancel' });
    expect(recorder.record()).toMatchObject({ dropped: 1, steps: [{ value: 'cancelled' }] });
  });

  it('holds no secret, nor do the responses in it', async () => {
    const secrets = new Secrets();
    const recorder = recorderSink();
    await lifeOfAViewer(secrets, createInspection({ sinks: [recorder] }));
    const simulator = createSimulator();
    const { clientWith, pass } = world();
    const client = clientWith({ fetch: recorder.fetch(secrets.fetch(simulator.fetch)) });
    const session = createSession(client, parameters);
    await pass(1000);
    const { code } = await session;
    await simulator.viewer.signIn({ code: code! });
    const found = profiles(client);
    await pass(5000);
    await found;
    const record = recorder.record();
    expect(record.responses.map(({ status }) => status)).toEqual([201, 201, 200, 200]);
    expect(record.responses[3]!.body).toMatchObject({
      profiles: { Cablevision: { type: 'regular' } },
    });
    expect(secrets.all.length).toBeGreaterThan(100);
    expect(foundIn(JSON.stringify(record), secrets.all)).toEqual([]);
  });
});

describe('the fetch of a recorder', () => {
  const recordOf = (respond: typeof fetch, options: Parameters<typeof recorderSink>[0] = {}) => {
    const recorder = recorderSink(options);
    return {
      fetch: recorder.fetch(respond),
      responses: async () => {
        await vi.advanceTimersByTimeAsync(0);
        return recorder.record().responses;
      },
    };
  };

  it('writes down method, address, status, time and body, and gives the same response', async () => {
    const real = Response.json(
      { code: 'ABCDEFG', access_token: 'secret', count: 3 },
      { status: 201 },
    );
    const { fetch, responses } = recordOf(async () => {
      await vi.advanceTimersByTimeAsync(31);
      return real;
    });
    const response = await fetch('https://user:pass@adobe.com/api/v2/x?token=abc&mvpd=A#frag', {
      method: 'post',
      body: 'software_statement=abc',
      headers: { authorization: 'Bearer abc' },
    });
    expect(response).toBe(real);
    expect(await responses()).toEqual([
      {
        at: START,
        after: 0,
        method: 'POST',
        url: 'https://adobe.com/api/v2/x?token=[redacted]&mvpd=[redacted]#[redacted]',
        milliseconds: 31,
        status: 201,
        type: 'application/json',
        length: 52,
        body: { code: 'ABCDEFG', access_token: '[redacted]', count: 3 },
      },
    ]);
    expect(await response.json()).toEqual({ code: 'ABCDEFG', access_token: 'secret', count: 3 });
  });

  it('shows nothing of what a registration or a token is answered with', async () => {
    const { fetch, responses } = recordOf(async () => Response.json({ id: 'abc', created_at: 3 }));
    await fetch('https://adobe.com/o/client/token', { method: 'POST' });
    expect(JSON.stringify((await responses())[0]!.body)).not.toMatch(/abc|3/);
  });

  it.each([
    ['a URL', new URL('https://adobe.com/a'), undefined, 'GET'],
    ['a request', new Request('https://adobe.com/a', { method: 'DELETE' }), undefined, 'DELETE'],
    ['options over a request', new Request('https://adobe.com/a'), { method: 'PUT' }, 'PUT'],
  ])('takes %s', async (_, request, init, method) => {
    const { fetch, responses } = recordOf(async () => new Response(null, { status: 204 }));
    await fetch(request, init);
    expect(await responses()).toEqual([
      { at: START, after: 0, method, url: 'https://adobe.com/a', milliseconds: 0, status: 204 },
    ]);
  });

  it.each([
    ['a page', '<h1>secret</h1>', 'text/html; charset=utf-8', { type: 'text/html', length: 15 }],
    ['a film', 'secret', 'video/mp4', { type: 'video/mp4' }],
    [
      'JSON that is cut off',
      '{"secret":',
      'application/json',
      { type: 'application/json', length: 10 },
    ],
    ['nothing', '', 'application/json', { type: 'application/json', length: 0 }],
    [
      'a very long list',
      JSON.stringify(Array.from({ length: 60_000 }, () => 1)),
      'application/json',
      { type: 'application/json', length: 120_001 },
    ],
  ])('says of %s only what it is, and how long', async (_, body, type, said) => {
    const { fetch, responses } = recordOf(
      async () => new Response(body, { headers: { 'content-type': type } }),
    );
    const response = await fetch('https://adobe.com/');
    expect(await response.text()).toBe(body);
    const [{ at, after, method, url, milliseconds, status, ...rest }] = (await responses()) as [
      FlightRecord['responses'][number],
    ];
    expect(rest).toEqual(said);
  });

  it.each([
    ['a network that fails', new TypeError('fetch failed'), 'TypeError'],
    ['an app that gives up', new DOMException('no more', 'AbortError'), 'AbortError'],
    ['something that is no error', 'broken', 'Error'],
    ['a secret in the message', new Error('for Bearer abcdefgh'), 'Error'],
  ])('writes %s down, and throws the same', async (_, thrown, name) => {
    const { fetch, responses } = recordOf(() => Promise.reject(thrown as Error));
    await expect(fetch('https://adobe.com/a')).rejects.toBe(thrown);
    const [response] = await responses();
    expect(response).toMatchObject({ url: 'https://adobe.com/a', failure: { name } });
    expect(response).not.toHaveProperty('status');
    expect(JSON.stringify(response)).not.toContain('abcdefgh');
  });

  it('leaves alone what the app breaks off, and what has been read', async () => {
    const controller = new AbortController();
    const endless = new ReadableStream({
      start(stream) {
        stream.enqueue(new TextEncoder().encode('{'));
        controller.signal.addEventListener('abort', () => stream.error(controller.signal.reason));
      },
    });
    const headers = { 'content-type': 'application/json' };
    const { fetch, responses } = recordOf(async () => new Response(endless, { headers }));
    const response = await fetch('https://adobe.com/a');
    const read = response.text();
    controller.abort();
    await expect(read).rejects.toThrow('abort');
    expect(await responses()).toMatchObject([{ status: 200 }]);

    const used = Response.json({ a: 1 });
    await used.text();
    const again = recordOf(async () => used);
    expect(await again.fetch('https://adobe.com/a')).toBe(used);
    expect(await again.responses()).toMatchObject([{ status: 200 }]);
  });

  it('keeps the last ones, and where they came among the steps', async () => {
    const { pass, clientWith, simulator } = world();
    const [all, last] = [recorderSink(), recorderSink({ limit: 2 })];
    const client = clientWith({ fetch: all.fetch(last.fetch(simulator.fetch)) });
    const machine = authenticationMachine.provide({ actors: authenticationServices(client) });
    createActor(machine, {
      input: { screen: 'secondary', ...parameters },
      inspect: createInspection({ sinks: [all, last] }),
    }).start();
    await pass(100);
    const places = ({ responses }: FlightRecord) =>
      responses.map(({ after, url }) => [
        after,
        new URL(url).pathname.replace(/code\/\w{7}$/, 'code/CODE'),
      ]);
    expect(places(all.record())).toEqual([
      [1, '/o/client/register'],
      [1, '/o/client/token'],
      [1, '/api/v2/REF30/sessions'],
      // The session is there, and the first check is due at once.
      [3, '/api/v2/REF30/profiles/code/CODE'],
    ]);
    // Of four steps the last two are in it.
    expect(last.record().dropped).toBe(2);
    expect(places(last.record())).toEqual([
      [0, '/api/v2/REF30/sessions'],
      [1, '/api/v2/REF30/profiles/code/CODE'],
    ]);
  });
});

describe('a fetch that is recorded', () => {
  it.each<readonly [string, unknown, string]>([
    ['a URL', new URL('https://a.example/x?y=z'), 'https://a.example/x?y=[redacted]'],
    ['a path', '/x?y=z', '/x?y=[redacted]'],
    ['a request', new Request('https://a.example/x?y=z'), 'https://a.example/x?y=[redacted]'],
    ['what can be written as an address', { toString: () => '/x?y=z' }, '/x?y=[redacted]'],
  ])('takes what any fetch takes: %s', async (_what, asked, url) => {
    const recorder = recorderSink();
    const response = new Response(null, { status: 204 });
    const fetch = recorder.fetch(async () => response);
    expect(await fetch(asked as string)).toBe(response);
    expect(recorder.record().responses).toMatchObject([{ method: 'GET', url, status: 204 }]);
  });
});

describe('reading a flight record', () => {
  let made: string | undefined;
  const good = () => {
    made ??= JSON.stringify(cancelled().recorder.record());
    return JSON.parse(made) as FlightRecord;
  };
  const [step, actor] = [() => good().steps[0]!, () => good().actors[0]!];
  const text = (record: unknown) => JSON.stringify(record);

  it('takes an object, and text', () => {
    const record = good();
    expect(readFlightRecord(record)).toEqual(record);
    expect(readFlightRecord(text(record))).toEqual(record);
  });

  it.each<[path: string, make: () => unknown]>([
    ['record', () => ''],
    ['record', () => text(good()).slice(0, -5)],
    ['record', () => null],
    ['record', () => 7],
    ['record', () => []],
    ['record', () => '[]'],
    ['record.format', () => ({})],
    ['record.format', () => ({ ...good(), format: 'har' })],
    ['record.version', () => ({ ...good(), version: undefined })],
    ['record.version', () => ({ ...good(), version: 0 })],
    ['record.version', () => ({ ...good(), version: '1' })],
    ['record.startedAt', () => ({ ...good(), startedAt: 'now' })],
    ['record.dropped', () => ({ ...good(), dropped: -1 })],
    ['record.actors', () => ({ ...good(), actors: {} })],
    ['record.actors[0]', () => ({ ...good(), actors: [null] })],
    ['record.actors[0].machine', () => ({ ...good(), actors: [{ ...actor(), machine: 7 }] })],
    ['record.actors[0].snapshot', () => ({ ...good(), actors: [{ ...actor(), snapshot: [] }] })],
    [
      'record.actors[0].snapshot.children.a',
      () => ({
        ...good(),
        actors: [{ ...actor(), snapshot: { ...actor().snapshot, children: { a: 1 } } }],
      }),
    ],
    ['record.actors[1].sessionId', () => ({ ...good(), actors: [actor(), actor()] })],
    ['record.steps', () => ({ ...good(), steps: undefined })],
    ['record.steps[0].at', () => ({ ...good(), steps: [{ ...step(), at: null }] })],
    ['record.steps[0].actor', () => ({ ...good(), steps: [{ ...step(), actor: 'nobody' }] })],
    ['record.steps[0].event', () => ({ ...good(), steps: [{ ...step(), event: 'cancel' }] })],
    ['record.steps[0].event.type', () => ({ ...good(), steps: [{ ...step(), event: {} }] })],
    ['record.steps[0].status', () => ({ ...good(), steps: [{ ...step(), status: 'flying' }] })],
    ['record.steps[0].value', () => ({ ...good(), steps: [{ ...step(), value: [1] }] })],
    ['record.steps[0].tags[0]', () => ({ ...good(), steps: [{ ...step(), tags: [1] }] })],
    ['record.steps[0].brought', () => ({ ...good(), steps: [{ ...step(), brought: 0 }] })],
    [
      'record.steps[0].value',
      () =>
        text({ ...good(), steps: [{ ...step(), value: 'x' }] }).replace(
          '"x"',
          `${'{"a":'.repeat(9999)}"x"${'}'.repeat(9999)}`,
        ),
    ],
    [
      'record.responses[0].url',
      () => ({ ...good(), responses: [{ at: 1, after: 0, method: '' }] }),
    ],
  ])('refuses what is wrong at %s (%#)', (path, make) => {
    let thrown: unknown;
    try {
      readFlightRecord(make());
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({
      name: 'InvalidInputError',
      code: 'invalid_flight_record',
      path,
    });
  });

  it('says where a record is too new', () => {
    expect(() => readFlightRecord({ ...good(), version: 2 })).toThrow(
      'record.version: is of a newer version of tve-auth-flow',
    );
  });
});
