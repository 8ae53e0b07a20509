import { describe, expect, it, vi } from 'vitest';
import { createHost, memoryItems, memoryStore } from '../../src/durable/index.js';
import { createProgrammerService } from '../../src/service/index.js';
import { simulateTime } from '../support/world.js';
import { bodyOf, deviceOf, info, input, settled, world } from './support.js';

simulateTime();

/** The status and the code of a problem, which says what it is. */
async function problem(response: Response) {
  expect(response.headers.get('Content-Type')).toBe('application/problem+json');
  const { status, code, title } = await bodyOf<{ status: number; code: string; title: string }>(
    response,
  );
  expect(status).toBe(response.status);
  expect(title).not.toBe('It failed');
  return [status, code];
}

const headers = { 'Content-Type': 'application/json' };

describe('who asks', () => {
  it('has to prove a device', async () => {
    const { service } = await world();
    const answer = await service.app.request('/v1/flows', { method: 'POST', headers, body: '{}' });
    expect(await problem(answer)).toEqual([401, 'device_unverified']);
  });

  it('gets 503 while the verifier can’t say, and the operator is told', async () => {
    const errors: unknown[] = [];
    const broken = new Error('the directory is down');
    const { device } = await world({
      verify: () => Promise.reject(broken),
      onError: (error) => errors.push(error),
    });
    const answer = await device().ask('GET', '/v1/flows/x');
    expect(answer.headers.get('Retry-After')).toBe('2');
    expect(await problem(answer)).toEqual([503, 'unavailable']);
    expect(errors).toEqual([broken]);
  });

  it('may name no other device than the one that is proved', async () => {
    const { device } = await world();
    const body = { machine: 'authentication', input, device: { id: 'another', info } };
    expect(await problem(await device().ask('POST', '/v1/flows', body))).toEqual([
      403,
      'device_of_other',
    ]);
  });

  it('never sees a flow of another device, in no way', async () => {
    const { device } = await world();
    const { id } = await device().start();
    const thief = device('thief');
    const ways = [
      thief.ask('GET', `/v1/flows/${id}`),
      thief.ask('GET', `/v1/flows/${id}?wait=1`),
      thief.ask('GET', `/v1/flows/${id}/stream`),
      thief.send(id, { type: 'cancel' }),
      thief.ask('POST', `/v1/flows/${id}/media-token`, {}),
      thief.ask('DELETE', `/v1/flows/${id}`),
    ];
    for (const way of ways) expect(await problem(await way)).toEqual([404, 'flow_unknown']);
    expect((await device().ask('GET', `/v1/flows/${id}`)).status).toBe(200);
  });

  it('gets the same for a flow that nobody has', async () => {
    const { device } = await world();
    const { id } = await device().start();
    for (const other of [`${id.slice(0, 23)}aaaaaaaaaaaaaaaaaaaaa`, 'nonsense', '..%2f..'])
      expect((await device().ask('GET', `/v1/flows/${other}`)).status).toBe(404);
  });
});

describe('without a verifier', () => {
  const options = {
    host: (flows: object) => createHost({ store: memoryStore(), machines: {}, ...flows }),
    items: memoryItems(),
    client: {
      environment: 'release-staging',
      serviceProvider: 'REF30',
      softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c3RhdGVtZW50',
    },
  } as const;

  it('none starts, unless it is a trial', async () => {
    await expect(createProgrammerService(options as never)).rejects.toMatchObject({
      code: 'invalid_input',
      path: 'verify',
    });
  });

  it('none listens where others could ask', async () => {
    const { service } = await world({ verify: 'loopback' });
    await expect(service.listen({ host: '0.0.0.0', port: 0 })).rejects.toMatchObject({
      path: 'verify',
    });
  });

  it.each([
    ['another name', 'http://tv.example/v1/flows/x', {}, {}],
    ['a proxy', 'http://localhost/v1/flows/x', { 'X-Forwarded-For': '203.0.113.7' }, {}],
    [
      'another machine',
      'http://localhost/v1/flows/x',
      {},
      { incoming: { socket: { remoteAddress: '::ffff:203.0.113.7' } } },
    ],
  ])('a request is refused that came by %s', async (_, url, sent, env) => {
    const { service } = await world({ verify: 'loopback' });
    const answer = await service.app.request(url, { headers: sent }, env);
    expect(await problem(answer)).toEqual([403, 'verifier_missing']);
  });

  it('the body names the device, and a flow is its owner’s', async () => {
    const { service } = await world({ verify: 'loopback' });
    const tv = deviceOf(
      async (path, init) => service.app.request(`http://127.0.0.1${path}`, init),
      'ignored',
    );
    const { id } = await tv.start();
    expect((await tv.ask('GET', `/v1/flows/${id}`)).status).toBe(200);
    const nobody = await tv.ask('POST', '/v1/flows', { machine: 'authentication' });
    expect(await problem(nobody)).toEqual([400, 'device_missing']);
  });
});

