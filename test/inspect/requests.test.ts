import { describe, expect, it, vi } from 'vitest';
import { createActor } from 'xstate';
import { entitlementMachine, entitlementServices } from '../../src/index.js';
import {
  consoleSink,
  createInspection,
  type InspectionSink,
  recorderSink,
  type SeenRequest,
} from '../../src/inspect/index.js';
import { endpointTable } from '../../src/simulator/endpoints/index.js';
import { simulateTime, START, world } from '../support/world.js';

simulateTime();

/** A fetch that is inspected, and what is told of it. */
function inspected(fetch: typeof globalThis.fetch) {
  const told: SeenRequest[] = [];
  const sink: InspectionSink = {
    open(app) {
      app.onRequest((request) => told.push(request));
      return () => {};
    },
  };
  const settle = () => vi.advanceTimersByTimeAsync(0);
  return { fetch: createInspection({ sinks: [sink] }).fetch(fetch), told, settle };
}

describe('the fetch of an inspection', () => {
  it('tells of a request when it is sent, answered, and read', async () => {
    const { fetch, told, settle } = inspected(async () => {
      await vi.advanceTimersByTimeAsync(31);
      return Response.json({ code: 'invalid_session', note: 'mine' }, { status: 410 });
    });
    await fetch('https://api.auth.adobe.com/api/v2/REF30/sessions/ABCDEFG?a=b');
    await settle();
    const about = {
      id: told[0]!.id,
      at: START,
      endpoint: 'E6',
      method: 'GET',
      url: 'https://api.auth.adobe.com/api/v2/REF30/sessions/ABCDEFG?a=[redacted]',
    };
    const answered = { ...about, milliseconds: 31, status: 410 };
    expect(told).toEqual([
      { ...about, stage: 'sent' },
      { ...answered, stage: 'answered' },
      {
        ...answered,
        stage: 'over',
        type: 'application/json',
        length: 40,
        code: 'invalid_session',
        body: { code: 'invalid_session', note: '[redacted]' },
      },
    ]);
  });

  it('tells of one that nobody answers, and throws what was thrown', async () => {
    const failure = new TypeError('fetch failed');
    const { fetch, told } = inspected(() => Promise.reject(failure));
    await expect(fetch('https://adobe.com/')).rejects.toBe(failure);
    expect(told.map(({ stage, endpoint, failure: why }) => [stage, endpoint, why])).toEqual([
      ['sent', undefined, undefined],
      ['over', undefined, { name: 'TypeError', message: 'fetch failed' }],
    ]);
  });

  it('gives up a body that has no end, and leaves it to the app', async () => {
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pulled += 1;
          controller.enqueue(new Uint8Array(1_000_000).fill(65));
        },
      },
      { highWaterMark: 0 },
    );
    const { fetch, told, settle } = inspected(
      async () => new Response(body, { headers: { 'content-type': 'text/plain' } }),
    );
    const response = await fetch('https://adobe.com/');
    await expect.poll(() => told.at(-1)?.stage).toBe('over');
    await settle();
    expect(pulled).toBeLessThan(12);
    expect(told.at(-1)).not.toHaveProperty('length');
    const reader = response.body!.getReader();
    expect((await reader.read()).value).toHaveLength(1_000_000);
    await reader.cancel();
  });

  it.each(
    endpointTable.filter(
      // The rest are for a user agent, or paths that only a printed example has.
      ({ id, contradiction }) => /^E(?!7$)\d/.test(id) && contradiction === undefined,
    ),
  )('knows $id by its path, $path', async ({ id, method, path }) => {
    const { fetch, told } = inspected(async () => new Response(null, { status: 204 }));
    await fetch(`https://adobe.example${path.replaceAll(/:\w+/g, 'Any-1')}?x=1`, { method });
    expect(told[0]!.endpoint).toBe(id);
  });

  it('is the fetch itself where no sink shows requests', () => {
    const { fetch } = globalThis;
    const silent: InspectionSink = { open: () => () => {} };
    expect(createInspection({ sinks: [silent] }).fetch(fetch)).toBe(fetch);
  });
});

describe('a sink that shows requests', () => {
  it('writes a line for each answer, among those of the machines', async () => {
    const lines: string[] = [];
    const inspect = createInspection({ sinks: [consoleSink({ log: (line) => lines.push(line) })] });
    const { clientWith, simulator, pass } = world();
    simulator.faults.add({ endpoint: 'E3', status: 503, times: 1 });
    const client = clientWith({ fetch: inspect.fetch(simulator.fetch) });
    const machine = entitlementMachine.provide({ actors: entitlementServices(client) });
    const input = { screen: 'primary', redirectUrl: 'https://adobe.com' } as const;
    const flow = createActor(machine, { input, inspect }).start();
    await pass(1000);
    flow.send({ type: 'authenticate' });
    await pass(10_000);
    const brief = lines.map((line) => line.trim().replace(/ {2,}/g, '  '));
    expect(brief).toContain('+0:00.000  server  ‹ E1 POST /o/client/register  201  in 0 ms');
    const configuration = brief.filter((line) => line.includes('E3 GET'));
    expect(configuration[0]).toMatch(/E3 GET \/api\/v2\/REF30\/configuration {2}503/);
    expect(configuration.at(-1)).toMatch(/ 200 {2}in 0 ms$/);
    flow.stop();
  });

  it('has them in a flight record, without a fetch of its own', async () => {
    const recorder = recorderSink();
    const inspect = createInspection({ sinks: [recorder] });
    await inspect.fetch(async () => Response.json({ id: 'REF30' }))('https://adobe.com/a');
    await vi.advanceTimersByTimeAsync(0);
    expect(recorder.record().responses).toEqual([
      {
        after: 0,
        at: START,
        method: 'GET',
        url: 'https://adobe.com/a',
        milliseconds: 0,
        status: 200,
        type: 'application/json',
        length: 14,
        body: { id: 'REF30' },
      },
    ]);
  });
});