describe('a body', () => {
  const deep = `{"machine":${'['.repeat(20_000)}`;
  it.each([
    ['no JSON', 'nonsense', 400, 'body_unreadable'],
    ['cut off', '{"machine":"authentication"', 400, 'body_unreadable'],
    ['nested without end', deep, 400, 'body_unreadable'],
    ['empty', '', 415, 'body_of_other_type'],
    ['no object', '[]', 400, 'body_invalid'],
    ['nothing', 'null', 400, 'body_invalid'],
    ['without a machine', '{}', 400, 'body_invalid'],
    ['with a machine of another type', '{"machine":7}', 400, 'body_invalid'],
    ['with a machine that nobody knows', '{"machine":"gone"}', 400, 'machine_unknown'],
    ['with a machine by a name of every object', '{"machine":"toString"}', 400, 'machine_unknown'],
    ['for operators', '{"machine":"tempPassReset"}', 400, 'machine_unknown'],
    ['with an input that is none', '{"machine":"logout","input":[]}', 400, 'body_invalid'],
    ['too large', `{"machine":"${'x'.repeat(40_000)}"}`, 413, 'body_too_large'],
  ])('that is %s is refused', async (_, body, status, code) => {
    const { device, errors } = await world();
    const answer = await device().ask('POST', '/v1/flows', body === '' ? undefined : body);
    expect(await problem(answer)).toEqual([status, code]);
    expect(errors).toEqual([]);
  });

  it('of another type is refused: a form of another page can’t send JSON', async () => {
    const { device } = await world();
    const sent = { 'Content-Type': 'text/plain' };
    const answer = await device().ask('POST', '/v1/flows', '{"machine":"logout"}', sent);
    expect(await problem(answer)).toEqual([415, 'body_of_other_type']);
  });

  it('that says nothing of its size is measured all the same', async () => {
    const { service } = await world();
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1000;
        controller.enqueue(new Uint8Array(1000).fill(32));
      },
    });
    const init = { method: 'POST', headers: { ...headers, 'X-Test-Device': 'tv' }, body };
    const answer = await service.app.request('/v1/flows', Object.assign(init, { duplex: 'half' }));
    expect(await problem(answer)).toEqual([413, 'body_too_large']);
    expect(sent).toBeLessThan(100_000);
  });

  it('that never ends is not waited for', async () => {
    const { service } = await world();
    const body = new ReadableStream<Uint8Array>();
    const init = { method: 'POST', headers: { ...headers, 'X-Test-Device': 'tv' }, body };
    const asked = service.app.request('/v1/flows', Object.assign(init, { duplex: 'half' }));
    expect(await problem(await settled(Promise.resolve(asked)))).toEqual([408, 'body_too_slow']);
  });

  it('is not repeated in an answer', async () => {
    const { device } = await world();
    const body = { machine: 'logout', device: { id: 'television-1', info: { planted: { a: 1 } } } };
    const answer = await device().ask('POST', '/v1/flows', body);
    expect(await answer.json()).toMatchObject({ errors: [expect.stringContaining('device.info')] });
  });
});

describe('an event', () => {
  it.each([
    'xstate.done.actor.createSession',
    'xstate.stop',
    'request.settled',
    'request.changed',
    'made.up',
    'toString',
  ])('%s is refused, and changes nothing', async (type) => {
    const { device } = await world();
    const { id } = await device().start('entitlement');
    await vi.advanceTimersByTimeAsync(1000);
    const before = await (await device().ask('GET', `/v1/flows/${id}`)).text();
    const answer = await device().send(id, { type, output: 'forged' });
    expect(await problem(answer)).toEqual([422, 'event_refused']);
    expect(await (await device().ask('GET', `/v1/flows/${id}`)).text()).toBe(before);
  });

  it('of another machine is refused', async () => {
    const { device } = await world();
    const { id } = await device().start('authentication');
    expect(await problem(await device().send(id, { type: 'logout' }))).toEqual([
      422,
      'event_refused',
    ]);
  });

  it('without a type is refused', async () => {
    const { device } = await world();
    const { id } = await device().start();
    for (const event of [{}, { type: 7 }, { event: {} }, { type: '' }])
      expect(await problem(await device().send(id, event))).toEqual([400, 'body_invalid']);
  });

  it('for a seq that is over is refused, by header and by body', async () => {
    const { device } = await world();
    const { id, seq } = await device().start();
    await vi.advanceTimersByTimeAsync(1000);
    const event = { type: 'profile.check' };
    const ways = [
      device().send(id, event, { 'If-Match': `"${seq}"` }),
      device().send(id, { event, ifSeq: seq }),
    ];
    for (const way of ways) expect(await problem(await way)).toEqual([412, 'flow_changed']);
    const now = await device().ask('GET', `/v1/flows/${id}`);
    const etag = now.headers.get('ETag') ?? '';
    expect((await device().send(id, event, { 'If-Match': etag })).status).toBe(200);
  });

  it('with the same idempotency key counts once', async () => {
    const { device } = await world();
    const { id } = await device().start();
    await vi.advanceTimersByTimeAsync(1000);
    const cancel = () => device().send(id, { type: 'cancel' }, { 'Idempotency-Key': 'one' });
    const both = await Promise.all([cancel(), cancel()]);
    const seqs = await Promise.all(both.map(async (one) => (await bodyOf(one)).seq));
    expect(seqs[0]).toBe(seqs[1]);
  });
});

describe('a flow', () => {
  it('is begun once for an idempotency key, and never as another machine', async () => {
    const { device } = await world();
    const key = { 'Idempotency-Key': 'first-start' };
    const flows = await Promise.all([
      device().start('authentication', input, key),
      device().start('authentication', input, key),
    ]);
    expect(flows[0]!.id).toBe(flows[1]!.id);
    const body = { machine: 'logout', input: {} };
    const other = await device().ask('POST', '/v1/flows', body, key);
    expect(await problem(other)).toEqual([409, 'flow_of_other_machine']);
    expect((await device('another').start('logout', {}, key)).id).not.toBe(flows[0]!.id);
  });

  it('takes the place of one that has ended, or else of the oldest', async () => {
    const { device } = await world({ flowsPerDevice: 2 });
    const tv = device();
    const [first, second] = [await tv.start(), await tv.start()];
    await tv.send(second.id, { type: 'cancel' });
    await vi.advanceTimersByTimeAsync(1000);
    const third = await tv.start();
    const statuses = async () =>
      Promise.all(
        [first, second, third].map(
          async ({ id }) => (await tv.ask('GET', `/v1/flows/${id}`)).status,
        ),
      );
    expect(await statuses()).toEqual([200, 404, 200]);
    await tv.start();
    expect(await statuses()).toEqual([404, 404, 200]);
  });

  it('that can’t be read is told with 409, and can be removed', async () => {
    const store = memoryStore();
    const { device } = await world({
      host: (flows) => createHost({ store, ...flows, onError: () => {} }),
    });
    const { id } = await device().start();
    await vi.advanceTimersByTimeAsync(1000);
    const { seq } = (await store.read(id))!;
    await store.write(1, id, seq, { text: 'half a rec', seq: seq + 1, isBusy: false });
    const asked = await device().ask('GET', `/v1/flows/${id}`);
    expect(await problem(asked)).toEqual([409, 'unreadable_record']);
    expect((await device().ask('DELETE', `/v1/flows/${id}`)).status).toBe(204);
  });
});

it('another method, and another path, are refused', async () => {
  const { device } = await world();
  const wrong = await device().ask('PUT', '/v1/flows');
  expect(wrong.headers.get('Allow')).toBe('POST');
  expect(await problem(wrong)).toEqual([405, 'method_unknown']);
  expect(await problem(await device().ask('GET', '/v1'))).toEqual([404, 'route_unknown']);
});

it('partner sign-in is said to need the device, and the basic flow goes on', async () => {
  const { device } = await world();
  const { id } = await device().start('partnerAuthentication', { ...input, partner: 'Apple' });
  await vi.advanceTimersByTimeAsync(2000);
  expect(await bodyOf(await device().ask('GET', `/v1/flows/${id}`))).toMatchObject({
    view: {
      phase: 'authenticate',
      fallback: {
        reason: 'partner_framework_failed',
        error: { code: 'partner_sign_in_unavailable' },
      },
    },
  });
});
